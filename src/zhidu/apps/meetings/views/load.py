"""What an address points at; what the actor may not see is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import CORRECT, SEE
from zhidu.apps.meetings import queries
from zhidu.apps.meetings.access import RUN
from zhidu.apps.meetings.showing import Room

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity


def activity_or_404(request: HttpRequest, pk: int) -> Activity:
    """The activity. Raises Refused for whoever may not see it."""
    found = activities.activity(pk)
    if found is None:
        raise Http404("没有这次会")
    SEE.require(request.actor, found)
    return found


def room_or_404(request: HttpRequest, pk: int) -> Room:
    """The room of an activity that the actor may see."""
    found = activity_or_404(request, pk)
    return Room(found, queries.meeting(found))


def may_run(request: HttpRequest, room: Room) -> bool:
    """Whether the actor runs the meeting, now that it still can be run."""
    activity = room.activity
    if activity.voided_at is not None or activity.state != "planned":
        return False
    if room.meeting is not None:
        return RUN.can(request.actor, room.meeting)
    return CORRECT.can(request.actor, activity)
