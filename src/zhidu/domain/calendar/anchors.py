"""Named days (年初, 年末, 月末 …) that a window may be near to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from zhidu.domain.calendar.calendar import Calendar
from zhidu.domain.calendar.dates import month_end
from zhidu.domain.calendar.periods import Unit


class Near(StrEnum):
    """A kind of named day; the value is its name in a rulebook."""

    YEAR_START = "year_start"
    YEAR_END = "year_end"
    HALF_YEAR_END = "half_year_end"
    SEMESTER_END = "semester_end"
    QUARTER_END = "quarter_end"
    MONTH_END = "month_end"

    @property
    def chinese(self) -> str:
        """The word for it (年初, 年末, 半年末, 学期末, 季度末, 月末)."""
        return _NAMES[self]

    @property
    def months(self) -> frozenset[int]:
        """The months such a day can lie in."""
        return _MONTHS[self]


_NAMES = {
    Near.YEAR_START: "年初",
    Near.YEAR_END: "年末",
    Near.HALF_YEAR_END: "半年末",
    Near.SEMESTER_END: "学期末",
    Near.QUARTER_END: "季度末",
    Near.MONTH_END: "月末",
}

_ALL_MONTHS = frozenset(range(1, 13))

_MONTHS = {
    Near.YEAR_START: frozenset({1}),
    Near.YEAR_END: frozenset({12}),
    Near.HALF_YEAR_END: frozenset({6, 12}),
    Near.SEMESTER_END: _ALL_MONTHS,
    Near.QUARTER_END: frozenset({3, 6, 9, 12}),
    Near.MONTH_END: _ALL_MONTHS,
}


def named_days(near: Near, year: int) -> Iterator[date]:
    """The named days of one year, in order, but for ends of semesters, which depend on the calendar."""
    if near is Near.YEAR_START:
        yield date(year, 1, 1)
    elif near is not Near.SEMESTER_END:
        yield from (month_end(year, month) for month in sorted(near.months))


def around(near: Near, month: int | None, day: date, calendar: Calendar) -> tuple[date | None, date | None]:
    """The last named day up to ``day`` and the first one from ``day`` on; a named day is both itself.

    These two are enough to judge any tolerance, because a deadline counted from an earlier day never ends
    later than one counted from a later day. With a ``month`` only named days in that month count.
    """
    if near is Near.SEMESTER_END:
        candidates = _semester_ends(day, calendar)
    else:
        years = range(max(day.year - 1, date.min.year), min(day.year + 1, date.max.year) + 1)
        candidates = [d for year in years for d in named_days(near, year)]
    if month is not None:
        candidates = [d for d in candidates if d.month == month]
    return (
        max((d for d in candidates if d <= day), default=None),
        min((d for d in candidates if d >= day), default=None),
    )


def _semester_ends(day: date, calendar: Calendar) -> list[date]:
    if calendar.semesters:
        return [semester.end for semester in calendar.semesters]
    # From two years before to next year is far enough both ways, even if only one month counts.
    first = date(max(day.year - 2, date.min.year), 2, 1)
    last = date(min(day.year + 1, date.max.year), 7, 31)
    return [period.end for period in calendar.periods(Unit.SEMESTER, first, last)]
