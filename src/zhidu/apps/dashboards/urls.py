"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.dashboards import homes, supervision

app_name = "dashboards"
urlpatterns = [
    path("", homes.home, name="home"),
    path("supervision/", supervision.supervision, name="supervision"),
]
