"""Panels on the page of a clause: how it stands, this year, and how many below keep it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.compliance.names import decorate
from zhidu.apps.compliance.presentation import unit_of, way_out
from zhidu.apps.compliance.year import UNCLEAN, most_urgent, period_word, strip_rows, summed_up
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

TOLD = 12
"""Unclean findings told at once; the others unfold."""


def _rows(
    request: HttpRequest, organization: int, clause: str
) -> tuple[Node, Clause | None, list[StoredFinding]]:
    node = get_object_or_404(orgs.visible_nodes(request.actor), pk=organization)
    SEE_ALL.require(request.actor, node)
    queries.fresh(node.pk)
    found = adoption.clause_of(node, clause)
    return node, found, queries.of_clause(node.pk, found.family, today().year) if found else []


@require_GET
def clause_year(request: HttpRequest, organization: int, clause: str) -> HttpResponse:
    """This year's findings of one organisation under a clause (and the others of its family)."""
    node, found, rows = _rows(request, organization, clause)
    decorate(rows)
    strip = strip_rows(rows, today().year)
    if len(strip) == 1:
        # the head of the card sums it up
        strip = [replace(strip[0], total="")]
    unclean = [{"row": one, "when": period_word(one)} for one in reversed(rows) if one.verdict in UNCLEAN]
    return render(
        request,
        "compliance/clause_year.html",
        {
            "node": node,
            "clause": found,
            "strip": strip,
            "alone": len(strip) == 1,
            "unclean": unclean[:TOLD],
            "more": unclean[TOLD:],
            "note": summed_up(rows),
            "clean": sum(one.verdict not in UNCLEAN for one in rows),
            "today": today(),
        },
    )


@require_GET
def clause_now(request: HttpRequest, organization: int, clause: str) -> HttpResponse:
    """How the clause stands today in one organisation, and the one act that is due."""
    node, found, rows = _rows(request, organization, clause)
    row = most_urgent(rows, today())
    if row is not None:
        decorate([row])
    return render(
        request,
        "compliance/clause_now.html",
        {
            "node": node,
            "clause": found,
            "row": row,
            "when": period_word(row) if row is not None else "",
            "unit": unit_of(found),
            "way": way_out(row, found, today()) if row is not None else None,
            "kept": sum(one.verdict == Verdict.MET for one in rows),
            "today": today(),
        },
    )


@require_GET
def clause_below(request: HttpRequest, organization: int, clause: str) -> HttpResponse:
    """How many organisations below stand how under a clause this month; nothing where there are none below."""
    node = get_object_or_404(orgs.visible_nodes(request.actor), pk=organization)
    SEE_ALL.require(request.actor, node)
    found = adoption.clause_in_books(clause)
    below = [pk for pk in orgs.organization_ids(below=node) if pk != node.pk]
    counted: Counter[str] = Counter()
    if found is not None and below and len(below) <= orgs.MANY:
        counted = queries.worst_of_clause(below, found.family, today())
    return render(
        request,
        "compliance/clause_below.html",
        {
            "node": node,
            "below": len(below),
            "too_many": len(below) > orgs.MANY,
            "lines": [(one.value, counted[one.value]) for one in _ordered() if counted[one.value]],
            "url": f"{reverse('compliance:findings', args=[node.pk])}",
        },
    )


def _ordered() -> list[Verdict]:
    return sorted(Verdict, key=lambda one: -one.severity)
