"""Windows (时间窗): when within its period something should happen, such as the third Friday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from zhidu.domain.calendar.anchors import Near, around
from zhidu.domain.calendar.calendar import Calendar
from zhidu.domain.calendar.dates import Duration, DurationUnit, add_days, month_end
from zhidu.domain.calendar.periods import Unit
from zhidu.domain.calendar.week_readings import WeekReading, week_numbers
from zhidu.domain.calendar.window_words import describe

_LARGEST_LAST = {DurationUnit.DAY: 31, DurationUnit.WEEK: 4, DurationUnit.WORKDAY: 23}
# Half a year at most: beyond that every day would be near the end of some year.
_LARGEST_TOLERANCE = {
    DurationUnit.DAY: 183,
    DurationUnit.WEEK: 26,
    DurationUnit.MONTH: 6,
    DurationUnit.WORKDAY: 130,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When something should happen. Everything that is given must be fulfilled; nothing given fits any time.

    Attributes:
        weekday: 0 for Monday to 6 for Sunday.
        nth: which one in the month, counted by ``reading``; without a weekday, any day of that week.
        weeks: only odd (单周) or even (双周) weeks, counted from the year (``iso``, which follows the
            calendar's first weekday) or from the semester, whose first day lies in its week 1.
        month: 1 to 12; see :class:`WeekReading` for what it names.
        last: the last days, weeks or workdays of the month, never reaching into the month before. Days off
            between two such workdays, or after them, belong to the stretch.
        near: a named day, of which the day may lie ``tolerance`` before or after.
        time_from, time_to: the hours, both ends included, on one day.

    Raises:
        ValueError: a value is out of its range, or two of them contradict one another.
    """

    weekday: int | None = None
    nth: int | None = None
    reading: WeekReading = WeekReading.NTH_WEEKDAY
    weeks: Literal["odd", "even"] | None = None
    count_from: Literal["iso", "semester"] = "iso"
    month: int | None = None
    last: Duration | None = None
    near: Near | None = None
    tolerance: Duration | None = None
    time_from: time | None = None
    time_to: time | None = None

    def __post_init__(self) -> None:
        problem = next(_problems(self), None)
        if problem is not None:
            raise ValueError(problem)

    def holds(
        self, day: date, calendar: Calendar, *, begins: time | None = None, ends: time | None = None
    ) -> bool | None:
        """Whether something on that day, from ``begins`` to ``ends``, lies in the window.

        ``None`` means that it cannot be known and nothing else rules it out: ``time_from`` asks for
        ``begins`` and ``time_to`` for ``ends``, which was not given; weeks count from the semester and the
        day lies in none; the tolerance of a named day has not been settled; or the semesters entered do not
        reach that far.

        Raises:
            ValueError: a week or a tolerance leaves the years 1 to 9999.
        """
        return _all_of(self._day_fits(day, calendar), self._time_fits(begins, ends))

    def days(self, first: date, last: date, calendar: Calendar) -> Iterator[date]:
        """The days from ``first`` to ``last`` that surely fit, in order; the hours are not looked at."""
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self._day_fits(day, calendar):
                yield day

    def next_day(self, after: date, calendar: Calendar, within_days: int = 400) -> date | None:
        """The first fitting day later than ``after``, or ``None`` if there is none within that many days."""
        start = after.toordinal() + 1
        for ordinal in range(start, min(start + within_days, date.max.toordinal() + 1)):
            day = date.fromordinal(ordinal)
            if self._day_fits(day, calendar):
                return day
        return None

    def chinese(self) -> str:
        """The words for a sentence, such as ``每月第三个周五``."""
        return describe(self)

    def _day_fits(self, day: date, calendar: Calendar) -> bool | None:
        if self.weekday is not None and day.weekday() != self.weekday:
            return False
        if self.nth is not None and not self._nth_fits(day, calendar):
            return False
        if self.last is not None and not self._last_fits(day, self.last, calendar):
            return False
        if self._is_whole_month() and day.month != self.month:
            return False
        return _all_of(self._weeks_fit(day, calendar), self._near_fits(day, calendar))

    def _is_whole_month(self) -> bool:
        return self.month is not None and self.nth is None and self.last is None and self.near is None

    def _nth_fits(self, day: date, calendar: Calendar) -> bool:
        numbers = week_numbers(self.reading, day, calendar)
        return any(number == self.nth and self.month in (None, month) for month, number in numbers.items())

    def _last_fits(self, day: date, last: Duration, calendar: Calendar) -> bool:
        if self.month not in (None, day.month):
            return False
        left = month_end(day.year, day.month).day - day.day
        if last.unit is DurationUnit.WORKDAY:
            return sum(calendar.is_workday(add_days(day, n)) for n in range(1, left + 1)) < last.amount
        return left < last.amount * (7 if last.unit is DurationUnit.WEEK else 1)

    def _weeks_fit(self, day: date, calendar: Calendar) -> bool | None:
        if self.weeks is None:
            return True
        if self.count_from == "iso":
            week = calendar.period_of(Unit.WEEK, day)
            number = int(week.key[6:]) if week else 0
        else:
            semester = calendar.period_of(Unit.SEMESTER, day)
            if semester is None:
                return None
            whole = calendar.week_start(day) - calendar.week_start(semester.start)
            number = whole.days // 7 + 1
        return number % 2 == (1 if self.weeks == "odd" else 0)

    def _near_fits(self, day: date, calendar: Calendar) -> bool | None:
        if self.near is None:
            return True
        before, after = around(self.near, self.month, day, calendar)
        if day in (before, after):
            return True
        if self.tolerance is None:
            return None
        if before is not None and day <= calendar.add(before, self.tolerance):
            return True
        if after is not None and day >= calendar.subtract(after, self.tolerance):
            return True
        if self.near is Near.SEMESTER_END and calendar.semesters:
            # Outside the semesters that were entered there may well be another one that ends near this day.
            known = calendar.semesters[0].start <= day <= calendar.semesters[-1].end
            return False if known else None
        return False

    def _time_fits(self, begins: time | None, ends: time | None) -> bool | None:
        if begins is not None:
            if self.time_from is not None and begins < self.time_from:
                return False
            if self.time_to is not None and begins > self.time_to:
                return False
        if self.time_to is not None and ends is not None:
            # An end before the beginning means past midnight, which is after any time_to of the day.
            past_midnight = begins is not None and ends < begins
            if past_midnight or ends > self.time_to:
                return False
        unknown = (self.time_from is not None and begins is None) or (
            self.time_to is not None and ends is None
        )
        return None if unknown else True


