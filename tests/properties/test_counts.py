"""Counting: more is never less, the whole is the sum of its parts, and nothing is counted twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.properties.clause_strategies import at_least_only, clauses, plain
from tests.properties.kind_strategies import UNITS
from tests.properties.laws import law
from tests.properties.matching import MORE_NEVER_HURTS, matching_facts
from tests.properties.strategies import (
    BRANCH,
    CALENDAR,
    Habit,
    Scene,
    by_place,
    declarations,
    judged,
    scenes,
)
from tests.worked import subject
from zhidu.domain.calendar import Unit
from zhidu.domain.rules.clause import Applies, Clause
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.kinds.params import Composition, Frequency
from zhidu.domain.rules.terms import Modality, Over, Partial, Verdict

KEPT = {Verdict.MET, Verdict.LATE}
WHOLE_YEAR = (Unit.MONTH, Unit.TWO_MONTHS, Unit.QUARTER, Unit.HALF_YEAR)


def never_hurt_by_more(clause: Clause) -> bool:
    params: Any = clause.params
    if isinstance(params, Composition):
        return all(one.at_most is None or one.over is Over.FINE for one in params.parts)
    return at_least_only(clause) and not getattr(params, "distinct", "")


@law
@given(st.data(), scenes(clauses(MORE_NEVER_HURTS).filter(never_hurt_by_more)))
def test_one_more_thing_done_never_makes_anything_worse(data: st.DataObject, scene: Scene) -> None:
    """没有上限的条款：多一条确凿的记录，实有数不减，达标的不会变成未达标。"""
    more = data.draw(matching_facts(scene))
    before, after = by_place(scene.findings()), by_place(scene.findings(facts=[*scene.facts, more]))
    for place, one in before.items():
        other = after[place]
        event(f"{one.verdict.value} → {other.verdict.value}")
        assert other.observed >= one.observed
        assert one.verdict not in KEPT or other.verdict in KEPT
        if one.numbers.days_left == other.numbers.days_left:
            assert other.verdict is not Verdict.BREACHED or one.verdict is Verdict.BREACHED


@law
@given(
    scenes(
        clauses(("frequency", "quota"), applies=Applies(), partial=Partial.FULL).filter(
            lambda clause: not getattr(clause.params, "distinct", "")
        ),
        Habit(declared=False),
        settled=True,
    ),
    st.sampled_from(WHOLE_YEAR),
)
def test_what_was_done_in_a_year_is_the_sum_of_its_parts(scene: Scene, unit: Unit) -> None:
    """没有声明所属期间的记录，一年的实有数等于各月（季度、半年）之和。"""
    params: Any = scene.clause.params
    changed = {"anchor": "", "account_until": None} if hasattr(params, "anchor") else {}
    assume(params.per is not None)

    def observed(per: Unit) -> dict[str, Fraction]:
        clause = replace(scene.clause, params=replace(params, per=per, **changed))
        total: dict[str, Fraction] = {}
        for one in scene.findings(clause=clause, as_of=date(2027, 6, 30)):
            total[one.subject] = total.get(one.subject, Fraction(0)) + one.observed
        return total

    assert observed(Unit.YEAR) == observed(unit)


@law
@given(
    scenes(
        clauses(("frequency", "quota", "record"), applies=Applies(), modality=Modality.MUST), settled=True
    ),
    st.sampled_from(UNITS),
)
def test_a_record_lands_in_one_period_at_most(scene: Scene, unit: Unit) -> None:
    """声明了所属期间的归那一期，没有声明的归发生的那一期；不会两期都算（一次办几期的，另行分摊）。"""
    params: Any = scene.clause.params
    assume(getattr(params, "event", "") == "" and params.per is not None)
    changed = {"anchor": ""} if hasattr(params, "anchor") else {}
    clause = replace(scene.clause, params=replace(params, per=unit, **changed))
    seen: Counter[tuple[str, str]] = Counter()
    found = judged(
        [clause],
        scene.subjects,
        [one for one in scene.facts if not one.for_period or one.quantity <= 1],
        date(2027, 6, 30),
        first=date(2025, 1, 1),
        last=date(2027, 12, 31),
    )
    for one in found:
        seen.update((one.subject, name) for name in {*one.evidence, *(fact for fact, _ in one.considered)})
    assert max(seen.values(), default=0) <= 1


@given(st.sampled_from(UNITS), st.dates(date(2026, 2, 1), date(2026, 11, 30)), st.data())
def test_a_declared_record_is_not_lost(unit: Unit, on: date, data: st.DataObject) -> None:
    """声明的期间不合本条的周期（如给季度条款写了双月）时，归发生的那一期，不会哪一期都不算。"""
    declared = data.draw(declarations(on))
    clause = plain(Frequency(measure="committee_meeting", at_least=1, per=unit))
    held = Fact(id="f", subject=BRANCH, measure="committee_meeting", on=on, for_period=declared)
    found = judged(
        [clause],
        [subject(BRANCH)],
        [held],
        date(2027, 6, 30),
        first=date(2024, 1, 1),
        last=date(2027, 12, 31),
    )
    assert [one for one in found if "f" in (*one.evidence, *(fact for fact, _ in one.considered))]


@law
@given(scenes(clauses(("frequency", "quota", "record", "coverage"))), st.integers(1, 12))
def test_a_period_is_judged_alike_whatever_else_is_looked_at(scene: Scene, month: int) -> None:
    """只看一个月，与看全年时的那个月，判定相同。"""
    whole = by_place(scene.findings())
    period = CALENDAR.parse(f"2026-{month:02d}")
    found = judged(
        [scene.clause], scene.subjects, scene.facts, scene.as_of, first=period.start, last=period.end
    )
    for place, one in by_place(found).items():
        if place in whole:
            assert one == whole[place]
