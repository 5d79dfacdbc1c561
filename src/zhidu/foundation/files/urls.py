"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.files import views

app_name = "files"
urlpatterns: list[URLPattern] = [
    path("files/<int:pk>/", views.download, name="download"),
    path("files/<int:pk>/void/", views.void_one, name="void"),
    path("files/of/<slug:owner>/", views.attach_to, name="attach"),
]
