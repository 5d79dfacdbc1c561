"""Panels on the pages of lower apps: a clause's year, and what a record counts for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from zhidu.apps.activities import queries as activities
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.compliance.names import decorate
from zhidu.apps.compliance.year import UNCLEAN, strip_rows
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.clock import today


@require_GET
def clause_year(request: HttpRequest, organization: int, clause: str) -> HttpResponse:
    """This year's findings of one organisation under a clause (and the others of its family)."""
    node = get_object_or_404(orgs.visible_nodes(request.actor), pk=organization)
    SEE_ALL.require(request.actor, node)
    queries.fresh(node.pk)
    found = adoption.clause_of(node, clause)
    rows = decorate(queries.of_clause(node.pk, found.family, today().year) if found else [])
    return render(
        request,
        "compliance/clause_year.html",
        {
            "node": node,
            "clause": found,
            "strip": strip_rows(rows, today().year),
            "unclean": [one for one in rows if one.verdict in UNCLEAN],
            "clean": sum(one.verdict not in UNCLEAN for one in rows),
            "today": today(),
        },
    )


@require_GET
def about_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """What a record counts for: the findings that rest on it, with their clauses."""
    record = get_object_or_404(activities.visible_activities(request.actor), pk=pk)
    queries.fresh(record.organization_id)
    rows = [
        one
        for one in queries.about_fact(record.code, record.organization_id)
        if one.person in {None, request.actor.person} or SEE_ALL.can(request.actor, record.organization)
    ]
    return render(
        request,
        "compliance/about_activity.html",
        {"record": record, "rows": decorate(rows), "today": today()},
    )
