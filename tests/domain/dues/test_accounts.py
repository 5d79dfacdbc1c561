"""Money is conserved at every level, to the fen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.dues import Entry, EntryKind, Unbalanced, account_of

money = st.decimals(min_value=0, max_value=99_999, places=2)
shares = st.integers(0, 100)


def test_in_hand_is_what_came_in_and_has_not_gone_up() -> None:
    found = account_of(
        [Entry(EntryKind.COLLECTED, Decimal("120.50")), Entry(EntryKind.REMITTED, Decimal("100.00"))]
    )
    assert found.in_hand == Decimal("20.50")


def test_nobody_hands_up_more_than_there_is() -> None:
    with pytest.raises(Unbalanced, match=r"差 0\.01 元"):
        account_of([Entry(EntryKind.COLLECTED, Decimal(1)), Entry(EntryKind.REMITTED, Decimal("1.01"))])


def test_a_reversal_takes_back_no_more_than_was_booked() -> None:
    with pytest.raises(Unbalanced, match="冲正多于记账"):
        account_of([Entry(EntryKind.COLLECTED, Decimal(5)), Entry(EntryKind.COLLECTED, Decimal(-6))])


@given(st.lists(st.tuples(money, shares), min_size=1, max_size=8), shares, shares)
def test_what_members_paid_is_in_hand_somewhere_on_the_way_up(
    branches: list[tuple[Decimal, int]], town: int, county: int
) -> None:
    """Each level hands up some share of what it has; nothing is lost and nothing appears."""
    collected, hands, received = Decimal(0), Decimal(0), []
    for paid, share in branches:
        up = (paid * share / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
        found = account_of([Entry(EntryKind.COLLECTED, paid), Entry(EntryKind.REMITTED, up)])
        collected, hands = collected + paid, hands + found.in_hand
        received.append(up)
    for share in (town, county):
        total = sum(received, Decimal(0))
        up = (total * share / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
        entries = [Entry(EntryKind.RECEIVED, one) for one in received]
        hands += account_of([*entries, Entry(EntryKind.REMITTED, up)]).in_hand
        received = [up]
    assert collected == hands + received[0]
