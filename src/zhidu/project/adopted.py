"""One evaluation over plain files: a single book, or every organisation under the books it adopted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.evaluate import evaluate
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.world import Duty, World
from zhidu.rulebooks.adoptions import read_adoptions, read_answers, settle
from zhidu.rulebooks.inherit import Adoption, Contradiction, Settled, effective_duties
from zhidu.rulebooks.source import BookError, Problem
from zhidu.rulebooks.tables import read_facts, read_subjects
from zhidu.rulebooks.worlds import make_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """An evaluation ready to run: the duties of everybody and the world they are judged in."""

    duties: list[Duty]
    world: World
    adoptions: list[Adoption]
    settled: Settled

    def findings(self, first: date, last: date) -> list[Finding]:
        """All findings over the periods and events that touch ``first`` … ``last``."""
        return list(evaluate(self.duties, self.world, first, last))


def load_adopted(
    *,
    subjects: Path,
    facts: Path,
    adoptions: Path,
    settings: Path | None = None,
    as_of: date,
    known_on: date | None = None,
    calendar: Calendar | None = None,
    recording_from: date | None = None,
    unbound: Iterable[str] = (),
) -> Adopted:
    """Read everything, merge books along the tree, and get ready. Raises BookError; nothing is written."""
    calendar = calendar or Calendar()
    people = read_subjects(subjects)
    records = read_facts(facts, people)
    adopted, places = read_adoptions(adoptions, people)
    settled = settle(adopted, places, read_answers(settings) if settings else {})
    try:
        duties = effective_duties(adopted, settled, people, calendar)
    except Contradiction as error:
        raise BookError([Problem(str(adoptions), 0, "", str(error))]) from error
    world = make_world(
        (book for books in settled.values() for book in books.values()),
        people,
        records,
        as_of=as_of,
        known_on=known_on,
        calendar=calendar,
        recording_from=recording_from,
        unbound=frozenset(unbound),
    )
    return Adopted(duties=duties, world=world, adoptions=adopted, settled=settled)
