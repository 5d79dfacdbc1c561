"""制度: every text that was brought in, with its digest and how many organisations run it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries
from zhidu.apps.adoption.access import IMPORT
from zhidu.apps.adoption.running import users_of
from zhidu.apps.adoption.shown import LEVELS
from zhidu.apps.dashboards.access import ADMINISTER
from zhidu.foundation.access.verbs import Refused


@require_GET
def books(request: HttpRequest) -> HttpResponse:
    """The list, the newest first; there are dozens, not thousands."""
    if not ADMINISTER.somewhere(request.actor):
        raise Refused(ADMINISTER)
    found = list(queries.books().order_by("-id"))
    users = users_of(request.actor, found)
    rows = [
        {
            "book": one,
            "level": LEVELS.get(one.level, one.level),
            "clauses": one.counts.get("clauses", 0),
            "users": users.get(one.pk, 0),
        }
        for one in found
    ]
    given = {"rows": rows, "may_import": IMPORT.can_create(request.actor, "")}
    return render(request, "administration/books.html", given)
