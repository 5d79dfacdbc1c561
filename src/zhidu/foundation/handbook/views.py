"""帮助: the handbook as pages; whoever is signed in finds the own page first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.handbook import pages

DAY = 24 * 3600


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Which page is for whom."""
    return _shown(request, pages.INDEX)


@login_not_required
@require_GET
def one(request: HttpRequest, page: str) -> HttpResponse:
    """The page for one kind of people."""
    if page not in pages.PAGES:
        raise Http404
    return _shown(request, page)


@login_not_required
@require_GET
def picture(request: HttpRequest, name: str) -> FileResponse:  # noqa: ARG001
    """A picture of the handbook."""
    path = pages.picture(name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), headers={"Cache-Control": f"public, max-age={DAY}"})


def _shown(request: HttpRequest, name: str) -> HttpResponse:
    others = [(one, title, one == name) for one, title in pages.PAGES.items()]
    crumbs = [("帮助", reverse("handbook:index")), (pages.PAGES.get(name, ""), "")]
    context = {
        "page": pages.page(name),
        "name": name,
        "others": others,
        "mine": own(request.actor),
        "crumbs": crumbs,
    }
    return render(request, "handbook/page.html", context)


def own(actor: Actor) -> str:
    """The page for the weightiest role somebody holds; '' for a visitor."""
    held = {one.role for one in actor.held}
    role = next((role for role in ROLES if role in held), "")
    return pages.BY_ROLE.get(role, "secretary") if role else ""
