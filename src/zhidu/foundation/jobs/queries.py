"""Reading long work."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.jobs.access import SEE
from zhidu.foundation.jobs.models import OPEN, Job, State


def visible_jobs(actor: Actor) -> QuerySet[Job]:
    """Jobs the actor asked for or looks after, newest first."""
    return SEE.visible(actor, Job.objects.all()).select_related("owner").order_by("-id")


VIEWS = {
    "all": ("全部", tuple(State)),
    "open": ("正在做和等着做", OPEN),
    "failed": ("没有做成", (State.FAILED,)),
}


def last_of(name: str) -> Job | None:
    """The latest job of one kind."""
    return Job.objects.filter(name=name).select_related("owner").order_by("-id").first()


def job(pk: int) -> Job:
    """One job. Raises ``Job.DoesNotExist``."""
    return Job.objects.select_related("owner").get(pk=pk)


def open_jobs(name: str, place: int | None = None) -> QuerySet[Job]:
    """Jobs of one kind that wait or run: to keep somebody from starting the same twice."""
    found = Job.objects.filter(name=name, state__in=OPEN)
    return found if place is None else found.filter(place=place)


def open_of(request: HttpRequest) -> int:
    """How many of one's own jobs wait or run; for the rail."""
    return Job.objects.filter(owner=request.actor.user, state__in=OPEN).count()
