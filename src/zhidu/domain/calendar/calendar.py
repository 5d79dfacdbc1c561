"""The one shared calendar (日历): which period a day lies in, and what a deadline comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhidu.domain.calendar.dates import Duration, DurationUnit, add_days, add_months, make_date, month_end
from zhidu.domain.calendar.periods import KEY_FORMS, Period, Unit, unit_of_key

# Units that are a fixed number of months: how many, and the letter before the ordinal in the key.
_MONTHS = {
    Unit.MONTH: (1, ""),
    Unit.TWO_MONTHS: (2, "B"),
    Unit.QUARTER: (3, "Q"),
    Unit.HALF_YEAR: (6, "H"),
    Unit.YEAR: (12, None),
}


@dataclass(frozen=True, slots=True)
class Semester:
    """One semester (学期) of a school, both days included; the key is written ``2026-S1``."""

    key: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weeks, months, semesters and workdays, from data.

    Attributes:
        first_weekday: the day the week begins on, 0 for Monday to 6 for Sunday.
        semesters: the school's semesters in order of time. Days between them belong to none. Without any, S1
            is 1 February to 31 July and S2 is 1 August to 31 January, under the year it begins in.
        holidays: the days off (放假); weekend days among them change nothing.
        makeup_workdays: the weekend days that are worked (调休上班).
        covered_years: the years whose holidays have been entered; see :meth:`knows_workdays`.

    Raises:
        ValueError: the semesters overlap or are out of order, a day is both off and worked, or the first
            weekday is not a weekday.
    """

    first_weekday: int = 0
    semesters: tuple[Semester, ...] = ()
    holidays: frozenset[date] = frozenset()
    makeup_workdays: frozenset[date] = frozenset()
    covered_years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not 0 <= self.first_weekday <= 6:
            raise ValueError(f"每周第一天写的是 {self.first_weekday}，应为 0（周一）至 6（周日）。")
        _check_semesters(self.semesters)
        both = sorted(self.holidays & self.makeup_workdays)
        if both:
            raise ValueError(f"{both[0]} 既是放假日又是调休上班日，只能是其中一种。")

    # ---- periods -------------------------------------------------------------------------------------------

    def period_of(self, unit: Unit, day: date) -> Period | None:
        """The period of that unit which holds the day; ``None`` for a day between semesters.

        Raises:
            ValueError: the unit is a term, whose dates no calendar knows, or the period would leave the years
                1 to 9999.
        """
        _refuse_term(unit)
        if unit is Unit.WEEK:
            return self._week(self.week_start(day))
        if unit is Unit.SEMESTER:
            if self.semesters:
                return next((_given(s) for s in self.semesters if s.start <= day <= s.end), None)
            return _default_semester(*_default_semester_of(day))
        months, _ = _MONTHS[unit]
        return _months_period(unit, day.year, (day.month - 1) // months + 1)

    def periods(self, unit: Unit, first: date, last: date) -> Iterator[Period]:
        """All periods of that unit that overlap the days ``first`` to ``last``, in order.

        Raises:
            ValueError: as for :meth:`period_of`.
        """
        _refuse_term(unit)
        return self._periods(unit, first, last)

    def _periods(self, unit: Unit, first: date, last: date) -> Iterator[Period]:
        if last < first:
            return
        if unit is Unit.SEMESTER and self.semesters:
            yield from (_given(s) for s in self.semesters if s.start <= last and first <= s.end)
            return
        day = first
        while (period := self.period_of(unit, day)) is not None:
            yield period
            if period.end >= last:  # asked before stepping on, so that 9999-12-31 can be the last day
                return
            day = add_days(period.end, 1)

    def next(self, period: Period) -> Period | None:
        """The period after this one; ``None`` after a term or after the last semester that is known.

        Raises:
            ValueError: there is none because the years end.
        """
        if period.unit is Unit.TERM:
            return None
        if period.unit is Unit.SEMESTER and self.semesters:
            return next((_given(s) for s in self.semesters if s.start > period.end), None)
        return self.period_of(period.unit, add_days(period.end, 1))

    def previous(self, period: Period) -> Period | None:
        """The period before this one; ``None`` before a term or before the first semester that is known.

        Raises:
            ValueError: there is none because the years begin.
        """
        if period.unit is Unit.TERM:
            return None
        if period.unit is Unit.SEMESTER and self.semesters:
            return next((_given(s) for s in reversed(self.semesters) if s.end < period.start), None)
        return self.period_of(period.unit, add_days(period.start, -1))

    def parse(self, key: str) -> Period:
        """The period a key names.

        Raises:
            ValueError: the key has no known form, names a period that does not exist (``2025-W53``), or names
                a term, whose end the key does not tell.
        """
        unit = unit_of_key(key)
        if unit is Unit.TERM:
            raise ValueError(f"“{key}”是任期，只写开始日期不能确定届满日期。可用的写法：{KEY_FORMS}。")
        year = int(key[:4])
        if year < date.min.year:
            raise ValueError(f"没有“{key}”这个期间：年份应在 0001 至 9999 之间。可用的写法：{KEY_FORMS}。")
        if unit is Unit.WEEK:
            return self._parse_week(key, year)
        if unit is Unit.SEMESTER:
            return self._parse_semester(key, year)
        _, letter = _MONTHS[unit]
        return _months_period(unit, year, 1 if letter is None else int(key[5 + len(letter) :]))

    @staticmethod
    def unit_of_key(key: str) -> Unit:
        """See :func:`zhidu.domain.calendar.periods.unit_of_key`."""
        return unit_of_key(key)

    # ---- weeks ---------------------------------------------------------------------------------------------

    def week_start(self, day: date) -> date:
        """The first day of the week that holds the day."""
        return add_days(day, -((day.weekday() - self.first_weekday) % 7))

    def _week(self, start: date) -> Period:
        # ISO 8601 for Monday weeks, and its rule carried over to others: the fourth day decides the year.
        middle = add_days(start, 3)
        number = (middle.timetuple().tm_yday - 1) // 7 + 1
        return Period(Unit.WEEK, f"{middle.year:04d}-W{number:02d}", start, add_days(start, 6))

    def _parse_week(self, key: str, year: int) -> Period:
        # 4 January is always in week 1: at most three days of its week can lie in the old year.
        start = add_days(self.week_start(make_date(year, 1, 4)), 7 * (int(key[6:]) - 1))
        week = self._week(start)
        if week.key != key:
            raise ValueError(f"没有“{key}”这个期间：{year} 年只有 52 周。可用的写法：{KEY_FORMS}。")
        return week

    def _parse_semester(self, key: str, year: int) -> Period:
        if self.semesters:
            for semester in self.semesters:
                if semester.key == key:
                    return _given(semester)
            known = "、".join(s.key for s in self.semesters)
            raise ValueError(f"没有“{key}”这个期间：日历里的学期有 {known}。可用的写法：{KEY_FORMS}。")
        number = int(key[6:])
        if number > 2:
            raise ValueError(f"没有“{key}”这个期间：每年只有 S1、S2 两个学期。可用的写法：{KEY_FORMS}。")
        return _default_semester(year, number)

    # ---- workdays and deadlines ----------------------------------------------------------------------------

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked: Monday to Friday and not a holiday, or a make-up workday."""
        if day in self.makeup_workdays:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def knows_workdays(self, day: date) -> bool:
        """Whether that year's holidays are known. If not, every Monday to Friday passes for a workday."""
        return day.year in self.covered_years

    def add(self, day: date, duration: Duration) -> date:
        """The last day of a deadline that runs from ``day``; the day after is day 1.

        7d after 10-01 is 10-08, 1m after 10-29 is 11-29, 5wd is the fifth workday after. A duration of 0
        gives ``day`` back.

        Raises:
            ValueError: the result lies outside the years 1 to 9999.
        """
        return self._move(day, duration, 1)

    def subtract(self, day: date, duration: Duration) -> date:
        """The same counted backwards: the day before is day 1.

        Raises:
            ValueError: the result lies outside the years 1 to 9999.
        """
        return self._move(day, duration, -1)

    def _move(self, day: date, duration: Duration, step: int) -> date:
        amount = duration.amount * step
        if duration.unit is DurationUnit.DAY:
            return add_days(day, amount)
        if duration.unit is DurationUnit.WEEK:
            return add_days(day, 7 * amount)
        if duration.unit is DurationUnit.MONTH:
            return add_months(day, amount)
        if duration.unit is DurationUnit.YEAR:
            return add_months(day, 12 * amount)
        left = duration.amount
        while left:
            day = add_days(day, step)
            left -= self.is_workday(day)
        return day


def _refuse_term(unit: Unit) -> None:
    if unit is Unit.TERM:
        raise ValueError("任期的起止日期由换届选举决定，日历里没有；请用任期的开始日期和届满日期另行给出。")


@lru_cache(maxsize=4096)  # the same few hundred months are asked for again by every clause and subject
def _months_period(unit: Unit, year: int, number: int) -> Period:
    months, letter = _MONTHS[unit]
    key = f"{year:04d}"
    if letter is not None:
        key += f"-{letter}{number}" if letter else f"-{number:02d}"
    return Period(unit, key, make_date(year, (number - 1) * months + 1, 1), month_end(year, number * months))


def _given(semester: Semester) -> Period:
    return Period(Unit.SEMESTER, semester.key, semester.start, semester.end)


def _default_semester_of(day: date) -> tuple[int, int]:
    if day.month == 1:
        return day.year - 1, 2
    return day.year, 1 if day.month < 8 else 2


def _default_semester(year: int, number: int) -> Period:
    key = f"{year:04d}-S{number}"
    if number == 1:
        return Period(Unit.SEMESTER, key, make_date(year, 2, 1), make_date(year, 7, 31))
    return Period(Unit.SEMESTER, key, make_date(year, 8, 1), make_date(year + 1, 1, 31))


def _check_semesters(semesters: tuple[Semester, ...]) -> None:
    keys: set[str] = set()
    before: Semester | None = None
    for semester in semesters:
        # The key must be one that parse() reads back, or findings could not name the semester.
        try:
            well_named = unit_of_key(semester.key) is Unit.SEMESTER
        except ValueError:
            well_named = False
        if not well_named:
            raise ValueError(f"学期的代号写的是“{semester.key}”，应写成 2026-S1 的样子。")
        if semester.key in keys:
            raise ValueError(f"学期 {semester.key} 写了两次。")
        if semester.end < semester.start:
            raise ValueError(f"学期 {semester.key} 的结束日期 {semester.end} 早于开始日期 {semester.start}。")
        if before is not None and semester.start <= before.end:
            raise ValueError(
                f"学期 {semester.key} 从 {semester.start} 开始，与前一个学期 {before.key}"
                f"（{before.start} 至 {before.end}）重叠或次序颠倒；学期应按时间先后排列，互不重叠。"
            )
        keys.add(semester.key)
        before = semester
