"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.outbox import views

app_name = "outbox"
urlpatterns: list[URLPattern] = [
    path("reminders/", views.inbox, name="inbox"),
    path("reminders/channels/", views.channels, name="channels"),
    path("reminders/read/", views.read_all, name="read-all"),
    path("reminders/<int:pk>/read/", views.read_one, name="read"),
    path("deliveries/", views.ledger, name="ledger"),
    path("deliveries/server/", views.server, name="server"),
    path("deliveries/<int:pk>/", views.mail, name="mail"),
    path("deliveries/<int:pk>/again/", views.again, name="again"),
]
