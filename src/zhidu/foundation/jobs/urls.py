"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern] = [
    path("jobs/", views.listing, name="list"),
    path("jobs/regular/", views.regular, name="regular"),
    path("jobs/<int:pk>/", views.one, name="job"),
    path("jobs/<int:pk>/state/", views.state, name="state"),
    path("jobs/<int:pk>/cancel/", views.stop, name="cancel"),
    path("jobs/<int:pk>/again/", views.redo, name="again"),
]
