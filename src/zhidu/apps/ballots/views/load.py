"""The vote an address speaks of, for whoever may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from zhidu.apps.ballots.access import RUN, SEE
from zhidu.apps.ballots.models import Ballot


def ballot_or_404(request: HttpRequest, pk: int) -> Ballot:
    """The vote. Raises Refused for whoever may not see it; electors and tellers always may."""
    rows = Ballot.objects.select_related("organization", "meeting", "person", "record", "before")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这次表决")
    person = request.actor.person
    own = person is not None and (
        found.electors.filter(person=person).exists() or found.tellers.filter(person=person).exists()
    )
    if not own:
        SEE.require(request.actor, found)
    request.nav_key = "ballots"
    return found


def run_or_refuse(request: HttpRequest, pk: int) -> Ballot:
    """The vote, for whoever runs it."""
    found = ballot_or_404(request, pk)
    RUN.require(request.actor, found)
    return found
