"""下级不得低于上级：合并以后，凡做到执行的条款，就没有违反任何一条因此不执行的条款。"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.properties.clause_strategies import neighbours
from tests.properties.keeping import behaviour, outcomes, unkept
from tests.properties.laws import each_kind, law
from tests.properties.shown import shown
from tests.properties.strategies import BRANCH, trees
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.terms import Local, Modality
from zhidu.rulebooks.inherit import Contradiction, Link, Source, merge

ALWAYS = (date.min, date.max)
EVALUATED = tuple(name for name, kind in KINDS.items() if kind.evaluate is not None)


def merged(clauses: Sequence[Clause]) -> list[Link]:
    """The chain of three books: the national one first, the branch's own last; [] where they contradict."""
    levels = range(len(clauses) - 1, -1, -1)
    sources = [Source(one, f"第{level}级", level, ALWAYS) for one, level in zip(clauses, levels, strict=True)]
    try:
        return merge(BRANCH, sources)
    except Contradiction:
        return []


@pytest.mark.parametrize("kind", EVALUATED)
@each_kind
@given(data=st.data())
def test_keeping_what_runs_keeps_what_was_dropped(kind: str, data: st.DataObject) -> None:
    chain = data.draw(neighbours((kind,), size=3))
    links = merged(chain)
    dropped = [one for one in links if not one.runs and one.instead is not None]
    event(f"{kind}: {len(dropped)}")
    if not dropped:
        return
    subjects = data.draw(trees(settled=True))
    found = data.draw(behaviour(chain, subjects))
    kept = [one for link in links if link.runs for one in outcomes(link.source.clause, subjects, found)]
    for link in dropped:
        clause = link.source.clause
        if clause.local is Local.FIXED or (link.instead and link.instead.clause.local is Local.FIXED):
            continue
        # the chain is that of one organisation: whom its clauses bind elsewhere is another chain's business
        here = [one for one in outcomes(clause, subjects, found) if one.organization == BRANCH]
        broken = unkept(kept, here)
        assert not broken, f"{shown(clause)}\n{broken[0].explanation}\n{shown(found)}"


@law
@given(neighbours(EVALUATED, size=3))
def test_a_fixed_clause_never_gives_way_to_a_lower_book(chain: tuple[Clause, ...]) -> None:
    for link in merged(chain):
        if link.source.clause.local is Local.FIXED and link.instead is not None:
            assert link.instead.level >= link.source.level


@law
@given(neighbours(EVALUATED, size=3))
def test_nothing_is_lost_and_something_always_runs(chain: tuple[Clause, ...]) -> None:
    """合并不丢条款；有约束力的条款在，就总有一条在执行。"""
    links = merged(chain)
    if not links:
        return
    assert sorted(one.source.clause.id for one in links) == sorted(one.id for one in chain)
    assert any(one.runs for one in links)
    for link in links:
        if not link.runs and link.instead is not None and link.source.clause.modality is not Modality.MAY:
            stronger = link.instead.clause.modality.strength >= link.source.clause.modality.strength
            fixed = link.instead.clause.local is Local.FIXED
            assert stronger or fixed
