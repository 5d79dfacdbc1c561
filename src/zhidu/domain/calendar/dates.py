"""Dates and lengths of time (期限) as written rules use them.

Everything here is exact and total: a result that does not exist as a date is a ``ValueError`` in Chinese,
never an ``OverflowError``, so that a mistyped year in a record becomes a message a secretary can act on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_FORM = re.compile(r"(0|[1-9][0-9]{0,5})(wd|[dwmy])")


class DurationUnit(StrEnum):
    """Unit of a length of time; the value is its letter in a rulebook."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"
    WORKDAY = "wd"

    @property
    def chinese(self) -> str:
        """The measure word that follows the figure (天, 周, 个月, 年, 个工作日)."""
        return _MEASURE_WORDS[self]


_MEASURE_WORDS = {
    DurationUnit.DAY: "天",
    DurationUnit.WEEK: "周",
    DurationUnit.MONTH: "个月",
    DurationUnit.YEAR: "年",
    DurationUnit.WORKDAY: "个工作日",
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time (期限): a whole, non-negative number of one unit.

    Months and workdays have no fixed number of days, so a duration is only turned into dates by
    :meth:`zhidu.domain.calendar.Calendar.add` and ``subtract``, which know the calendar.
    """

    amount: int
    unit: DurationUnit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"期限不能是负数：写的是 {self.amount}，应为 0 或正整数。")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read the rulebook form: ``30d``, ``2w``, ``6m``, ``3y``, ``5wd``.

        Leading zeros, signs and blanks are refused, so that ``str(Duration.parse(text)) == text`` always.

        Raises:
            ValueError: the text is not of that form; the message says what was found and which forms are
                right.
        """
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(
                f"看不懂的期限“{text}”。应写成整数加单位：30d（30 天）、2w（2 周）、6m（6 个月）、"
                "3y（3 年）、5wd（5 个工作日）。"
            )
        return cls(int(match[1]), DurationUnit(match[2]))

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.value}"

    def chinese(self) -> str:
        """The words for a sentence, such as ``6 个月``."""
        return f"{self.amount} {self.unit.chinese}"


def make_date(year: int, month: int, day: int) -> date:
    """A date, or a ``ValueError`` in Chinese if the year lies outside 1 to 9999."""
    if not date.min.year <= year <= date.max.year:
        raise _out_of_range()
    return date(year, month, day)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return make_date(year, 12, 31)
    return make_date(year, month + 1, 1) - timedelta(days=1)


def add_days(day: date, n: int) -> date:
    """The day ``n`` days later (earlier when ``n`` is negative).

    Raises:
        ValueError: the result lies outside the years 1 to 9999.
    """
    ordinal = day.toordinal() + n
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        raise _out_of_range()
    return date.fromordinal(ordinal)


def add_months(day: date, n: int) -> date:
    """The same day of the month ``n`` months later, or that month's last day when it is shorter.

    10-31 plus one month is 11-30; 29 February plus twelve is 28 February. ``n`` may be negative. Because of
    the shortening, adding and taking away the same number does not always lead back.

    Raises:
        ValueError: the result lies outside the years 1 to 9999.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    last = month_end(year, month0 + 1)
    return last.replace(day=min(day.day, last.day))


def _out_of_range() -> ValueError:
    return ValueError("日期超出了能够表示的范围（0001-01-01 至 9999-12-31），请核对年份。")
