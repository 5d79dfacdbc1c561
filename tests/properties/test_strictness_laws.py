"""The strictness order: an order indeed, and one that never lies about what is really done (rows 21-24)."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.properties.clause_strategies import EVALUATED, KIND_NAMES, clauses, comparable, neighbours
from tests.properties.keeping import KEPT, behaviour, outcomes, unkept
from tests.properties.laws import each_kind, law
from tests.properties.shown import shown
from tests.properties.strategies import trees
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import DecisionRule
from zhidu.domain.rules.strictness import Comparison, compare, implies, impossible

MIRRORED = {
    Comparison.SAME: Comparison.SAME,
    Comparison.STRICTER: Comparison.LAXER,
    Comparison.LAXER: Comparison.STRICTER,
    Comparison.INCOMPARABLE: Comparison.INCOMPARABLE,
    Comparison.IMPOSSIBLE: Comparison.IMPOSSIBLE,
}


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


@law
@given(st.data(), neighbours(("schedule", "frequency")))
def test_what_is_called_impossible_is_never_done(data: st.DataObject, pair: tuple[Clause, ...]) -> None:
    """说“没有办法同时做到”的两条，随便怎么做，都不会同一件事上两条都达标。"""
    a, b = pair
    if not impossible(a, b):
        return
    subjects = data.draw(trees(settled=True))
    found = data.draw(behaviour(pair, subjects))
    first = {(one.subject, one.period): one for one in outcomes(a, subjects, found)}
    for one in outcomes(b, subjects, found):
        other = first.get((one.subject, one.period))
        event(f"{a.kind}: {'同一处' if other else '不同处'}")
        both = other is not None and other.verdict in KEPT and one.verdict in KEPT
        assert not (both and one.evidence), f"{shown(a)}\n{shown(b)}\n{one.explanation}\n{shown(found)}"
