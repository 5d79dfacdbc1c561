"""Addresses of the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern
from django.urls import path as address

from zhidu.apps.orgs.views import changes, one, tree

app_name = "orgs"


def path(route: str, view: Callable[..., Any], *, name: str) -> URLPattern:
    """An address for whoever is signed in."""
    return address(route, login_required(view), name=name)


urlpatterns = [
    path("organizations/", tree.tree, name="tree"),
    path("organizations/found/", changes.found, name="found-root"),
    path("organizations/<int:pk>/", one.one, name="one"),
    path("organizations/<int:pk>/below/", tree.below, name="below"),
    path("organizations/<int:pk>/found/", changes.found, name="found"),
    path("organizations/<int:pk>/rename/", changes.rename, name="rename"),
    path("organizations/<int:pk>/describe/", changes.describe, name="describe"),
    path("organizations/<int:pk>/move/", changes.move, name="move"),
    path("organizations/<int:pk>/dissolve/", changes.dissolve, name="dissolve"),
    path("organizations/<int:pk>/start-term/", changes.start_term, name="start-term"),
    path("organizations/spells/<int:pk>/", changes.correct_spell, name="correct-spell"),
]
