"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.procedures.views import (
    delegating,
    ending,
    lists,
    one,
    opening,
    pack,
    panels,
    planning,
    publishing,
    requests,
    step,
)

app_name = "procedures"
urlpatterns = [
    path("procedures/", lists.index, name="list"),
    path("procedures/new/", opening.opening, name="new"),
    path("procedures/<int:pk>/", one.one, name="one"),
    path("procedures/<int:pk>/steps/<str:step>/", step.step, name="step"),
    path("procedures/<int:pk>/published/<str:step>/", publishing.published, name="published"),
    path("procedures/<int:pk>/published/<str:step>/object/", publishing.objecting, name="object"),
    path("procedures/<int:pk>/pack/<slug:part>/", pack.entering, name="pack"),
    path("procedures/about-meeting/<int:pk>/", pack.about_meeting, name="about-meeting"),
    path("procedures/open-pack/<int:pk>/", pack.opening, name="open-pack"),
    path("procedures/<int:pk>/plan/", planning.planning, name="plan"),
    path("procedures/<int:pk>/close/", ending.closing, name="close"),
    path("procedures/<int:pk>/withdraw/", ending.withdrawing, name="withdraw"),
    path("procedures/<int:pk>/take-back/", ending.taking_back, name="take-back"),
    path("procedures/<int:pk>/delegate/", delegating.delegating, name="delegate"),
    path("procedures/delegations/<int:pk>/end/", delegating.ending, name="end-delegation"),
    path("procedures/objections/<int:pk>/", publishing.settling, name="settle-objection"),
    path("procedures/about-matter/<int:pk>/", panels.about_matter, name="about-matter"),
    path("procedures/take-up/<int:pk>/", panels.take_up, name="take-up"),
    path("procedures/requests/<int:pk>/", requests.one, name="request"),
]
