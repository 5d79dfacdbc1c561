"""The calendar of a telephone: the page that hands out its private address, and the address itself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.apps.dashboards.actions import subscribe, unsubscribe
from zhidu.apps.dashboards.subscriptions import feed_of, ics, subscriber
from zhidu.apps.dashboards.whose import own_place
from zhidu.foundation.ui.toast import toast

TYPE = "text/calendar; charset=utf-8"


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Make, renew or end one's own address. A new one is shown on this answer and never again."""
    request.nav_key = "today"
    address = ""
    if request.method == "POST" and "stop" in request.POST:
        unsubscribe(actor=request.actor)
        toast(request, "已停用，原来的地址打不开了")
        return redirect("dashboards:feed-settings")
    if request.method == "POST":
        token = subscribe(actor=request.actor)
        address = request.build_absolute_uri(reverse("dashboards:feed", args=[token]))
    return render(
        request,
        "dashboards/feed.html",
        {"address": address, "feed": feed_of(request.actor.user), "node": own_place(request.actor)},
    )


@login_not_required
@never_cache
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind an address; an unknown one leads nowhere, and says no more than that."""
    actor = subscriber(token)
    if actor is None:
        raise Http404("没有这个地址")
    answer = HttpResponse(ics(actor, request.build_absolute_uri("/").rstrip("/")), content_type=TYPE)
    answer["Content-Disposition"] = 'inline; filename="zhidu.ics"'
    return answer
