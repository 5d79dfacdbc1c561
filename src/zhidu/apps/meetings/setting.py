"""The clauses in force where a meeting is held, and what of its agenda they speak about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.places import places
from zhidu.apps.activities.setting import Setting
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.vocabulary import MEASURES

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.meetings.models import Meeting


def setting_of(activity: Activity) -> Setting:
    """The place, the people and the clauses of a meeting on its day."""
    return Setting(Kind(MEASURES[activity.kind]), places([activity.node_id])[activity.node_id], activity.on)


def clauses_of(activity: Activity) -> list[Clause]:
    """Clauses that bind the organisation on the day of the meeting."""
    return setting_of(activity).clauses


def matters_of(meeting: Meeting) -> frozenset[str]:
    """What kinds of matters the agenda names."""
    topics = meeting.points.exclude(state="put_off").values_list("topic", flat=True)
    return frozenset(one for one in topics if one)
