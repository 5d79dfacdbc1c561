"""Where the money is: what an organisation collected and received, what it handed up, what is in its hands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal("0.00")


class Unbalanced(ValueError):
    """The entries cannot be true; the message says which and by how much."""


class EntryKind(StrEnum):
    """What moved money (记账的事由)."""

    COLLECTED = "collected"
    """From members."""
    RECEIVED = "received"
    """From the organisations below."""
    REMITTED = "remitted"
    """To the organisation above."""
    SPENT = "spent"
    """For what dues may be used for, where the organisation may use them at all."""
    GRANTED = "granted"
    """Passed down by the organisation above (下拨)."""
    INTEREST = "interest"
    """Interest of the account is dues income."""

    @property
    def chinese(self) -> str:
        return _WORDS[self]

    @property
    def comes_in(self) -> bool:
        return self not in {EntryKind.REMITTED, EntryKind.SPENT}


_WORDS = {
    EntryKind.COLLECTED: "收缴",
    EntryKind.RECEIVED: "下级上缴",
    EntryKind.REMITTED: "上缴",
    EntryKind.SPENT: "使用",
    EntryKind.GRANTED: "上级下拨",
    EntryKind.INTEREST: "利息",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement; a reversal (冲正) is the same with the sign turned, never an edit."""

    kind: EntryKind
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """The sums of one organisation over a period."""

    sums: dict[EntryKind, Decimal]
    opening: Decimal = ZERO

    @property
    def income(self) -> Decimal:
        return sum((total for kind, total in self.sums.items() if kind.comes_in), ZERO)

    @property
    def outgo(self) -> Decimal:
        return sum((total for kind, total in self.sums.items() if not kind.comes_in), ZERO)

    @property
    def in_hand(self) -> Decimal:
        return self.opening + self.income - self.outgo


def account_of(entries: Iterable[Entry], opening: Decimal = ZERO) -> Account:
    """The sums, to the fen. Raises Unbalanced where more went out than there was, or less than nothing came in."""
    sums = dict.fromkeys(EntryKind, ZERO)
    for one in entries:
        sums[one.kind] += one.amount
    for kind, total in sums.items():
        if total < 0:
            raise Unbalanced(f"{kind.chinese}合计 {total} 元，冲正多于记账；请核对冲正的那几笔")
    found = Account(sums, opening)
    if found.in_hand < 0:
        raise Unbalanced(
            f"上缴和使用共 {found.outgo} 元，多于期初 {opening} 元加收入 {found.income} 元，差 {-found.in_hand} 元"
        )
    return found
