"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.adoption import (
    adopting,
    book_page,
    clause_page,
    comparing,
    importing,
    panels,
    views,
)

app_name = "adoption"
urlpatterns = [
    path("rules/", views.library, name="library"),
    path("rules/import/", importing.bring_in, name="import"),
    path("rules/compare/", comparing.compare, name="compare"),
    path("rules/books/<str:book>/", book_page.book, name="book"),
    path("rules/books/<str:book>/<str:clause>/", clause_page.clause, name="clause"),
    path("rules/of/<int:organization>/", adopting.adoptions, name="adoptions"),
    path("rules/about-organization/<int:pk>/", panels.about_organization, name="about-organization"),
    path("rules/of/<int:organization>/adopt/", adopting.adopt_book, name="adopt"),
    path("rules/adoptions/<int:pk>/answer/", adopting.answer_anew, name="answer"),
    path("rules/adoptions/<int:pk>/end/", adopting.end, name="end"),
]
