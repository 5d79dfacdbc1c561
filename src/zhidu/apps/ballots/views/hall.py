"""The screen in the hall: what is voted on and how far it is. No names, no results before the end."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhidu.apps.activities import queries as activities
from zhidu.apps.ballots import queries
from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.states import FORUM_OF, State
from zhidu.apps.ballots.views.load import ballot_or_404
from zhidu.apps.meetings import queries as meetings


def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page; htmx asks for the middle of it every few seconds."""
    ballot = ballot_or_404(request, pk)
    shown = {"ballot": ballot, "progress": queries.progress(ballot) if ballot.open else None}
    return render(request, "ballots/progress.html" if request.htmx else "ballots/screen.html", shown)


def about_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Votes of one meeting, for its page."""
    activity = (
        activities.visible_activities(request.actor).filter(pk=pk).select_related("organization").first()
    )
    if activity is None:
        raise Http404("没有这条记录")
    rows = list(queries.visible_ballots(request.actor).filter(meeting=pk).exclude(state=State.ANNULLED))
    may_run = RUN.can_create(request.actor, activity.organization.path)
    if not (rows or (may_run and activity.kind in FORUM_OF)):
        return HttpResponse("") if request.htmx else render(request, "ballots/about.html", {"ballots": []})
    return render(
        request,
        "ballots/about.html",
        {"ballots": rows[::-1], "may_run": may_run, "activity": activity},
    )


def about_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Votes on one point of an agenda, in the room of the meeting."""
    point = meetings.point(pk)
    activity = point.meeting.activity if point is not None else None
    if activity is None or not activities.visible_activities(request.actor).filter(pk=activity.pk).exists():
        raise Http404("没有这一项议程")
    rows = list(queries.visible_ballots(request.actor).filter(point=pk).exclude(state=State.ANNULLED))
    may_run = RUN.can_create(request.actor, activity.organization.path) and activity.kind in FORUM_OF
    if request.htmx and not (rows or may_run):
        return HttpResponse("")
    shown = {"ballots": rows[::-1], "may_run": may_run, "activity": activity, "point": point}
    return render(request, "ballots/about.html", shown)
