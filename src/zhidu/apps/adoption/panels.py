"""Panels on the pages of lower apps: which books an organisation runs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.clock import today

MOST = 12
"""Books named on the page of an organisation; the page of what it runs has them all."""


@require_GET
def about_organization(request: HttpRequest, pk: int) -> HttpResponse:
    """The books that run there today, its own first; nothing for a node that is no organisation."""
    node = get_object_or_404(orgs.visible_nodes(request.actor), pk=pk)
    if node.kind != orgs.ORGANIZATION and request.htmx:
        return HttpResponse()
    day = today()
    order = [node.pk, *reversed(node.ancestor_ids)]
    rows = [
        one
        for one in queries.rows_of(set(order))
        if (one.first is None or one.first <= day) and (one.last is None or one.last >= day)
    ]
    rows.sort(key=lambda one: (order.index(one.organization_id), one.book.title))
    names = orgs.names({f"org-{one.organization_id}" for one in rows})
    lines = [
        (one, "" if one.organization_id == node.pk else names.get(f"org-{one.organization_id}", "上级"))
        for one in rows
    ]
    return render(
        request,
        "adoption/about_organization.html",
        {"node": node, "lines": lines[:MOST], "more": max(0, len(lines) - MOST)},
    )
