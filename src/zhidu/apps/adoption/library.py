"""Books in the order people look for them, and the version that is meant."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404

from zhidu.apps.adoption import queries
from zhidu.apps.adoption.models import Book


def in_order(books: Iterable[Book]) -> list[Book]:
    """National books first, then by id; the newest version of each before the older ones."""
    return sorted(books, key=lambda one: (one.level != "national", one.book, -one.pk))


def newest(books: Iterable[Book]) -> list[Book]:
    """The newest version of each book."""
    found: dict[str, Book] = {}
    for one in in_order(books):
        found.setdefault(one.book, one)
    return list(found.values())


def version_of(name: str, wanted: str | None) -> Book:
    """The version asked for, or the newest. Raises Http404."""
    found = queries.versions(name)
    if wanted:
        found = [one for one in found if str(one.pk) == wanted]
    if not found:
        raise Http404(name)
    return found[0]
