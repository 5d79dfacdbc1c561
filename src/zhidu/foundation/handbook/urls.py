"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.handbook import views

app_name = "handbook"
urlpatterns: list[URLPattern] = [
    path("help/", views.index, name="index"),
    path("help/<slug:page>/", views.one, name="page"),
    path("help/pictures/<slug:name>.png", views.picture, name="picture"),
]
