"""What reaches one organisation: its place in the tree over time, and the adoptions that come down to it.

The rules an organisation runs are decided by these alone, so a digest over them says whether anything changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from zhidu.apps.adoption import texts
from zhidu.apps.adoption.models import Adoption, Book
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.subjects import Subject
from zhidu.rulebooks import inherit
from zhidu.rulebooks.calendar_data import load_calendar

_NEVER_DECIDES = frozenset({"name"})
"""Columns of an organisation that no clause can ask for: to be renamed changes no rule."""


@cache
def calendar() -> Calendar:
    """The calendar of the site: statutory holidays and make-up workdays as shipped."""
    return load_calendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching:
    """The organisations on the way down to some others, past superiors included, and what they adopted."""

    subjects: list[Subject]
    rows: list[Adoption]

    @property
    def adoptions(self) -> list[inherit.Adoption]:
        return [as_adoption(row) for row in self.rows]

    @property
    def digest(self) -> str:
        """Changes if and only if something changes that may decide which rules run."""
        parts: list[Any] = [
            [
                one.id,
                [
                    [
                        spell.type,
                        spell.belongs_to,
                        str(spell.first),
                        str(spell.last),
                        _deciding(spell.attributes),
                    ]
                    for spell in one.spells
                ],
            ]
            for one in sorted(self.subjects, key=lambda one: one.id)
        ]
        parts += [
            [row.organization_id, row.book.digest, str(row.first), str(row.last), row.answers]
            for row in sorted(
                self.rows, key=lambda row: (row.organization_id, row.book.digest, str(row.first))
            )
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _deciding(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in attributes.items() if name not in _NEVER_DECIDES}


def rows_of(organizations: Collection[int] | None = None) -> list[Adoption]:
    """Adoptions with their books, the texts left where they are; None: of everybody. One query."""
    found = Adoption.objects.select_related("book").defer("book__files").order_by("organization_id", "id")
    if organizations is None or len(organizations) <= orgs.MANY:
        return list(found if organizations is None else found.filter(organization__in=list(organizations)))
    wanted = set(organizations)
    return [row for row in found if row.organization_id in wanted]


def reaching(nodes: Collection[int]) -> Reaching:
    """What reaches the nodes: they and all superiors they have or ever had, with what these adopted.

    *nodes* should already hold today's superiors, then two queries do; each move out of that line costs one more.
    """
    known: dict[int, Subject] = {}
    wanted = set(nodes)
    while wanted:
        found = orgs.subjects(wanted)
        known |= {_number(one.id): one for one in found}
        above = {_number(spell.belongs_to) for one in found for spell in one.spells if spell.belongs_to}
        wanted = above - known.keys() - wanted
    return Reaching(subjects=list(known.values()), rows=rows_of(known))


def _number(code: str) -> int:
    return int(code.rpartition("-")[2])


def as_adoption(row: Adoption) -> inherit.Adoption:
    """A row as the rules know it; the book goes by the number of the row, since its answers belong to it."""
    return inherit.Adoption(
        organization=f"org-{row.organization_id}",
        book=str(row.pk),
        first=row.first or date.min,
        last=row.last or date.max,
    )


def learn(books: Iterable[Book]) -> None:
    """Fetch the texts this process does not have yet; no query where it has them all."""
    missing = {book.digest for book in books if not texts.known(book.digest)}
    if missing:
        for digest, files in Book.objects.filter(digest__in=missing).values_list("digest", "files"):
            texts.teach(digest, files)


def settled(rows: Collection[Adoption]) -> inherit.Settled:
    """Organisation → row → book with that organisation's answers; ``*`` is empty, every row speaks for itself."""
    learn(row.book for row in rows)
    found: dict[str, dict[str, Rulebook]] = {"*": {}}
    for row in rows:
        own = found.setdefault(f"org-{row.organization_id}", {})
        own[str(row.pk)] = texts.build(row.book.digest, row.answers)
    return found
