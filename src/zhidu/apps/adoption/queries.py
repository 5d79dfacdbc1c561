"""Reading books and adoptions: what an organisation runs, from whom, and what gives way to what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from zhidu.apps.adoption import texts
from zhidu.apps.adoption.models import Adoption, Book
from zhidu.apps.adoption.reach import Reaching, calendar, learn, reaching, rows_of, settled
from zhidu.apps.adoption.reach import as_adoption as _as_adoption
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.world import Duty
from zhidu.foundation.clock import today
from zhidu.rulebooks import inherit
from zhidu.rulebooks.inherit import Contradiction, Link

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

__all__ = [
    "Link",
    "adoption",
    "adoptions",
    "all_duties",
    "book",
    "book_with_digest",
    "books",
    "books_in_force",
    "books_on",
    "calendar",
    "chains",
    "clashes",
    "clause_in_books",
    "clause_of",
    "draft",
    "duties",
    "mixed_versions",
    "rows_of",
    "rulebook",
    "rules_digest",
    "settled",
    "versions",
]


def books() -> QuerySet[Book]:
    """Every version of every book, the texts left where they are."""
    return Book.objects.defer("files")


def book(pk: int) -> Book:
    """One version of a book. Raises ``Book.DoesNotExist``."""
    return books().get(pk=pk)


def versions(name: str) -> list[Book]:
    """All versions of the book of that id, the newest first."""
    return list(books().filter(book=name).order_by("-id"))


def mixed_versions() -> bool:
    """Whether organisations run, or ever ran, different versions of one book."""
    versions: dict[str, set[str]] = {}
    for name, digest in Book.objects.filter(adoptions__isnull=False).values_list("book", "digest"):
        versions.setdefault(name, set()).add(digest)
    return any(len(digests) > 1 for digests in versions.values())


def book_with_digest(digest: str) -> Book | None:
    """The version whose whole text has that digest."""
    return books().filter(digest=digest).first()


def adoption(pk: int) -> Adoption:
    """One adoption with its book and organisation. Raises ``Adoption.DoesNotExist``."""
    return Adoption.objects.select_related("book", "organization").defer("book__files").get(pk=pk)


def draft(
    organization: Node, chosen: Book, first: date, last: date | None, answers: Mapping[str, Mapping[str, Any]]
) -> Adoption:
    """An adoption that nobody has stored, to see what it would do."""
    return Adoption(organization=organization, book=chosen, first=first, last=last, answers={**answers})


def rulebook(one: Book, answers: Mapping[str, Mapping[str, Any]] | None = None) -> Rulebook:
    """A book as the rules know it, with answers; the same object each time. Raises BookError for wrong answers."""
    learn([one])
    return texts.build(one.digest, answers or {})


def adoptions(organization_ids: Collection[int] | None = None) -> list[inherit.Adoption]:
    """Adoptions as the rules know them, ``book`` being the number of the row; None: of everybody. One query."""
    return [_as_adoption(row) for row in rows_of(organization_ids)]


# ---------------------------------------------------------------- what one organisation runs


@dataclass(frozen=True, slots=True)
class _Merged:
    """The rules of one organisation, worked out once for each state of what decides them."""

    duties: list[Duty]
    clashes: tuple[Contradiction, ...]


def _reaching(organization: Node) -> Reaching:
    return reaching({organization.pk, *organization.ancestor_ids})


def duties(organization: Node) -> list[Duty]:
    """The duties of one organisation over time, its superiors' books merged in."""
    return _merged(organization).duties


def clashes(organization: Node) -> tuple[Contradiction, ...]:
    """Clauses in force there that nothing can keep together; both run until somebody decides."""
    return _merged(organization).clashes


def rules_digest(organization: Node) -> str:
    """Says whether the rules of an organisation are still those of before; two queries, no book is read."""
    return _reaching(organization).digest


