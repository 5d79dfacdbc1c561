"""A member's own page: what comes next, what is still to be done, and the year so far."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.names import decorate
from zhidu.foundation.clock import today

MOST = 25
"""Lines under one heading."""


def my_home(request: HttpRequest) -> HttpResponse:
    """Findings about whoever signed in."""
    day = today()
    rows = queries.visible(request.actor).filter(person=request.actor.person).select_related("organization")
    due = [
        *queries.missed(rows, day)[:MOST],
        *queries.near(rows)[:MOST],
        *queries.this_week(rows, day)[:MOST],
    ]
    return render(
        request,
        "dashboards/my_today.html",
        {
            "today": day,
            "rows": decorate(due),
            "others": decorate(list(rows.order_by("-start")[:MOST])),
        },
    )
