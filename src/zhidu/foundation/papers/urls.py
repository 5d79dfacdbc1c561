"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.papers import views

app_name = "papers"
urlpatterns: list[URLPattern] = [
    path("papers/<str:name>/<int:pk>/", views.printed, name="print"),
]
