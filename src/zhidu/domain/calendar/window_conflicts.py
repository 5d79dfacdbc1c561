"""Whether two windows contradict one another, so that a rulebook holding both is an error."""

from __future__ import annotations

from datetime import date

from zhidu.domain.calendar.anchors import Near, named_days
from zhidu.domain.calendar.calendar import Calendar
from zhidu.domain.calendar.dates import DurationUnit
from zhidu.domain.calendar.week_readings import WeekReading
from zhidu.domain.calendar.windows import Window

_ALL_MONTHS = frozenset(range(1, 13))

# Years whose own February and whose neighbours' Februaries are long and short, so that together they show
# every month a tolerance can reach.
_SAMPLE_YEARS = (2023, 2024, 2025, 2026)


def disjoint(a: Window, b: Window) -> bool:
    """True only if nothing on any day, under any calendar, can satisfy both windows; ``False`` when unsure.

    It knows five proofs: different weekdays, months that do not meet, odd against even weeks counted from the
    same start, different weeks of the month under a reading that never leaves it, and hours that do not meet.
    """
    return (
        (a.weekday is not None and b.weekday is not None and a.weekday != b.weekday)
        or not (_months(a) & _months(b))
        or (
            a.weeks is not None
            and b.weeks is not None
            and a.weeks != b.weeks
            and a.count_from == b.count_from
        )
        or _different_weeks(a, b)
        or _hours_apart(a, b)
        or _hours_apart(b, a)
    )


def _different_weeks(a: Window, b: Window) -> bool:
    # Under WEEK_OF_MONTH one day can be in the fifth week of a month and the first week of the next.
    return (
        a.nth is not None
        and b.nth is not None
        and a.nth != b.nth
        and a.reading is b.reading
        and a.reading is not WeekReading.WEEK_OF_MONTH
    )


def _hours_apart(early: Window, late: Window) -> bool:
    # Both hours of a window include their ends, so windows that merely touch still share a moment.
    return early.time_to is not None and late.time_from is not None and early.time_to < late.time_from


def _months(window: Window) -> frozenset[int]:
    """A set of months that surely includes every day of the window."""
    months = _ALL_MONTHS
    if window.month is not None:
        own = frozenset({window.month})
        if window.last is not None or (window.nth is None and window.near is None):
            months &= own
        if window.nth is not None:
            leaves = window.reading is WeekReading.WEEK_OF_MONTH
            months &= _with_neighbours(window.month) if leaves else own
    return months & _months_near(window)


def _with_neighbours(month: int) -> frozenset[int]:
    return frozenset({(month - 2) % 12 + 1, month, month % 12 + 1})


def _months_near(window: Window) -> frozenset[int]:
    near, tolerance = window.near, window.tolerance
    if near is None or tolerance is None or near is Near.SEMESTER_END:
        return _ALL_MONTHS
    if tolerance.unit is DurationUnit.WORKDAY:
        return _ALL_MONTHS  # holidays, which no window knows, can stretch it without bound
    plain = Calendar()
    months: set[int] = set()
    for year in _SAMPLE_YEARS:
        for named in named_days(near, year):
            if window.month in (None, named.month):
                months |= _months_between(plain.subtract(named, tolerance), plain.add(named, tolerance))
    return frozenset(months)


def _months_between(first: date, last: date) -> set[int]:
    from_, to = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return {index % 12 + 1 for index in range(from_, min(to, from_ + 11) + 1)}
