"""Addresses of 管理."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.apps.dashboards.administration import books, grants, journal, overview, storage

app_name = "administration"
urlpatterns: list[URLPattern] = [
    path("administration/", overview.home, name="home"),
    path("administration/roles/", grants.grants, name="grants"),
    path("administration/roles/<int:pk>/end/", grants.end, name="end-grant"),
    path("administration/books/", books.books, name="books"),
    path("administration/journal/", journal.journal, name="journal"),
    path("administration/journal/chains/", journal.ends, name="chains"),
    path("administration/journal/verify/", journal.verify, name="verify"),
    path("administration/storage/", storage.storage, name="storage"),
]
