"""A world to evaluate in, with the words, procedures and forms of the books that are run in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.world import World


def make_world(
    books: Iterable[Rulebook],
    subjects: Subjects,
    facts: Iterable[Fact],
    *,
    as_of: date,
    known_on: date | None = None,
    calendar: Calendar | None = None,
    recording_from: date | None = None,
    unbound: frozenset[str] = frozenset(),
) -> World:
    """A world that knows the procedures and words of *books*."""
    books = list(books)
    return World(
        subjects=subjects,
        facts=facts,
        as_of=as_of,
        known_on=known_on,
        calendar=calendar or Calendar(),
        recording_from=recording_from,
        unbound=unbound,
        procedures={(book.id, name): one for book in books for name, one in book.procedures.items()},
        words={book.id: book.words for book in books},
        forms={(book.id, name): one.title for book in books for name, one in book.forms.items()},
    )
