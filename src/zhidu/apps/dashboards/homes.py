"""The first page of whoever signs in: what is to be done, and where."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhidu.apps.dashboards.member import my_home
from zhidu.apps.dashboards.officer import leaders_home, officers_home
from zhidu.apps.dashboards.supervision.views import overview
from zhidu.apps.dashboards.whose import own_group, own_organization
from zhidu.apps.disclosure.views.public import home as residents
from zhidu.foundation.access.roles import ADMINISTRATOR, SUPERIOR
from zhidu.foundation.access.rules import Actor


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Visitors see the pages for residents, officers their organisation's work, superiors those under them."""
    actor: Actor = request.actor
    if actor.user is None:
        return residents(request)
    request.nav_key = "today"
    if (node := own_organization(actor)) is not None:
        return officers_home(request, node)
    if actor.holds(SUPERIOR):
        return overview(request)
    if (group := own_group(actor)) is not None:
        return leaders_home(request, group)
    if actor.person is not None:
        return my_home(request)
    if actor.holds(ADMINISTRATOR):
        return redirect("administration:home")
    return render(request, "dashboards/nothing_here.html")
