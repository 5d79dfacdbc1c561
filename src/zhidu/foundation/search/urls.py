"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.search import views

app_name = "search"
urlpatterns: list[URLPattern] = [path("search/", views.find, name="find")]
