"""How 「第三周的周五」 is read: the three ways to number the weeks of a month."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from zhidu.domain.calendar.calendar import Calendar
from zhidu.domain.calendar.dates import add_days


class WeekReading(StrEnum):
    """A way to number the weeks of a month. September 2026 gives 18, 18, 25; November 20, 13, 20.

    ``NTH_WEEKDAY`` is the documented default: the third Friday of the month. ``WEEK_OF_MONTH`` counts the
    week that holds the 1st as week 1. ``FULL_WEEK`` counts only weeks that lie wholly inside the month.

    Decision: under ``WEEK_OF_MONTH`` the Monday of November's first week may be 26 October. It stays the day
    of *November's* window, although it lies in October. Dropping it would leave months in which the rule
    cannot be kept at all, and moving it to the 1st would make it another weekday. Hence the ``month`` of a
    window always names the month that numbers the week, ends, or holds the named day, and not the month of
    the day found. The same day can be the Monday of October's fifth week as well. The other two readings
    never leave the month.
    """

    NTH_WEEKDAY = "nth_weekday"
    WEEK_OF_MONTH = "week_of_month"
    FULL_WEEK = "full_week"

    @property
    def largest(self) -> int:
        """The largest number a week can get."""
        return _LARGEST[self]


_LARGEST = {WeekReading.NTH_WEEKDAY: 5, WeekReading.WEEK_OF_MONTH: 6, WeekReading.FULL_WEEK: 4}


def week_numbers(reading: WeekReading, day: date, calendar: Calendar) -> dict[int, int]:
    """The months that number the day's week, each with the number it gives.

    That is one month as a rule, none for a week across two months under ``FULL_WEEK``, and two for such a
    week under ``WEEK_OF_MONTH``. Under ``NTH_WEEKDAY`` the number says which Monday, Tuesday … of the month
    it is.

    Raises:
        ValueError: the week leaves the years 1 to 9999.
    """
    if reading is WeekReading.NTH_WEEKDAY:
        return {day.month: (day.day - 1) // 7 + 1}
    start = calendar.week_start(day)
    end = add_days(start, 6)
    if reading is WeekReading.FULL_WEEK:
        return {start.month: (start.day - 1) // 7 + 1} if start.month == end.month else {}
    before_first = (start.replace(day=1).weekday() - calendar.first_weekday) % 7
    numbers = {start.month: (start.day - 1 + before_first) // 7 + 1}
    if end.month != start.month:
        numbers[end.month] = 1
    return numbers
