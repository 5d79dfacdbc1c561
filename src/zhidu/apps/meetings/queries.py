"""What other apps may ask about meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zhidu.apps.activities import queries as activities
from zhidu.apps.meetings.models import Meeting, Paragraph, Point
from zhidu.apps.meetings.roll import Roll, roll_of
from zhidu.apps.meetings.states import Stage
from zhidu.apps.meetings.tasks import given_at, overdue, tasks_of, to_report, visible_tasks

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

__all__ = [
    "Roll",
    "agenda",
    "busy",
    "given_at",
    "meeting",
    "minutes",
    "overdue",
    "point",
    "roll",
    "running",
    "stage",
    "tasks_of",
    "to_report",
    "visible_tasks",
]


def roll(activity_id: int) -> Roll:
    """Who is entitled to a meeting, who is there, on leave, absent, sitting in or left out, as it stands now.

    Of a meeting to come, running or held. Raises LookupError where there is no such activity.
    """
    found = activities.activity(activity_id)
    if found is None:
        raise LookupError(f"没有编号为 {activity_id} 的活动")
    return roll_of(found)


def meeting(activity: Activity | int) -> Meeting | None:
    """The room of an activity, None where nobody has begun to take names."""
    pk = activity if isinstance(activity, int) else activity.pk
    rows = Meeting.objects.select_related("activity__node", "activity__organization", "chair", "recorder")
    return rows.filter(activity=pk).first()


def running(organization: int) -> frozenset[int]:
    """Activities of an organisation and its groups whose room is open: begun, and not closed yet. One query."""
    rows = Meeting.objects.filter(activity__organization=organization, closed_at=None)
    return frozenset(rows.values_list("activity", flat=True))


def busy(activity_id: int) -> str:
    """Why a meeting that was called open and not closed is not recorded by a form; '' of every other activity."""
    if Meeting.objects.filter(activity=activity_id, closed_at=None).exclude(opened_at=None).exists():
        return "这次会的会场开着，名单、议程和记录都在那里；请到会场“结束会议”，不用另填一遍"
    return ""


def stage(activity_id: int) -> Stage:
    """Where a meeting stands."""
    found = Meeting.objects.filter(activity=activity_id).first()
    return Stage.COMING if found is None else found.stage


def agenda(activity_id: int) -> list[Point]:
    """The points of a meeting in order; empty where there is no room."""
    return list(Point.objects.filter(meeting__activity=activity_id))


def point(pk: int) -> Point | None:
    """One point with its meeting and activity, None where there is none."""
    rows = Point.objects.select_related("meeting__activity__node", "meeting__activity__organization")
    return rows.filter(pk=pk).first()


def minutes(activity_id: int) -> list[tuple[Point | None, list[str]]]:
    """What was written down, point by point, the meeting as a whole last; empty paragraphs are left out."""
    rows = Paragraph.objects.filter(meeting__activity=activity_id, beside=None).select_related("person")
    return by_point(agenda(activity_id), rows)


def by_point(points: Iterable[Point], rows: Iterable[Paragraph]) -> list[tuple[Point | None, list[str]]]:
    """Paragraphs under their points."""
    texts: dict[int | None, list[str]] = {}
    for one in rows:
        if one.text.strip():
            texts.setdefault(one.point_id, []).append(one.said)
    found: list[tuple[Point | None, list[str]]] = [(one, texts.get(one.pk, [])) for one in points]
    return [*found, (None, texts[None])] if None in texts else found
