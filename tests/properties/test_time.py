"""What becomes known later, what is struck out, and what changes when a period has closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import event, given
from hypothesis import strategies as st

from tests.properties.clause_strategies import EVALUATED, at_least_only, clauses
from tests.properties.laws import law
from tests.properties.strategies import Habit, Scene, by_place, scenes
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.terms import Verdict

COUNTED = ("frequency", "quota", "record")
KEPT = {Verdict.MET, Verdict.LATE}
PERIODS = clauses(COUNTED).filter(
    lambda clause: (
        at_least_only(clause)
        and getattr(clause.params, "per", None) is not None
        and not getattr(clause.params, "event", "")
        and not getattr(clause.params, "distinct", "")
    )
)


@law
@given(scenes(PERIODS, Habit(voided=False)), st.integers(0, 90), st.integers(1, 90))
def test_knowing_more_never_turns_kept_into_breached(scene: Scene, first: int, later: int) -> None:
    """同一个判定日，录入的越多，达标的只会更多：后来录入的记录不会使达标变成未达标。"""
    early = scene.as_of + timedelta(days=first - 60)
    before = by_place(scene.findings(known_on=early))
    after = by_place(scene.findings(known_on=early + timedelta(days=later)))
    for place, one in before.items():
        event(f"{one.verdict.value} → {after[place].verdict.value}")
        assert after[place].observed >= one.observed
        assert one.verdict not in KEPT or after[place].verdict in KEPT


@law
@given(scenes(clauses(EVALUATED), Habit(voided=False)), st.data())
def test_from_the_day_it_is_struck_out_a_record_might_never_have_been(
    scene: Scene, data: st.DataObject
) -> None:
    """作废之日起，与从未录入一样；作废之前，与没有作废一样。"""
    struck = set(data.draw(st.lists(st.sampled_from([one.id for one in scene.facts] or [""]), max_size=3)))
    rest = [one for one in scene.facts if one.id not in struck]
    gone = [replace(one, voided_on=scene.as_of) if one.id in struck else one for one in scene.facts]
    assert scene.findings(facts=gone) == scene.findings(facts=rest)
    tomorrow = scene.as_of + timedelta(days=1)
    still = [replace(one, voided_on=tomorrow) if one.id in struck else one for one in scene.facts]
    assert scene.findings(facts=still) == scene.findings()


@law
@given(scenes(PERIODS, Habit(voided=False, excused=False)), st.integers(1, 120))
def test_what_closed_as_breached_is_only_mended_by_something_new(scene: Scene, days: int) -> None:
    """到期未达标的，以后变成达标或迟办，只能是因为有了晚录的或补办的记录。"""
    later = scene.as_of + timedelta(days=days)
    before, after = by_place(scene.findings()), by_place(scene.findings(as_of=later))
    known = {one.id: one for one in scene.facts}
    for place, one in before.items():
        if not closed(one) or one.verdict is Verdict.UNDETERMINED:
            continue
        other = after[place]
        event(f"{one.verdict.value} → {other.verdict.value}")
        new = [name for name in other.evidence if not_yet(known[name], scene)]
        if one.verdict is Verdict.BREACHED and other.verdict in KEPT:
            assert new
        if one.verdict in KEPT:
            assert other.verdict in KEPT


def closed(one: Finding) -> bool:
    return one.numbers.days_left is not None and one.numbers.days_left < 0


def not_yet(fact: Fact, scene: Scene) -> bool:
    """Entered late, or held only afterwards to make up."""
    return fact.on > scene.as_of or fact.entered > scene.as_of


@law
@given(scenes(clauses(EVALUATED), Habit(voided=False)))
def test_records_nobody_has_entered_yet_change_nothing(scene: Scene) -> None:
    """判定日还不知道的记录，不影响这一天的判定。"""
    known = [one for one in scene.facts if one.known(scene.as_of)]
    assert scene.findings() == scene.findings(facts=known)
