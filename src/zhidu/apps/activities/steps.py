"""The steps of a matter as its procedure has them, with what was recorded of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhidu.apps.activities.models import Activity, Matter
from zhidu.apps.activities.states import State
from zhidu.domain.procedures import Procedure
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.facts import words


@dataclass(frozen=True, slots=True)
class StepState:
    """One step: whether it was done and by which record; ``now`` for the first that is open."""

    title: str
    optional: bool
    record: Activity | None
    now: bool


def procedure_of(matter: Matter, books: Iterable[Rulebook]) -> Procedure | None:
    """The procedure a matter goes through, from the book that comes last and has one of that name."""
    name = matter.attributes.get("procedure", "")
    found = None
    for book in books:
        found = book.procedures.get(name, found)
    return found


def steps_of(matter: Matter, records: Iterable[Activity], books: Iterable[Rulebook]) -> list[StepState]:
    """Every step in order; empty where no procedure is known. A step recorded twice shows the first record."""
    procedure = procedure_of(matter, books)
    if procedure is None:
        return []
    done: dict[str, Activity] = {}
    for one in records:
        if one.kind == "procedure_step" and one.state == State.HELD:
            for name in words(one.columns.get("step", "")):
                done.setdefault(name, one)
    open_steps = [step.id for step in procedure.steps if step.id not in done and not step.optional]
    return [
        StepState(step.title, step.optional, done.get(step.id), step.id == next(iter(open_steps), None))
        for step in procedure.steps
    ]
