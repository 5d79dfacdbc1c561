"""表决判定的证明：60 人以内逐一穷举，更大的单位随机抽取，均与另写的分数算法一致。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.decisions.oracle import SHARES_OF, fraction_reached, people_in, would_pass
from tests.domain.decisions.votes import any_requirements, counts, requirements
from zhidu.domain.decisions import (
    Base,
    Count,
    Outcome,
    Requirement,
    decide,
    problems,
    warn_before_opening,
)

# From the laxest to the strictest: >= 1/2, > 1/2, >= 2/3, … > 4/5.
LADDER = {base: [Requirement(source=s.chinese(), passing=s) for s in SHARES_OF[base]] for base in Base}
BASES = (Base.ENTITLED, Base.PRESENT, Base.VOTING)


def rungs(base: Base, yes: int, size: int) -> int:
    """How many shares of the ladder the fraction yes/size reaches."""
    return sum(fraction_reached(yes, size, share) for share in SHARES_OF[base])


def test_each_rung_of_the_ladder_is_at_least_as_hard_as_the_one_below() -> None:
    """So that proving the last rung reached and the first one missed proves all eight."""
    for base in Base:
        for low, high in pairwise(SHARES_OF[base]):
            for size in range(61):
                assert all(low.reached(n, size) for n in range(61) if high.reached(n, size))


REACHED = {base: [[rungs(base, yes, size) for yes in range(61)] for size in range(61)] for base in BASES}


def every_split(entitled: int) -> Iterator[Count]:
    """Every 实到会 and every split of it into yes, no and those whose vote is not valid."""
    for present in range(entitled + 1):
        for yes in range(present + 1):
            for no in range(present - yes + 1):
                yield Count(entitled=entitled, present=present, yes=yes, no=no)


def prove(count: Count, bases: Sequence[Base]) -> None:
    """Decide the hardest share that should be reached and the easiest that should not, of each base.

    By the ladder above that settles all the others.
    """
    met: list[Requirement] = []
    missed: list[Requirement] = []
    for base in bases:
        size = count.entitled if base is Base.ENTITLED else count.present
        rung = REACHED[base][count.yes + count.no if base is Base.VOTING else size][count.yes]
        met += LADDER[base][max(0, rung - 1) : rung]
        missed += LADDER[base][rung : rung + 1]
    decision = decide(count, met + missed)
    if not count.present:
        assert decision.outcome is Outcome.NO_QUORUM
        return
    assert [step.kept for step in decision.steps] == [True] * len(met) + [False] * len(missed), count
    assert decision.outcome is (Outcome.FAILED if missed else Outcome.PASSED), count


@pytest.mark.covers("S2.1.11")
@pytest.mark.parametrize(
    ("smallest", "largest"),
    [
        # Of about equal length, so that several processes can share them.
        pytest.param(1, 40, id="应到会 1 至 40 人"),
        pytest.param(41, 48, id="应到会 41 至 48 人"),
        pytest.param(49, 54, id="应到会 49 至 54 人"),
        pytest.param(55, 60, id="应到会 55 至 60 人"),
    ],
)
def test_every_vote_in_every_electorate_up_to_60(smallest: int, largest: int) -> None:
    """Each split is decided under the shares of one base, the bases taking turns as the no votes rise."""
    for entitled in range(smallest, largest + 1):
        for count in every_split(entitled):
            prove(count, (BASES[count.no % 3],))


@pytest.mark.covers("S2.1.11")
def test_every_vote_in_every_electorate_up_to_24_under_all_bases_at_once() -> None:
    for entitled in range(1, 25):
        for count in every_split(entitled):
            prove(count, BASES)


@pytest.mark.proof
@pytest.mark.parametrize("entitled", range(25, 61))
def test_every_vote_in_larger_electorates_under_all_bases_at_once(entitled: int) -> None:
    for count in every_split(entitled):
        prove(count, BASES)


# ---------------------------------------------------------------- 任意大小的单位


def expected(count: Count, asked: list[Requirement]) -> Outcome:
    """The outcome by the book: who came, how close, which shares."""
    for requirement in asked:
        quorum = requirement.quorum
        if quorum and not fraction_reached(count.present, people_in(quorum.of, count), quorum):
            return Outcome.NO_QUORUM
    if count.present == 0:
        return Outcome.NO_QUORUM
    for requirement in asked:
        tie = requirement.near_tie
        if tie and -tie.margin <= count.yes - count.no <= tie.margin:
            if count.emergency and tie.emergency_exempt:
                continue
            return Outcome.DEFERRED
    majorities = [requirement.passing for requirement in asked if requirement.passing]
    if not majorities:
        return Outcome.PASSED if count.yes > count.no else Outcome.FAILED
    return Outcome.PASSED if all(would_pass(count, share) for share in majorities) else Outcome.FAILED


@given(count=counts(), asked=any_requirements)
def test_any_vote_of_any_size_is_decided_by_the_book(count: Count, asked: list[Requirement]) -> None:
    assert problems(count) == ()
    assert decide(count, asked).outcome is expected(count, asked)


@given(count=counts(), asked=any_requirements)
def test_every_sentence_says_its_numbers_and_its_source(count: Count, asked: list[Requirement]) -> None:
    decision = decide(count, asked)
    for step in decision.steps:
        assert step.source in step.sentence
        assert f"{step.count} " in step.sentence
        if step.denominator is not None:
            assert f" {step.denominator} " in step.sentence
        if not step.kept:
            assert f" {step.needed} " in step.sentence
        if step.what != "near_tie" and not step.kept:
            assert f"还差 {step.needed - step.count} " in step.sentence
        assert step.sentence in decision.sentence
    assert decision.reasons
    for told in (*decision.reasons, *decision.warnings):
        assert told in decision.sentence
    for number in (count.entitled, count.present, count.yes, count.no, count.abstain):
        assert f" {number} " in decision.sentence
    assert decision.outcome.chinese in decision.sentence


@given(count=counts(), asked=any_requirements)
def test_the_needed_number_is_the_one_that_tips_each_step(count: Count, asked: list[Requirement]) -> None:
    for step in decide(count, asked).steps:
        if step.what != "near_tie":
            assert step.kept is (step.count >= step.needed)
        elif step.count >= step.needed:
            assert step.kept


@given(count=counts(), asked=any_requirements)
def test_a_warning_is_never_followed_by_a_pass(count: Count, asked: list[Requirement]) -> None:
    assert set(decide(count, asked).warnings) <= set(warn_before_opening(count, asked))
    if warn_before_opening(count, asked):
        assert decide(count, asked).outcome is not Outcome.PASSED


@given(count=counts(), asked=requirements(st.none()))
def test_without_a_warning_a_unanimous_vote_passes(count: Count, asked: list[Requirement]) -> None:
    unanimous = replace(count, yes=count.present + count.written, no=0, abstain=0, void=0)
    opens = not warn_before_opening(unanimous, asked)
    assert opens is (decide(unanimous, asked).outcome is Outcome.PASSED)


@pytest.mark.covers("S2.1.10", "S5.2.5")
@given(
    count=counts(),
    asked=requirements(st.none()),
    moved=st.integers(1, 5),
    side=st.sampled_from(["no", "abstain"]),
)
def test_more_yes_instead_of_no_never_turns_passed_into_failed(
    count: Count, asked: list[Requirement], moved: int, side: str
) -> None:
    moved = min(moved, getattr(count, side))
    more = replace(count, yes=count.yes + moved, **{side: getattr(count, side) - moved})
    if decide(count, asked).outcome is Outcome.PASSED:
        assert decide(more, asked).outcome is Outcome.PASSED


@given(count=counts(), asked=any_requirements, more=any_requirements)
def test_a_further_requirement_never_makes_a_vote_pass_that_failed_a_share(
    count: Count, asked: list[Requirement], more: list[Requirement]
) -> None:
    shared = any(requirement.passing for requirement in asked)
    if shared and decide(count, asked).outcome is not Outcome.PASSED:
        assert decide(count, [*asked, *more]).outcome is not Outcome.PASSED


@given(count=counts(), asked=any_requirements, data=st.data())
def test_the_order_of_the_requirements_does_not_matter(
    count: Count, asked: list[Requirement], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(asked))
    assert decide(count, shuffled).outcome is decide(count, asked).outcome
