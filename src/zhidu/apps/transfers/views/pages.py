"""Reading: what is under way and what is to be done, and one transfer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.members import queries as members
from zhidu.apps.transfers import away_queries, papers, queries
from zhidu.apps.transfers.access import KEEP_AWAY, RECEIVE, SEE, SEND
from zhidu.apps.transfers.views.load import kept_by, transfer_or_404
from zhidu.foundation.access.verbs import Refused

if TYPE_CHECKING:
    from zhidu.apps.transfers.models import Transfer
    from zhidu.foundation.access.rules import Actor

ROWS, FIRST, FEW = 50, 30, 4


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """For a member the own one; for whoever keeps a register, what waits and what is under way."""
    actor = request.actor
    if not SEND.somewhere(actor):
        if actor.person is None:
            raise Refused(SEE)
        return render(request, "transfers/mine.html", _own(actor))
    page = Paginator(queries.visible(actor), ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "transfers/index.html",
        {
            "to_receive": list(queries.to_receive(actor)[:FIRST]),
            "to_send": list(queries.to_send(actor)[:FIRST]),
            "overdue": list(queries.overdue_seen(actor)[:FIRST]),
            "page": page,
            "places": kept_by(actor, SEND),
            "own": actor.person is not None,
        },
    )


def _own(actor: Actor) -> dict[str, Any]:
    rows = queries.of_person(actor.person or 0)
    return {"rows": rows, "under_way": next((one for one in rows if one.open), None)}


@require_GET
def about_person(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a person: what is under way, and what may be begun."""
    found = members.visible_people(request.actor).filter(pk__exact=pk).first()
    if found is None:
        raise Http404("没有这个人")
    actor, place = request.actor, found.organization.path
    may_send, may_keep = SEND.can_create(actor, place), KEEP_AWAY.can_create(actor, place)
    rows = list(queries.visible(actor).filter(person=found)[:FEW])
    aways = list(away_queries.visible_aways(actor).filter(person=found)[:FEW])
    if not (rows or aways or may_send or may_keep):
        return HttpResponse() if request.htmx else redirect("members:person", found.pk)
    given = {
        "person": found,
        "rows": rows,
        "aways": aways,
        "may_send": may_send and found.until is None,
        "may_keep": may_keep and found.until is None,
    }
    return render(request, "transfers/about_person.html", given)


@require_GET
def guests_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside a meeting: those from elsewhere who take part here, and have no vote."""
    meeting = activities.visible_activities(request.actor).filter(pk__exact=pk).first()
    if meeting is None:
        raise Http404("没有这次活动")
    listed = away_queries.guests(request.actor, meeting.organization) if meeting.kind in GATHERINGS else []
    if not listed:
        return HttpResponse() if request.htmx else redirect(meeting)
    return render(request, "transfers/guests_here.html", {"guests": listed})


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it got, what may be done next, and the papers."""
    found = transfer_or_404(request, pk)
    own = found.person_id == request.actor.person
    if own and not SEND.somewhere(request.actor):
        request.nav_key = "me"
    return render(
        request,
        "transfers/one.html",
        {
            "one": found,
            "own": own,
            "acts": acts_on(request.actor, found),
            "letter": papers.letter_number(found),
            "receipt": papers.receipt_number(found),
        },
    )


def acts_on(actor: Actor, found: Transfer) -> list[tuple[str, str]]:
    """(what may be done next, its address), the usual first."""
    may_send, may_receive = SEND.can(actor, found), RECEIVE.can(actor, found)
    acts: list[tuple[str, str]] = []

    def offer(title: str, name: str) -> None:
        acts.append((title, reverse(f"transfers:{name}", args=[found.pk])))

    if found.asked and may_send:
        address = reverse("transfers:send", args=[found.sender_id])
        acts.append(("办转出", f"{address}?transfer={found.pk}"))
    if found.sent and not found.by_letter and may_receive and not found.overdue:
        offer("接收", "receive")
    if found.sent and found.by_letter and may_send:
        if found.sealed_on is None:
            offer("已盖章交给本人", "hand-over")
        offer("登记回执", "receipt")
    if found.open and ways(actor, found):
        offer("撤回" if found.asked else "退回、撤回或作废", "end")
    return acts


def ways(actor: Actor, found: Transfer) -> list[str]:
    """How it may be ended by this actor."""
    if not found.open:
        return []
    own = found.asked and actor.person is not None and actor.person == found.person_id
    possible = []
    if found.sent and not found.by_letter and RECEIVE.can(actor, found):
        possible.append("refused")
    if own or SEND.can(actor, found):
        possible.append("voided" if found.by_letter else "withdrawn")
    return possible
