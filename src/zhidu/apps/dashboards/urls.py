"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.dashboards import calendar, feed, homes, supervision

app_name = "dashboards"
urlpatterns = [
    path("", homes.home, name="home"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feed/", feed.settings, name="feed-settings"),
    path("calendar/feed/<str:token>.ics", feed.feed, name="feed"),
    path("supervision/", supervision.supervision, name="supervision"),
]
