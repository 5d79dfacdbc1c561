"""Whatever is recorded: a finding follows from its numbers, says them, and points at real records."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.clause_strategies import COUNTS, EVALUATED, clauses
from tests.properties.laws import law
from tests.properties.oracle import verdict_by_table
from tests.properties.strategies import CALENDAR, Scene, scenes
from zhidu.domain.calendar import Unit, unit_of_key
from zhidu.domain.rules.findings import Finding, Numbers, judge
from zhidu.domain.rules.kinds.params import Quota
from zhidu.domain.rules.terms import Missing, Modality
from zhidu.domain.rules.wording import amount

NUMBERS = re.compile(r"[0-9]+(?:[./][0-9]+)?")
small = st.integers(0, 5).map(Fraction)
any_numbers = st.builds(
    Numbers,
    need=st.none() | small,
    cap=st.none() | small,
    alarm=st.none() | small,
    sure=small,
    unsure=small,
    late=small,
    planned=small,
    broken=st.integers(0, 1),
    days_left=st.none() | st.integers(-3, 3),
    warn_days=st.integers(0, 3),
    exempt=st.booleans(),
    applicable=st.sampled_from((True, True, True, False)),
    missing=st.none() | st.sampled_from(Missing),
)


@given(any_numbers)
def test_two_ways_of_writing_the_order_of_verdicts_agree(numbers: Numbers) -> None:
    """第 5 行：不适用、达标、迟办、免计、未到期或临期、缺资料、未达标。"""
    assume(numbers.need is None or numbers.cap is None or numbers.need <= numbers.cap)
    assert judge(numbers) is verdict_by_table(numbers)


@law
@given(scenes(clauses(EVALUATED)))
def test_every_verdict_follows_from_the_numbers_of_its_finding(scene: Scene) -> None:
    for one in scene.findings():
        assert one.verdict is judge(one.numbers) is verdict_by_table(one.numbers), one


@law
@given(scenes(clauses(EVALUATED)))
def test_evidence_and_rejected_records_exist_and_are_named_once(scene: Scene) -> None:
    known = {fact.id for fact in scene.facts}
    for one in scene.findings():
        named = [*one.evidence, *(fact for fact, _ in one.considered)]
        assert set(named) <= known
        assert len(one.evidence) == len(set(one.evidence)), one.evidence
        assert all(reason for _, reason in one.considered)


@law
@given(scenes(clauses(EVALUATED)))
def test_period_keys_can_be_read_again(scene: Scene) -> None:
    """期间键：日历期间、任期、自事件起算的一年（A…），或一件事（event:…）。"""
    known = {fact.id for fact in scene.facts} | {one.id for one in scene.subjects}
    for one in scene.findings():
        kind, _, name = one.period.partition(":")
        if kind == "event":
            assert name in known
        elif one.period.startswith("A") or unit_of_key(one.period) is Unit.TERM:
            assert one.start.isoformat() == one.period[1:]
        else:
            assert CALENDAR.parse(one.period).start == one.start


@law
@given(scenes(clauses(EVALUATED)))
def test_a_clause_says_one_thing_about_one_subject_and_period(scene: Scene) -> None:
    places = Counter((one.subject, one.period) for one in scene.findings())
    assert not [place for place, times in places.items() if times > 1]


def told(found: list[Finding]) -> list[Finding]:
    return sorted(found, key=lambda one: (one.clause.key, one.subject, one.period))


@law
@given(scenes(clauses(EVALUATED)), st.randoms(use_true_random=False))
def test_the_order_of_subjects_and_records_in_the_files_changes_nothing(scene: Scene, order: object) -> None:
    shuffle = getattr(order, "shuffle")  # noqa: B009 - the strategy's type is not exported
    facts, subjects = list(scene.facts), list(scene.subjects)
    shuffle(facts)
    shuffle(subjects)
    usual = told(scene.findings())
    assert usual == told(scene.findings())
    assert usual == told(scene.findings(facts=facts, subjects=subjects))


@law
@given(scenes(clauses(COUNTS)))
def test_the_explanation_names_what_was_seen_and_what_was_asked(scene: Scene) -> None:
    """应不少于多少、实有多少，都在说明里。"""
    for one in scene.findings():
        params, said = one.clause.params, NUMBERS.findall(one.explanation)
        assert one.clause.source in one.explanation
        assert one.word in one.explanation
        if not one.numbers.applicable or (isinstance(params, Quota) and params.per is None):
            continue
        slack = Fraction(params.tolerance) if isinstance(params, Quota) else Fraction(0)
        assert amount(one.observed) in said
        if one.numbers.need is not None:
            assert amount(one.numbers.need + slack) in said
        if one.numbers.cap is not None:
            assert amount(one.numbers.cap) in said


@law
@given(scenes(clauses(EVALUATED, modality=Modality.MAY)))
def test_what_may_be_done_is_never_judged(scene: Scene) -> None:
    """第 9 行：“可以”没有判定。"""
    assert scene.findings() == []
