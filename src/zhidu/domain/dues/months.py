"""For which months somebody owes dues, on which base, and what an approved reduction makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.year <= 9999:
            raise ValueError(f"没有 {self.year} 年 {self.month} 月")

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """From 2026-09. Raises ValueError."""
        year, _, month = text.partition("-")
        if not (year + month).isdigit() or len(year) != 4 or len(month) != 2:
            raise ValueError(f"月份写的是“{text}”；应写成 2026-09")
        return cls(int(year), int(month))

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        following = self + 1
        return date.fromordinal(following.first.toordinal() - 1)

    @property
    def chinese(self) -> str:
        return f"{self.year}年{self.month}月"

    def __add__(self, months: int) -> Month:
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(years, month + 1)

    def __sub__(self, other: Month) -> int:
        """How many months *other* lies before."""
        return (self.year - other.year) * 12 + self.month - other.month

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


class Reading(StrEnum):
    """What a change of pay within the year does; two texts disagree, so an organisation answers."""

    ONCE_A_YEAR = "once_a_year"
    """The base set at the start of the year stays all year (2017)."""
    FROM_NEW_PAY = "from_new_pay"
    """From the month in which the new pay is first received (2008, article 10)."""

    @property
    def chinese(self) -> str:
        return {"once_a_year": "年初核定，年内一般不变", "from_new_pay": "从领取新工资的当月起改"}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Base:
    """What dues are worked out from, as it was set: the kind of payer, the base or the sum agreed."""

    since: Month
    payer: str
    amount: Decimal | None = None
    agreed: Decimal | None = None


def base_for(
    month: Month, bases: Iterable[Base], reading: Reading, *, by_month: frozenset[str] = frozenset()
) -> Base | None:
    """The base that counts for *month*; None where none was set by then.

    Under ONCE_A_YEAR the last base set for January or before stays for the year; whoever had none then (a new
    member) goes by the first that was set within the year. Kinds of payer in *by_month* (年薪制, 个体经营) go by
    the last base that was set, whatever the reading; and so does a change of the kind of payer itself.
    """
    known = sorted(one for one in bases if one.since <= month)
    if not known:
        return None
    latest = known[-1]
    if reading is Reading.FROM_NEW_PAY or latest.payer in by_month:
        return latest
    january = Month(month.year, 1)
    settled = [one for one in known if one.since <= january] or known[:1]
    found = settled[-1]
    for one in known:
        # whoever retires or is laid off within the year is another kind of payer, not one whose pay has changed
        if one.since > found.since and one.payer != found.payer:
            found = one
    return found


def months_owed(admitted: date, until: date | None, through: Month) -> Iterator[Month]:
    """The months from the day somebody was admitted, to the month membership ended or *through*.

    The month of the day itself counts: probationary members pay from the day the meeting admits them. The month in
    which membership ends is the last.
    """
    last = min(Month.of(until), through) if until is not None else through
    month = Month.of(admitted)
    while month <= last:
        yield month
        month += 1


@dataclass(frozen=True, slots=True)
class Relief:
    """An approved reduction (减免): for these months at most *pays* yuan a month; 0 is an exemption."""

    first: Month
    last: Month
    pays: Decimal

    def covers(self, month: Month) -> bool:
        return self.first <= month <= self.last


def relief_for(month: Month, reliefs: Iterable[Relief]) -> Relief | None:
    """The reduction that holds for *month*; of several, the one that leaves the least to pay."""
    return min((one for one in reliefs if one.covers(month)), key=lambda one: one.pays, default=None)
