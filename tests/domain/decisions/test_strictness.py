"""从严合并：一项要求已包含另一项时，另一项可以不再重复。"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.decisions.votes import any_requirements, counts
from zhidu.domain.decisions import (
    Base,
    Count,
    NearTie,
    Outcome,
    Requirement,
    Share,
    decide,
    implies,
    problems,
)

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
QUORUMS = (
    None,
    Share(Base.ENTITLED, HALF, strict=False),
    Share(Base.ENTITLED, HALF, strict=True),
    Share(Base.ALL, HALF, strict=True),
)
PASSINGS = (
    None,
    *(Share(base, HALF, strict) for base, strict in product(Base, (False, True))),
    *(Share(base, TWO_THIRDS, strict=False) for base in Base),
)
NEAR_TIES = (None, NearTie(margin=1), NearTie(margin=1, emergency_exempt=False), NearTie(margin=2))


def clause(
    *, quorum: Share | None = None, passing: Share | None = None, near_tie: NearTie | None = None
) -> Requirement:
    return Requirement(source="某制度", quorum=quorum, passing=passing, near_tie=near_tie)


CLAUSES = [
    *(clause(quorum=quorum, passing=passing) for quorum, passing in product(QUORUMS, PASSINGS)),
    *(
        clause(passing=passing, near_tie=near_tie)
        for passing, near_tie in product(PASSINGS[:3], NEAR_TIES)
        if near_tie
    ),
]
some_clauses = st.builds(
    clause,
    quorum=st.sampled_from(QUORUMS),
    passing=st.sampled_from(PASSINGS),
    near_tie=st.sampled_from(NEAR_TIES),
)


def every_small_vote(largest: int) -> Iterator[Count]:
    for entitled in range(1, largest + 1):
        for present, written, extra, emergency in product(
            range(1, entitled + 1), range(entitled), (0, 1), (False, True)
        ):
            ballots = present + written
            for yes, no, abstain in product(range(1, ballots + 1), range(ballots + 1), range(ballots + 1)):
                if ballots <= entitled and yes + no + abstain <= ballots:
                    yield Count(
                        entitled=entitled,
                        present=present,
                        yes=yes,
                        no=no,
                        abstain=abstain,
                        written=written,
                        everyone=entitled + extra,
                        emergency=emergency,
                    )


def test_implies_never_lies_in_any_small_electorate() -> None:
    """For each clause the votes it passes, as one bit each: an implying clause passes no vote of its own."""
    votes = list(every_small_vote(4))
    assert all(problems(vote) == () for vote in votes)
    passing = [
        sum(1 << bit for bit, vote in enumerate(votes) if decide(vote, [c]).outcome is Outcome.PASSED)
        for c in CLAUSES
    ]
    for (a, passes_a), (b, passes_b) in product(zip(CLAUSES, passing, strict=True), repeat=2):
        if implies(a, b):
            assert not passes_a & ~passes_b, (a, b)


@given(a=some_clauses, b=some_clauses, count=counts())
def test_implies_never_lies_in_large_electorates(a: Requirement, b: Requirement, count: Count) -> None:
    if implies(a, b) and decide(count, [a]).outcome is Outcome.PASSED:
        assert decide(count, [b]).outcome is Outcome.PASSED


PAIRS = [(a, b) for a, b in product(CLAUSES, CLAUSES) if a != b and implies(a, b)]


@given(pair=st.sampled_from(PAIRS), others=any_requirements, count=counts())
def test_leaving_out_what_is_implied_changes_no_outcome(
    pair: tuple[Requirement, Requirement], others: list[Requirement], count: Count
) -> None:
    a, b = pair
    assert decide(count, [a, b, *others]).outcome is decide(count, [a, *others]).outcome


@given(a=some_clauses)
def test_every_clause_implies_itself(a: Requirement) -> None:
    assert implies(a, a)


NATIONAL = clause(
    quorum=Share(Base.ENTITLED, HALF, strict=True), passing=Share(Base.ENTITLED, HALF, strict=True)
)


@pytest.mark.parametrize(
    ("a", "b", "implied"),
    [
        pytest.param(
            NATIONAL,
            clause(passing=Share(Base.PRESENT, HALF, strict=True)),
            True,
            id="过应到会半数必过实到会半数",
        ),
        pytest.param(
            clause(passing=Share(Base.PRESENT, HALF, strict=True)),
            NATIONAL,
            False,
            id="过实到会半数未必过应到会半数",
        ),
        pytest.param(
            NATIONAL,
            clause(passing=Share(Base.PRESENT, HALF, strict=False)),
            False,
            id="比例口径不同的两个分母并行，不作推断",
        ),
        pytest.param(
            clause(passing=Share(Base.PRESENT, TWO_THIRDS, strict=False)),
            clause(passing=Share(Base.ENTITLED, HALF, strict=True)),
            False,
            id="实到会 2/3 与过应到会半数并行",
        ),
        pytest.param(NATIONAL, clause(), True, id="过应到会半数必是多数"),
        pytest.param(
            clause(passing=Share(Base.PRESENT, HALF, strict=True)),
            clause(),
            False,
            id="有书面意见时过实到会半数未必是多数",
        ),
        pytest.param(
            clause(passing=Share(Base.VOTING, HALF, strict=False)),
            clause(),
            False,
            id="恰好半数不是多数",
        ),
        pytest.param(
            clause(passing=Share(Base.VOTING, TWO_THIRDS, strict=False)),
            clause(),
            True,
            id="有效票的 2/3 必是多数",
        ),
        pytest.param(
            clause(passing=NATIONAL.passing),
            NATIONAL,
            False,
            id="赞成票再多也不能代替到会人数",
        ),
        pytest.param(
            clause(near_tie=NearTie(margin=2)),
            clause(),
            True,
            id="另有票数接近的规定只会更严",
        ),
        pytest.param(
            clause(near_tie=NearTie(margin=2)),
            clause(near_tie=NearTie(margin=1)),
            False,
            id="票数接近的规定不同则并行",
        ),
        pytest.param(
            clause(near_tie=NearTie(margin=2)),
            clause(near_tie=NearTie(margin=2)),
            True,
            id="票数接近的规定相同则不重复",
        ),
    ],
)
def test_what_implies_what(a: Requirement, b: Requirement, implied: bool) -> None:
    assert implies(a, b) is implied
