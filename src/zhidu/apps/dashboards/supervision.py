"""Where rules are not kept (哪里没有做到): the organisations under somebody, the worst first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.dashboards.whose import own_organization
from zhidu.foundation.clock import today

ORGANIZATIONS = 50
"""On one page of the organisations under somebody."""


@require_GET
def supervision(request: HttpRequest) -> HttpResponse:
    """Which organisation's findings to look at: one's own at once, else the worst first."""
    node = own_organization(request.actor)
    if node is not None:
        return redirect("compliance:findings", organization=node.pk)
    if not SEE_ALL.somewhere(request.actor):
        return redirect("dashboards:home")
    return below(request)


def below(request: HttpRequest) -> HttpResponse:
    """The organisations under the actor, those with most missed first."""
    page = Paginator(queries.evaluations(request.actor), ORGANIZATIONS).get_page(request.GET.get("page"))
    return render(request, "dashboards/below.html", {"page": page, "today": today()})
