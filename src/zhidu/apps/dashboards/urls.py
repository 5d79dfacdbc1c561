"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.dashboards import calendar, feed, homes, member, organization
from zhidu.apps.dashboards.supervision import keeping, views

app_name = "dashboards"
urlpatterns = [
    path("", homes.home, name="home"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feed/", feed.settings, name="feed-settings"),
    path("calendar/feed/<str:token>.ics", feed.feed, name="feed"),
    path("my/", member.mine, name="mine"),
    path("my/year/", member.my_year, name="my-year"),
    path("supervision/", views.supervision, name="supervision"),
    path("supervision/cell/<int:organization>/<int:month>/", views.cell, name="cell"),
    path("supervision/ask/<int:organization>/<int:month>/", keeping.ask, name="ask"),
    path(
        "supervision/about-organization/<int:pk>/",
        organization.about_organization,
        name="about-organization",
    ),
    path("supervision/export/", views.export, name="export"),
    path("supervision/filters/keep/", keeping.keep, name="keep-filter"),
    path("supervision/filters/<int:pk>/drop/", keeping.drop, name="drop-filter"),
]
