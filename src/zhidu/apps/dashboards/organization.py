"""How one organisation stands, for its own page: its themes by month, what is worst, and everything below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.compliance.themes import THEMES
from zhidu.apps.dashboards.supervision import choices, counts
from zhidu.apps.dashboards.supervision.asked import EVERY_THEME, Asked
from zhidu.apps.dashboards.supervision.cells import MONTHS, Row, heat_rows, now_column
from zhidu.apps.dashboards.supervision.screen import cell_address
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

FIRST = 5
"""Findings told on the page; the others are looked up under 监督."""


@require_GET
def about_organization(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel 做得怎样; nothing where the node is no organisation or its findings are not for this reader."""
    actor = request.actor
    node = get_object_or_404(orgs.visible_nodes(actor), pk=pk)
    if node.kind != orgs.ORGANIZATION or not SEE_ALL.can(actor, node):
        if request.htmx:
            return HttpResponse()
        SEE_ALL.require(actor, node)
    day = today()
    asked = Asked(year=day.year, theme=EVERY_THEME, under=node)
    below = counts.totals(asked.whole(actor))
    own = asked.tallies(actor).filter(organization=node.pk)
    lines = counts.by_theme(own)
    worst = queries.of_organization(actor, node.pk).filter(
        verdict__in=("breached", "at_risk", "undetermined"), month__startswith=f"{day.year:04}-"
    )
    return render(
        request,
        "dashboards/about_organization.html",
        {
            "node": node,
            "year": day.year,
            "figures": choices.figures(counts.totals(own)),
            "rows": heat_rows(lines, _rows(lines, node, day.year)),
            "columns": MONTHS,
            "now": now_column(day.year, day),
            "worst": list(worst[:FIRST]),
            "missed": below.missed(EVERY_THEME),
            "own_missed": sum(line.missed for line in lines),
            "supervision": asked.url(reverse("dashboards:supervision")),
        },
    )


def _rows(lines: list[counts.Line], node: Node, year: int) -> dict[str, Row]:
    titles = {one.key: one.title for one in THEMES}
    found = {}
    for line in lines:
        asked = Asked(year=year, theme=line.place, under=node)
        address = asked.url(reverse("dashboards:supervision"))
        found[line.place] = Row(titles.get(line.place, "其他"), address, cell_address(asked, node.pk))
    return found
