"""The addresses of the site and, beside them, the bare pages it is measured against."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from zhidu.apps.orgs.models import Node
from zhidu.project.urls import handler404, handler500
from zhidu.project.urls import urlpatterns as site

__all__ = ["handler404", "handler500", "urlpatterns"]
PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ node.name }}</title><h1>{{ node.name }}</h1><p>{{ node.path }}</p>"
)


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """One query and a template of one line; nobody is signed in."""
    return HttpResponse(PAGE.render({"node": Node.objects.get(pk=1)}))


def signed_in(request: HttpRequest) -> HttpResponse:
    """The same for somebody who is signed in, which every page of the site needs: session, account, roles."""
    return HttpResponse(PAGE.render({"node": Node.objects.get(pk=1), "held": request.actor.held}))


urlpatterns = [path("bench/bare/", bare), path("bench/signed-in/", signed_in), *site]
