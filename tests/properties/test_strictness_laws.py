"""The strictness order: an order indeed, and one that never lies about what is really done (rows 21-24)."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.properties.clause_strategies import EVALUATED, KIND_NAMES, clauses, comparable, neighbours, plain
from tests.properties.keeping import behaviour, covers, outcomes, unkept
from tests.properties.kind_strategies import WINDOWS, units, words
from tests.properties.laws import each_kind, law
from tests.properties.shown import shown
from tests.properties.strategies import trees
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import DecisionRule, Frequency, Schedule
from zhidu.domain.rules.kinds.parts import Move
from zhidu.domain.rules.strictness import Comparison, compare, implies, impossible
from zhidu.domain.rules.terms import Over, Verdict

MIRRORED = {
    Comparison.SAME: Comparison.SAME,
    Comparison.STRICTER: Comparison.LAXER,
    Comparison.LAXER: Comparison.STRICTER,
    Comparison.INCOMPARABLE: Comparison.INCOMPARABLE,
    Comparison.IMPOSSIBLE: Comparison.IMPOSSIBLE,
}
held_by = words(("self", "superior"))


@law
@given(clauses(KIND_NAMES).filter(comparable))
def test_every_comparable_clause_implies_itself(clause: Clause) -> None:
    assert implies(clause, clause)
    assert compare(clause, clause) is Comparison.SAME


@law
@given(neighbours(KIND_NAMES, size=3))
def test_implying_is_passed_on(chain: tuple[Clause, ...]) -> None:
    """甲蕴含乙、乙蕴含丙，则甲蕴含丙。分母不同的比例只在同一比例时相比（第 23 行），这一类除外。"""
    for a, b, c in permutations(chain):
        if implies(a, b) and implies(b, c) and not _different_bases(a, c):
            event(f"{a.kind}")
            assert implies(a, c)


def _different_bases(a: Clause, b: Clause) -> bool:
    if not isinstance(a.params, DecisionRule) or not isinstance(b.params, DecisionRule):
        return False
    pairs = ((a.params.quorum, b.params.quorum), (a.params.passing, b.params.passing))
    return any(one is not None and other is not None and one.of is not other.of for one, other in pairs)


@law
@given(neighbours(KIND_NAMES))
def test_comparing_the_other_way_round_gives_the_mirrored_answer(pair: tuple[Clause, ...]) -> None:
    a, b = pair
    event(compare(a, b).value)
    assert compare(b, a) is MIRRORED[compare(a, b)]


@pytest.mark.parametrize("kind", EVALUATED)
@each_kind
@given(data=st.data())
def test_implying_never_lies(kind: str, data: st.DataObject) -> None:
    """甲蕴含乙：凡做到甲的，乙没有一处是未达标；甲不作声的地方，乙也不会未达标。"""
    pair = data.draw(neighbours((kind,)))
    subjects = data.draw(trees(settled=True))
    found = data.draw(behaviour(pair, subjects))
    for a, b in permutations(pair):
        if implies(a, b):
            event(f"{a.kind}: {'同' if a.params == b.params else '异'}")
            broken = unkept(outcomes(a, subjects, found), outcomes(b, subjects, found))
            assert not broken, f"{shown(a)}\n应蕴含\n{shown(b)}\n但是 {broken[0].explanation}\n{shown(found)}"


@st.composite
def rivals(draw: st.DrawFn) -> tuple[Clause, Clause]:
    """Two clauses about the same thing of which one asks for more, or another day, than the other lets through."""
    if draw(st.booleans()):
        low = Frequency(
            measure="members_meeting",
            per=draw(units),
            at_least=draw(st.integers(1, 3)),
            held_by=draw(held_by),
        )
        high = Frequency(
            measure="members_meeting",
            per=draw(units),
            at_most=draw(st.integers(0, 3)),
            over=draw(st.sampled_from(Over)),
            held_by=draw(held_by),
        )
        return plain(low, id="low"), plain(high, id="high")
    one, other = draw(st.lists(st.sampled_from(WINDOWS), min_size=2, max_size=2, unique=True))
    move = draw(st.none() | st.just(Move(consent=frozenset({"secretary"}))))
    first = Schedule(measure="members_meeting", windows=(one,))
    return plain(first, id="low"), plain(replace(first, windows=(other,), move=move), id="high")


@law
@given(st.data(), rivals())
def test_what_is_called_impossible_is_never_done(data: st.DataObject, pair: tuple[Clause, Clause]) -> None:
    """说“没有办法同时做到”的两条，随便怎么做，都不会同一件事上两条都达标。"""
    low, high = pair
    if not impossible(low, high):
        return
    subjects = data.draw(trees(settled=True))
    found = data.draw(behaviour(pair, subjects))
    below = outcomes(low, subjects, found)
    for one in outcomes(high, subjects, found):
        parts = [other for other in below if covers(other, one)]
        event(f"{one.clause.kind}: {one.verdict.value}")
        both = parts and all(other.verdict is Verdict.MET for other in (one, *parts))
        assert not both, f"{shown(low)}\n{shown(high)}\n{one.explanation}\n{shown(found)}"
