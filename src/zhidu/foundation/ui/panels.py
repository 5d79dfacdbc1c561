"""Panels that have nothing to show."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def nothing(request: HttpRequest) -> HttpResponse:
    """Nothing in the place of a panel; a page of its own that would be empty is none."""
    if request.htmx:
        return HttpResponse()
    raise Http404("这里没有要列出的")