def _all_of(*answers: bool | None) -> bool | None:
    """False if any is false, else unknown if any is unknown, else true."""
    if False in answers:
        return False
    return None if None in answers else True


def _problems(window: Window) -> Iterator[str]:
    w = window
    if w.weekday is not None and not 0 <= w.weekday <= 6:
        yield f"星期写的是 {w.weekday}，应为 0（周一）至 6（周日）。"
    if w.month is not None and not 1 <= w.month <= 12:
        yield f"月份写的是 {w.month}，应为 1 至 12。"
    if w.nth is not None and not 1 <= w.nth <= w.reading.largest:
        yield f"第几周（个）写的是 {w.nth}，按 {w.reading.value} 的算法应为 1 至 {w.reading.largest}。"
    if w.weeks not in (None, "odd", "even"):
        yield f"单双周写的是“{w.weeks}”，应为 odd（单周）或 even（双周）。"
    if w.count_from not in ("iso", "semester"):
        yield f"周次起点写的是“{w.count_from}”，应为 iso（按年）或 semester（按学期）。"
    if w.last is not None and not 1 <= w.last.amount <= _LARGEST_LAST.get(w.last.unit, 0):
        yield f"月内最后一段写的是“{w.last}”，应为 1d 至 31d、1w 至 4w 或 1wd 至 23wd。"
    if w.tolerance is not None and w.near is None:
        yield f"写了前后 {w.tolerance.chinese()}，却没有写在哪一天前后；应同时写 near，如 year_end（年末）。"
    if w.tolerance is not None and w.tolerance.amount > _LARGEST_TOLERANCE.get(w.tolerance.unit, 0):
        yield f"前后写的是 {w.tolerance.chinese()}，应不超过半年（183d、26w、6m 或 130wd）。"
    if w.near is not None and w.month is not None and w.month not in w.near.months:
        months = "、".join(f"{month} 月" for month in sorted(w.near.months))
        yield f"{w.near.chinese}不在 {w.month} 月；应去掉月份，或写 {months}。"
    if w.time_from is not None and w.time_to is not None and w.time_to <= w.time_from:
        yield f"时间写的是 {w.time_from:%H:%M} 至 {w.time_to:%H:%M}，结束应晚于开始，且在同一天之内。"
