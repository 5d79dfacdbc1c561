"""How many candidates stand (差额), in the first round and when it is voted again for the seats left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

MOST = 200
"""No rule asks for more candidates than this; a rule that no number keeps is not searched for ever."""


def least_candidates(seats: int, forbidden: Callable[[Decimal], bool]) -> int:
    """The fewest candidates for so many seats whose surplus no rule forbids: 4 for 3, 6 for 5, 9 for 7 at a fifth.

    *forbidden* says of a surplus in percent whether a rule is against it. Raises ValueError below one seat, and where
    no number would do.
    """
    if seats < 1:
        raise ValueError(f"应选名额是 {seats}；应不小于 1")
    for number in range(seats, MOST + 1):
        if not forbidden(surplus_percent(seats, number)):
            return number
    raise ValueError(f"应选 {seats} 名，提多少名候选人都不合规定；请核对制度里的差额")


def surplus_percent(seats: int, candidates: int) -> Decimal:
    """The surplus in percent of the seats, two digits: 33.33 for 4 candidates and 3 seats."""
    share = Decimal(100 * (candidates - seats)) / Decimal(seats)
    found = share.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    # written out: 100, not 1E+2
    return found if int(found) != found else found.quantize(Decimal(1))


def second_round(wanted: int, losers: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Who stands again: the best *wanted* of those not elected.

    *losers* are name and yes votes. Whoever has as many votes as the last of them stands too; where there are
    not enough people, all of them stand.
    """
    if wanted < 1:
        return ()
    ranked = sorted(losers, key=lambda one: -one[1])
    if len(ranked) <= wanted:
        return tuple(name for name, _ in ranked)
    last = ranked[wanted - 1][1]
    return tuple(name for name, votes in ranked if votes >= last)