def _merged(organization: Node) -> _Merged:
    here = _reaching(organization)
    key = organization.code, here.digest
    known = _MERGED.get(key)
    if known is None:
        found: list[Contradiction] = []
        merged = inherit.duties_of_one(
            organization.code,
            here.adoptions,
            settled(here.rows),
            Subjects(here.subjects),
            calendar(),
            found,
        )
        known = _Merged(merged, tuple({(one.first.key, one.second.key): one for one in found}.values()))
        if len(_MERGED) >= KEPT:
            _MERGED.clear()
        _MERGED[key] = known
    return known


KEPT = 256
"""Organisations whose rules a process keeps in mind; a few hundred kilobytes each."""
_MERGED: dict[tuple[str, str], _Merged] = {}
_CHAINS: dict[tuple[str, str, date], dict[str, list[Link]]] = {}


def chains(organization: Node, day: date) -> dict[str, list[Link]]:
    """Family → who said what from the top down, what runs and why the rest does not, on one day."""
    here = _reaching(organization)
    key = organization.code, here.digest, day
    known = _CHAINS.get(key)
    if known is None:
        known = inherit.chains(
            organization.code,
            day,
            here.adoptions,
            settled(here.rows),
            Subjects(here.subjects),
            calendar(),
            [],
        )
        if len(_CHAINS) >= KEPT:
            _CHAINS.clear()
        _CHAINS[key] = known
    return known


def clause_of(organization: Node, key: str) -> Clause | None:
    """The clause ``book:clause`` as that organisation runs it, its answers filled in; the latest where it changed.

    Also one that does not run because another is stricter; None where nothing of the kind reaches it.
    """
    held = [(max(_last(duty)), duty.clause) for duty in duties(organization) if duty.clause.key == key]
    if held:
        return max(held, key=lambda one: one[0])[1]
    for links in chains(organization, today()).values():
        for link in links:
            if link.source.clause.key == key:
                return link.source.clause
    return None


def clause_in_books(key: str) -> Clause | None:
    """The clause ``book:clause`` as the newest version of its book has it, whoever runs it."""
    name, _, clause = key.partition(":")
    newest = books().filter(book=name).order_by("-id").first()
    return rulebook(newest).clause(clause) if newest is not None else None


def _last(duty: Duty) -> list[date]:
    return [last for days in (duty.holders or {}).values() for _, last in days] or [date.min]


def all_duties() -> list[Duty]:
    """The duties of every organisation, one entry a clause: the same as all :func:`duties` together."""
    rows = rows_of()
    found: list[Contradiction] = []
    return inherit.effective_duties(
        [_as_adoption(row) for row in rows], settled(rows), Subjects(orgs.subjects()), calendar(), found
    )


def books_in_force(organization_ids: Collection[int] | None = None) -> list[Rulebook]:
    """The books that these organisations run or ever ran, for their words and procedures; None: of everybody.

    Of several versions of one book that of the latest adoption comes last, and so has the last word.
    """
    rows = sorted(rows_of(organization_ids), key=lambda row: (row.first or date.min, row.pk))
    learn(row.book for row in rows)
    last_adopted = {row.book.digest: place for place, row in enumerate(rows)}
    return [texts.build(digest, {}) for digest in sorted(last_adopted, key=last_adopted.__getitem__)]


def books_on(organization: Node, day: date) -> list[tuple[Book, Rulebook]]:
    """The books that reach an organisation on a day, its own first, then those of its superiors from below.

    Each version once, with its row. One query; a book that has not been read in this process costs one more.
    """
    line = [organization.pk, *reversed(organization.ancestor_ids)]
    rows = [row for row in rows_of(line) if (row.first or date.min) <= day <= (row.last or date.max)]
    learn(row.book for row in rows)
    rows.sort(key=lambda row: (line.index(row.organization_id), row.book.book))
    found = {row.book.digest: (row.book, texts.build(row.book.digest, {})) for row in reversed(rows)}
    return list(reversed(found.values()))
