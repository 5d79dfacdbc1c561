"""Every procedure of every shipped book can be gone through from its first step to its last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from zhidu.domain.calendar import Calendar
from zhidu.domain.procedures import Act, Case, Move, Procedure, Standing, Step, refusals, times
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.load import load

CALENDAR = Calendar()


def shipped() -> Iterator[tuple[str, Procedure]]:
    for name in book_ids():
        for procedure in load(find_book(name)).procedures.values():
            yield f"{name}:{procedure.id}", procedure


def branches(procedure: Procedure) -> list[str]:
    """The results on which steps of the procedure depend; one empty where none does."""
    return sorted({one.only_if for one in procedure.steps if one.only_if}) or [""]


def moves(step: Step, on: date, result: str) -> Iterator[Move]:
    """Everything that has to be done for one step, with all its papers."""
    if step.gate is not None:
        yield Move(step=step.id, on=on, act=Act.ASK)
        after = CALENDAR.add(on, step.gate.lasting) + timedelta(days=1) if step.gate.lasting else on
        yield Move(step=step.id, on=after, act=Act.PASS)
        on = after
    yield Move(
        step=step.id,
        on=on,
        result=result,
        evidence=frozenset(step.evidence),
        fields=frozenset(step.fields),
    )


@pytest.mark.parametrize(("name", "procedure"), list(shipped()), ids=[name for name, _ in shipped()])
def test_it_can_be_gone_through(name: str, procedure: Procedure) -> None:
    for result in branches(procedure):
        case, day = Case(procedure=procedure), date(2026, 6, 1)
        for _ in procedure.steps:
            step = Standing(case).next
            if step is None:
                break
            day = next(one.earliest or day for one in times(case, CALENDAR, day) if one.step.id == step.id)
            for move in moves(step, day, result):
                assert refusals(case, move, CALENDAR) == [], (name, move)
                case, day = case.after(move), move.on
        assert Standing(case).next is None, name
