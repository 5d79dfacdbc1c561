"""For superiors: how the organisations below stand."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.transfers.access import KEEP_AWAY
from zhidu.apps.transfers.overview import COLUMNS, lines, totals
from zhidu.foundation.access.roles import SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today
from zhidu.foundation.ui.shapes import Figure


def looks_over(actor: Actor) -> bool:
    """Whether there is anything below to look over."""
    return actor.holds(SUPERIOR)


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """One line for each organisation with anything to tell."""
    actor = request.actor
    if not looks_over(actor):
        raise Refused(KEEP_AWAY)
    request.nav_key = "transfers"
    tops = orgs.tops(actor.paths({SUPERIOR}))
    said = request.GET.get("top", "")
    if said:
        tops = [one for one in tops if str(one.pk) == said]
        if not tops:
            raise Http404("没有这个组织")
    if not tops:
        raise Http404("没有可看的组织")
    rows = lines(tops[0], today())
    return render(
        request,
        "transfers/overview.html",
        {
            "top": tops[0],
            "tops": tops,
            "rows": rows,
            "columns": list(COLUMNS.values()),
            "figures": [Figure(title, str(number)) for title, number in totals(rows)],
        },
    )
