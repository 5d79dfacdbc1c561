"""Every request knows who is acting."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject

from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import VISITOR, Actor

Handler = Callable[[HttpRequest], HttpResponse]
WITHOUT_PASSWORD_CHANGE = frozenset({"identity:logout", "identity:password", "ui:large-type"})


def signed_in(get_response: Handler) -> Handler:
    """Put ``request.actor`` on every request, and hold whoever must change the password at that page."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))
        user = request.user
        held_back = user.is_authenticated and user.must_change_password
        if held_back and _page(request) not in WITHOUT_PASSWORD_CHANGE:
            return redirect(reverse("identity:password"))
        return get_response(request)

    return handle


def _page(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request.user) if request.user.is_authenticated else VISITOR
