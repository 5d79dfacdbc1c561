"""Pages of the frame itself: 大字版, 更多, and the gallery of components."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from zhidu.foundation.identity.actions.own import large_type as keep_large_type
from zhidu.foundation.ui.context import LARGE_COOKIE, Shell
from zhidu.foundation.ui.gallery import samples

YEAR = 365 * 24 * 3600


def back(request: HttpRequest) -> str:
    """Where the form came from, only ever a page of this site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@login_not_required
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch 大字版 on or off and return to the page: kept with the account, and here for whoever signs in next."""
    shell = Shell(request)
    large = not shell.large
    if shell.signed_in:
        keep_large_type(actor=shell.actor, on=large)
    response = HttpResponseRedirect(back(request))
    response.set_cookie(
        LARGE_COOKIE,
        "1" if large else "0",
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@login_not_required
@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Everything the role may open, as a page: 更多 on a phone."""
    return render(request, "ui/more.html")


@login_not_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/gallery.html", samples())
