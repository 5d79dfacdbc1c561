"""Finding clauses: a few thousand at most, read once a process, so no index is needed.

Looked at is the newest version of each book; the titles and texts are this project's own wording with the locator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhidu.apps.adoption import queries
from zhidu.apps.adoption.access import READ
from zhidu.apps.adoption.shown import address
from zhidu.domain.rules.clause import Clause
from zhidu.foundation import search
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.search.text import Wanted, folded

KIND = "clause"


@dataclass(frozen=True, slots=True)
class Line:
    """One clause as it is looked for: its title, and everything of it that is read, folded."""

    clause: Clause
    title: str
    text: str


_LINES: dict[str, list[Line]] = {}
"""Digest of a version → its clauses; a version never changes."""


def lines() -> list[Line]:
    """Every clause of the newest version of every book; one query where the process knows the books."""
    newest = {one.book: one for one in queries.books().order_by("pk")}
    found = []
    for one in newest.values():
        if one.digest not in _LINES:
            _LINES[one.digest] = [_line(clause) for clause in queries.rulebook(one).clauses]
        found += _LINES[one.digest]
    return found


def _line(clause: Clause) -> Line:
    whole = (clause.title, clause.text, clause.note, clause.book_title, clause.cite)
    return Line(clause, folded(clause.title), "\n".join(folded(text) for text in whole))


def find(actor: Actor, wanted: Wanted) -> list[Clause]:
    """Clauses with all words; those with all of them in the title first."""
    if not READ.can_create(actor, ""):
        return []
    found = [one for one in lines() if all(word in one.text for word in wanted.words)]
    found.sort(key=lambda one: not all(word in one.title for word in wanted.words))
    return [one.clause for one in found]


def show(_: Actor, rows: Sequence[Clause], wanted: Wanted) -> list[search.Hit]:
    """Title, book and locator; the text where the words stand there and not in the title."""
    return [
        search.Hit(
            title=one.title,
            url=address(one),
            where=one.source,
            note="" if wanted.inside(one.title, one.source) else _around(one.text or one.note, wanted),
        )
        for one in rows
    ]


AROUND = 40
"""Characters shown before and after the first word that was found."""


def _around(text: str, wanted: Wanted) -> str:
    plain = folded(text)
    places = [at for word in wanted.words if (at := plain.find(word)) >= 0]
    if not places:
        return text[: 2 * AROUND]
    start = max(0, min(places) - AROUND)
    end = start + 2 * AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def register() -> None:
    """Let clauses be found."""
    search.register(
        search.Kind(
            key=KIND,
            title="条款",
            icon="book-open-text",
            order=50,
            said="标题、原文、出处",
            find=find,
            show=show,
            open_to=READ.somewhere,
        )
    )
