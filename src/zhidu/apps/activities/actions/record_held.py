"""Writing down what was held or done (记录)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhidu.apps.activities.access import CORRECT, RECORD
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.ports import busy
from zhidu.apps.activities.saving import change, checked, create, locked, open_to_change, placed
from zhidu.apps.activities.states import State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("activities.record_held", "记录活动")
def record_held(
    *,
    actor: Actor,
    entry: Entry,
    attendance: Attendance | None = None,
    agenda: Sequence[Item] = (),
    plan: int | None = None,
    version: int = 0,
) -> Activity:
    """Write down *entry*; where it was arranged, *plan* is that arrangement and *version* what was seen of it.

    Entry day is today. *attendance* None: nobody kept a list of names.
    """
    entry = replace(entry, planned=False)
    places = placed(entry, actor)
    RECORD.require(actor, places.at(entry))
    if plan is None:
        return create(checked(entry, places, actor, attendance, agenda), actor)
    activity = locked(plan, version)
    CORRECT.require(actor, activity)
    open_to_change(activity)
    if activity.state != State.PLANNED:
        raise Wrong("这条已经记录过；要改的请用“更正”")
    if why := busy(activity.pk):
        raise Wrong(why)
    if (activity.kind, activity.node_id) != (entry.kind, entry.node):
        raise Wrong({"kind": f"安排的是{activity.kind_name}；办的不是这一件，请另记一条"})
    draft = checked(entry, places, actor, attendance, agenda, activity)
    change(activity, draft, actor, reason="", entered_anew=True)
    return activity
