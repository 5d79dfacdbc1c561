"""Addresses of the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern
from django.urls import path as address

from zhidu.apps.members.views import changes, correcting, entering, people, person

app_name = "members"


def path(route: str, view: Callable[..., Any], *, name: str) -> URLPattern:
    """An address for whoever is signed in."""
    return address(route, login_required(view), name=name)


urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/me/", person.me, name="me"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/change/", changes.change, name="change"),
    path("people/<int:pk>/transfer/", changes.transfer, name="transfer"),
    path("people/<int:pk>/leave/", changes.leave, name="leave"),
    path("people/<int:pk>/readmit/", changes.readmit, name="readmit"),
    path("people/<int:pk>/name/", changes.name, name="name"),
    path("posts/<int:pk>/relieve/", changes.relieve, name="relieve"),
    path("posts/<int:pk>/correct/", correcting.post, name="correct-post"),
    path("people/stretches/<int:pk>/", correcting.stretch, name="correct-stretch"),
    path("organizations/<int:pk>/people/", people.about_node, name="about-node"),
    path("organizations/<int:pk>/admit/", entering.admit, name="admit"),
    path("organizations/<int:pk>/appoint/", entering.appoint, name="appoint"),
    path("organizations/<int:pk>/merge/", entering.merge, name="merge"),
]
