"""Times away: the member's own page, the branch's list, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.activities import absences
from zhidu.apps.transfers import actions, papers
from zhidu.apps.transfers import away_queries as queries
from zhidu.apps.transfers.access import KEEP_AWAY, REACH, SEE_AWAY, TELL_AWAY
from zhidu.apps.transfers.away_forms import DepartureForm
from zhidu.apps.transfers.away_saving import opened
from zhidu.apps.transfers.away_states import TOPICS, Kind
from zhidu.apps.transfers.limits import Limits
from zhidu.apps.transfers.views.load import kept_by
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.transfers.away_models import Away, Report
    from zhidu.foundation.access.rules import Actor
    from zhidu.foundation.access.verbs import Verb

ROWS = 50
A_MONTH = 30
"""Days, to say about how many months a leave lasts."""


def away_or_404(request: HttpRequest, pk: int, verb: Verb = SEE_AWAY) -> Away:
    """One time away. Raises Refused where it takes more than to see it."""
    found = queries.visible_aways(request.actor).filter(pk__exact=pk).first()
    if found is None:
        raise Http404("没有这次外出")
    if verb is not SEE_AWAY and not verb.can(request.actor, found):
        raise Refused(verb, obj=found)
    own = found.person_id == request.actor.person
    request.nav_key = "me" if own and not KEEP_AWAY.somewhere(request.actor) else "transfers"
    return found


def mine(request: HttpRequest) -> HttpResponse:
    """我要外出: the report before leaving, else how the one that runs stands and what is next."""
    actor = request.actor
    if actor.person is None:
        raise Refused(SEE_AWAY)
    request.nav_key = "me"
    running = queries.own_away(actor.person)
    # whoever sends the form a second time is told that one is running
    form = (
        DepartureForm(request.POST or None, initial=said_before(request))
        if _writes(request, running)
        else None
    )
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            actions.report_departure(actor=actor, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已报告支部；登记好了告诉您")
            return redirect("transfers:my-away")
    limits = Limits(running.organization, today()) if running is not None else None
    return render(
        request,
        "transfers/my_away.html",
        {
            "form": form,
            "away": running,
            "standing": queries.standing(running, limits, today()) if running and limits else None,
            "card": papers.card_number(running) if running is not None else "",
            "news": queries.news_to(running.organization_id)[:3] if running is not None else [],
            "others": queries.in_touch_with(actor.person),
        },
    )


def _writes(request: HttpRequest, running: Away | None) -> bool:
    return running is None or request.method == "POST"


def said_before(request: HttpRequest) -> dict[str, Any]:
    """What was said already where leave was asked for; nothing is asked twice."""
    given = {
        name: request.GET.get(name, "")[:120] for name in ("person", "reason", "place", "leaves_on", "months")
    }
    return {name: text for name, text in given.items() if text}


@require_GET
def about_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside a leave for a stretch of days: that a long one is to be registered, with what was said already."""
    leave = absences.visible(request.actor).filter(pk__exact=pk).first()
    if leave is None:
        raise Http404("没有这次请假")
    own = leave.person_id == request.actor.person
    rule = Limits(leave.organization, today()).months_to_transfer
    months = max(round(leave.days / A_MONTH), 1)
    long = leave.granted and rule is not None and months >= rule[1]
    running = queries.own_away(leave.person_id)
    if not long or running is not None or not (own or KEEP_AWAY.can(request.actor, leave)):
        return HttpResponse() if request.htmx else redirect(leave)
    said = {
        "person": str(leave.person_id),
        "leaves_on": str(leave.first),
        "months": str(months),
        "reason": leave.words,
    }
    page = "my-away" if own else "away-for"
    address = reverse(f"transfers:{page}", args=[] if own else [leave.organization_id])
    given = {"leave": leave, "rule": rule, "months": months, "address": f"{address}?{urlencode(said)}"}
    return render(request, "transfers/about_absence.html", given)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """流动党员: everybody away, of the organisations the actor looks after."""
    actor = request.actor
    if not KEEP_AWAY.somewhere(actor):
        if actor.person is not None:
            return redirect("transfers:my-away")
        raise Refused(KEEP_AWAY)
    request.nav_key = "transfers"
    places, day = kept_by(actor, KEEP_AWAY), today()
    page = Paginator(queries.current(actor), ROWS).get_page(request.GET.get("page"))
    limits = {one.organization_id: one.organization for one in page}
    rules = {pk: Limits(node, day) for pk, node in limits.items()}
    return render(
        request,
        "transfers/floating.html",
        {
            "page": page,
            "rows": [
                (one, queries.standing(one, rules[one.organization_id], day), papers.card_number(one))
                for one in page
            ],
            "places": places,
            "guests": [one for place in places[:1] for one in queries.guests(actor, place)],
            "own": places[0] if len(places) == 1 else None,
        },
    )


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one time away, as far as the actor may know it."""
    found = away_or_404(request, pk)
    actor, day = request.actor, today()
    may_reach = REACH.can(actor, found)
    rows = list(queries.reports(actor).filter(away=found)[:40])
    return render(
        request,
        "transfers/away.html",
        {
            "away": found,
            "own": found.person_id == actor.person,
            "secret": opened(found.sealed) if may_reach else {},
            "may_reach": may_reach,
            "standing": queries.standing(found, Limits(found.organization, day), day),
            "card": papers.card_number(found),
            "reports": [(row, _told(row)) for row in rows],
            "acts": acts_on(actor, found),
        },
    )


def _told(row: Report) -> list[tuple[str, str]]:
    """(what of, what was said)."""
    said = opened(row.sealed)
    return [(label, said[name]) for name, label in TOPICS[Kind(row.kind)].items() if said.get(name)]


def acts_on(actor: Actor, found: Away) -> list[tuple[str, str]]:
    """(what may be done next, its address), the usual first."""
    keeps, tells = KEEP_AWAY.can(actor, found), TELL_AWAY.can(actor, found)
    own = actor.person == found.person_id
    acts: list[tuple[str, str]] = []

    def offer(title: str, name: str, *, when: bool) -> None:
        if when:
            acts.append((title, reverse(f"transfers:{name}", args=[found.pk])))

    offer(
        "登记：活动证、联系人", "away-register", when=found.reported and found.registered_on is None and keeps
    )
    offer("已经动身", "away-depart", when=found.reported and tells)
    if found.gone:
        offer("记一次联系", "away-contacted", when=tells and not own)
        offer("替本人记汇报" if not own else "我要汇报", "away-report", when=tells)
        offer("流入地登记了", "away-host", when=tells and found.hosted_on is None)
        offer("已经回来", "away-back", when=tells)
    offer("查验活动证" if found.card_number else "结束这次外出", "away-check", when=found.back and keeps)
    offer("记返回汇报", "away-returned", when=found.back and tells)
    offer("换联系人", "away-contact", when=keeps and found.current and found.contact_id is not None)
    offer("不去了", "away-withdraw", when=found.reported and tells)
    return acts
