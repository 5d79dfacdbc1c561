"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.procedures.views import lists, one, opening, requests, step

app_name = "procedures"
urlpatterns = [
    path("procedures/", lists.index, name="list"),
    path("procedures/new/", opening.opening, name="new"),
    path("procedures/<int:pk>/", one.one, name="one"),
    path("procedures/<int:pk>/steps/<str:step>/", step.step, name="step"),
    path("procedures/requests/<int:pk>/", requests.one, name="request"),
]
