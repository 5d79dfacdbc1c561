"""How many candidates stand (差额), in the first round and when it is voted again for the seats left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

SURPLUS = Fraction(1, 5)
"""At least so many candidates more than seats, as a share of the seats."""


def least_candidates(seats: int, surplus: Fraction = SURPLUS) -> int:
    """The fewest candidates for so many seats: 4 for 3, 6 for 5, 9 for 7. Raises ValueError below one seat."""
    if seats < 1:
        raise ValueError(f"应选名额是 {seats}；应不小于 1")
    extra = seats * surplus
    return seats + -(-extra.numerator // extra.denominator)


def surplus_percent(seats: int, candidates: int) -> Decimal:
    """The surplus in percent of the seats, two digits: 33.33 for 4 candidates and 3 seats."""
    share = Decimal(100 * (candidates - seats)) / Decimal(seats)
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


def second_round(gap: int, losers: Sequence[tuple[str, int]], surplus: Fraction = SURPLUS) -> tuple[str, ...]:
    """Who stands again for *gap* seats: the best of those not elected, as many as the surplus asks for.

    *losers* are name and yes votes. Whoever has as many votes as the last of them stands too; where there are
    not enough people, all of them stand.
    """
    if gap < 1:
        return ()
    ranked = sorted(losers, key=lambda one: -one[1])
    wanted = least_candidates(gap, surplus)
    if len(ranked) <= wanted:
        return tuple(name for name, _ in ranked)
    last = ranked[wanted - 1][1]
    return tuple(name for name, votes in ranked if votes >= last)
