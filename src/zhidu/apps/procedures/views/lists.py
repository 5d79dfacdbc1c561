"""The list of cases: those that wait for the actor, those of their organisations, those below."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhidu.apps.procedures import queries
from zhidu.apps.procedures.access import OPEN, SEE
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.states import State
from zhidu.foundation.access.roles import ADMINISTRATOR, EVERYBODY
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused

PER_PAGE = 40
MINE, OWN, BELOW = "mine", "own", "below"
WHOSE = {MINE: "等我办的", OWN: "本组织的", BELOW: "下级的"}
STATES = {"": "正在办", "ended": "办完的", "all": "全部"}


def index(request: HttpRequest) -> HttpResponse:
    """Cases the actor may see, narrowed by whose they are and whether they go on."""
    actor = request.actor
    if not SEE.somewhere(actor):
        if actor.holds(ADMINISTRATOR):
            return render(request, "procedures/keeper.html")
        raise Refused(SEE)
    whose = request.GET.get("whose", "")
    state = request.GET.get("state", "")
    here = reverse("procedures:list")
    waiting = queries.waiting_for(actor).count()
    if whose not in WHOSE:
        whose = MINE if waiting else OWN
    rows = _narrowed(actor, whose, state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    below = _has_below(actor)
    return render(
        request,
        "procedures/list.html",
        {
            "page": page,
            "whose": whose,
            "state": state,
            "tabs": [
                {
                    "title": title,
                    "url": f"{here}?whose={name}",
                    "current": name == whose,
                    "count": waiting if name == MINE and waiting else None,
                }
                for name, title in WHOSE.items()
                if name != BELOW or below
            ],
            "states": [
                {"title": title, "url": f"{here}?whose={whose}&state={name}", "current": name == state}
                for name, title in STATES.items()
            ],
            "may_open": OPEN.somewhere(actor),
        },
    )


def _narrowed(actor: Actor, whose: str, state: str) -> QuerySet[Case]:
    if whose == MINE:
        return queries.waiting_for(actor)
    rows = queries.visible_cases(actor)
    at = [one.path for one in actor.held if one.role in EVERYBODY and one.path]
    own = (
        Q(organization__path__in=at) | Q(person=actor.person)
        if actor.person
        else Q(organization__path__in=at)
    )
    rows = rows.filter(own) if whose == OWN else rows.exclude(organization__path__in=at)
    if state == "ended":
        rows = rows.exclude(state=State.OPEN)
    elif state != "all":
        rows = rows.filter(state=State.OPEN)
    return rows.order_by("-since", "-pk")


def _has_below(actor: Actor) -> bool:
    """Whether somebody has anything below: officers of branches have not."""
    return actor.holds("superior", "administrator") or actor.system
