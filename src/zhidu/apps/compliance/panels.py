"""A panel on the page of a record: what it counts for. Those of a clause are in ``clause_panels.py``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from zhidu.apps.activities import queries as activities
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.compliance.names import decorate
from zhidu.foundation.clock import today


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
