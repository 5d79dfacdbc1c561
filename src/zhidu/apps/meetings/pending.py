"""What earlier meetings left to the next: tasks to be reported on, and points that were put off."""

from __future__ import annotations

from collections.abc import Iterator

from zhidu.apps.activities.ports import Offer
from zhidu.apps.meetings.access import SEE_TASK
from zhidu.apps.meetings.models import Meeting, Point
from zhidu.apps.meetings.states import Progress, Work
from zhidu.apps.meetings.task_models import Task
from zhidu.foundation.access.rules import Actor

MOST = 8


def pending(actor: Actor, node: int, organization: int, kind: str) -> list[Offer]:
    """Points the last meeting of that kind there put off, and tasks that are open. Three queries."""
    return [*_put_off(node, kind), *_open(actor, organization, kind)]


def _put_off(node: int, kind: str) -> Iterator[Offer]:
    met = Meeting.objects.exclude(closed_at=None).filter(
        activity__node=node, activity__kind=kind, activity__voided_at=None
    )
    last = met.select_related("activity").order_by("-activity__on", "-pk").first()
    if last is None:
        return
    for one in Point.objects.filter(meeting=last, state=Progress.PUT_OFF)[:MOST]:
        day = f"{last.activity.on.month}月{last.activity.on.day}日"
        yield Offer(one.title, f"{day}的会上没有议：{one.reason}", one.topic, "上次没有议")


def _open(actor: Actor, organization: int, kind: str) -> Iterator[Offer]:
    """A task is reported where it was given: to the same kind of meeting."""
    rows = Task.objects.filter(organization=organization, state=Work.OPEN, activity__kind=kind)
    for one in SEE_TASK.visible(actor, rows).select_related("person")[:MOST]:
        due = f"{one.due.month}月{one.due.day}日"
        title = f"听取“{one.what}”的落实情况"[:200]
        yield Offer(title, f"交{one.person.name}办，最迟 {due}", mark=f"{due}到期")
