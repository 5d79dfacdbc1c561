"""Whether everything that keeps one clause keeps another, asked of the evaluator instead of the order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.properties.deeds import deeds
from tests.properties.matching import passing
from tests.properties.strategies import CALENDAR, FIRST, Habit, facts, judged
from zhidu.domain.calendar import Period, Unit
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds import params as p
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.terms import Verdict

KEPT = {Verdict.MET, Verdict.LATE, Verdict.NOT_APPLICABLE}
HALF = date(2026, 6, 30)
CLOSED = date(2027, 12, 31)
PLAIN = Habit(most=12, first=FIRST, last=HALF, declared=False, voided=False, planned=False)


@st.composite
def behaviour(draw: st.DrawFn, clauses: Sequence[Clause], subjects: Sequence[Subject]) -> list[Fact]:
    """What somebody does who keeps the counting clauses, among whatever else was recorded."""
    found = draw(facts(clauses, subjects, PLAIN))
    for place, clause in enumerate(clauses):
        if isinstance(clause.params, (p.Frequency, p.Quota)) and draw(st.booleans()):
            found += draw(_keeping(clause, subjects, len(found)))
        holders = [one.id for one in subjects if one.kind is clause.subject]
        for number in range(draw(st.integers(0, 2))):
            found += draw(deeds(clause, draw(st.sampled_from(holders)), f"d{place}{number}"))
    return found


@st.composite
def _keeping(draw: st.DrawFn, clause: Clause, subjects: Sequence[Subject], number: int) -> list[Fact]:
    """Enough in every period of half a year, for one subject."""
    params: Any = clause.params
    if params.per in {None, Unit.TERM} or params.at_least is None:
        return []
    holder = draw(st.sampled_from([one.id for one in subjects if one.kind is clause.subject]))
    cells = {"present": "9", "entitled": "9", "recorded": "true", "minutes": "60", "hours": "1"}
    made: list[Fact] = []
    for period in CALENDAR.periods(params.per, FIRST, HALF):
        for _ in range(min(int(params.at_least) + 1, 3)):
            on = draw(st.dates(max(period.start, FIRST), period.end))
            made.append(
                Fact(
                    id=f"k{number + len(made)}",
                    subject=holder,
                    measure=params.measure,
                    on=on,
                    quantity=Decimal(2),
                    attributes={**cells, **passing(params.where), "topic": f"t{len(made)}"},
                )
            )
    return made


def outcomes(clause: Clause, subjects: Sequence[Subject], found: Sequence[Fact]) -> list[Finding]:
    """Its findings once everything has closed."""
    return judged([clause], subjects, found, CLOSED, first=date(2025, 1, 1), last=CLOSED)


def unkept(stricter: Sequence[Finding], laxer: Sequence[Finding]) -> list[Finding]:
    """Findings of the laxer clauses that are breached while all of the stricter ones say "kept" there."""
    return [
        one
        for one in laxer
        if one.verdict is Verdict.BREACHED
        and all(other.verdict in KEPT for other in stricter if covers(other, one))
    ]


def covers(part: Finding, whole: Finding) -> bool:
    """Whether *part* speaks of the same subject and of the same period, or of one within it."""
    if part.subject != whole.subject:
        return False
    if part.period == whole.period:
        return True
    inner, outer = _period(part), _period(whole)
    return inner is not None and outer is not None and outer.start <= inner.start and inner.end <= outer.end


def _period(one: Finding) -> Period | None:
    try:
        return CALENDAR.parse(one.period)
    except ValueError:
        return None
