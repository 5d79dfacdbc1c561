"""Reading tasks: those of a person, of a meeting, of an organisation, and what is overdue."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from zhidu.apps.meetings.access import SEE_TASK
from zhidu.apps.meetings.states import Work
from zhidu.apps.meetings.task_models import Task, TaskStep
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

MOST = 50


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """Tasks the actor may see, what is due first first."""
    rows = Task.objects.select_related("person", "organization", "activity", "point")
    return SEE_TASK.visible(actor, rows)


def tasks_of(person: int, *, most: int = MOST) -> list[Task]:
    """What *person* still has to do."""
    rows = Task.objects.filter(person=person, state=Work.OPEN).select_related("activity")
    return list(rows[:most])


def given_at(activity: int) -> list[Task]:
    """What that meeting gave people to do, also what is done since."""
    return list(Task.objects.filter(activity=activity).select_related("person", "point")[:MOST])


def to_report(organization: int, activity: int, *, most: int = MOST) -> list[Task]:
    """What earlier meetings of the organisation gave people to do and is still open: reported at the next."""
    rows = Task.objects.filter(organization=organization, state=Work.OPEN).exclude(activity=activity)
    return list(rows.select_related("person", "activity")[:most])


def reported_at(meeting: int) -> list[TaskStep]:
    """What was said of tasks at a meeting."""
    rows = TaskStep.objects.filter(at_meeting=meeting)
    return list(rows.select_related("task__person"))


def overdue(organizations: Collection[int], day: date | None = None) -> QuerySet[Task]:
    """What is overdue in some organisations, the oldest first."""
    rows = Task.objects.filter(organization__in=organizations, state=Work.OPEN, due__lt=day or today())
    return rows.select_related("person", "organization")
