"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.ui import views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("large-type/", views.large_type, name="large-type"),
    path("more/", views.more, name="more"),
    path("gallery/", views.gallery, name="gallery"),
]
