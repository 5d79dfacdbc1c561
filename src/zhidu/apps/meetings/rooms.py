"""Getting hold of a meeting within an act: locked, and only while it may still be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.activities.states import State
from zhidu.apps.meetings.access import RUN
from zhidu.apps.meetings.models import Meeting, Paragraph, Point
from zhidu.apps.meetings.reserved import named, reserved
from zhidu.apps.meetings.setting import setting_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.journal.write import Changes

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity


def running(actor: Actor, activity: int) -> Meeting:
    """The room of an activity, locked until the act is over.

    Raises Wrong where nobody has signed in yet or the meeting is closed, Refused for whoever does not run it.
    """
    found = locked(activity)
    if found is None:
        raise Wrong("这次会还没有开始签到；请先点“都到了”，或逐个签到")
    RUN.require(actor, found)
    still_open(found)
    return found


def still_open(meeting: Meeting) -> None:
    """Raise Wrong where the meeting was closed, or its arrangement called off."""
    if meeting.closed_at is not None:
        raise Wrong("这次会已经结束，记录定了稿；要改的，到那条记录上点“更正”")
    if meeting.activity.voided_at is not None:
        raise Wrong("这次会已经取消，不再签到和记录")


def entered(actor: Actor, activity: int) -> tuple[Meeting, bool]:
    """The room, locked; made where there is none yet, with the agenda that was arranged. Whether it was made.

    Raises Wrong for what is no meeting to come, or is arranged for another day than today.
    """
    found = locked(activity)
    if found is not None:
        RUN.require(actor, found)
        still_open(found)
        return found, False
    arranged = activities.activity(activity)
    if arranged is None:
        raise Wrong("没有这次会；请从“组织生活”里打开")
    CORRECT.require(actor, arranged)
    _may_begin(arranged)
    # two who press at once: the second waits for the first and then finds the room
    Meeting.objects.bulk_create([Meeting(activity=arranged, made_at=now())], ignore_conflicts=True)
    made = locked(activity)
    if made is None:
        raise LookupError(f"没有活动 {activity} 的会场")
    if made.points.exists() or made.paragraphs.exists():
        return made, False
    setting = setting_of(arranged)
    words = reserved(setting, arranged)
    points = Point.objects.bulk_create(
        [
            Point(
                meeting=made,
                place=number,
                title=one.title,
                topic=one.topic or named(one.title, words, setting),
            )
            for number, one in enumerate(activities.agenda(activity), start=1)
        ]
    )
    Paragraph.objects.bulk_create(
        [*(Paragraph(meeting=made, point=one) for one in points), Paragraph(meeting=made)]
    )
    return made, True


def _may_begin(activity: Activity) -> None:
    if activity.kind not in GATHERINGS:
        raise Wrong(f"{activity.kind_name}不是会议，没有会场；办了直接点“记录”")
    if activity.voided_at is not None:
        raise Wrong("这次会已经取消；要开的请另安排")
    if activity.state != State.PLANNED:
        raise Wrong("这次会已经记录过；要改的请点“更正”")
    if activity.on > today():
        raise Wrong(
            f"这次会定在 {activity.on.month} 月 {activity.on.day} 日，还没有到；提前开的，先点“改安排”改到今天"
        )


def locked(activity: int) -> Meeting | None:
    """The room of an activity, locked until the act is over; None where nobody began to take names."""
    rows = Meeting.objects.select_for_update(of=("self",)).filter(activity=activity)
    return rows.select_related("activity__node", "activity__organization").first()


def fresh(found: Any, version: int, what: str) -> None:  # noqa: ANN401 - a row with a version
    """Raise Stale where somebody changed the row since it was seen."""
    if found.version != version:
        raise Stale(f"您打开以后，{what}已经被别人改过；您写的没有存，请对照新的内容再改")


def note(meeting: Meeting, changes: Changes | None = None, **details: Mapping[str, Any] | Any) -> None:  # noqa: ANN401
    """The journal entry of an act in the room."""
    record(
        obj=meeting.code,
        place=meeting.activity.organization_id,
        on=min(meeting.activity.on, today()),
        changes=changes,
        details={"activity": meeting.activity_id, **details},
    )
