"""The calendar as data (日历): holidays, make-up workdays and semesters, from YAML into a Calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from zhidu.domain.calendar import Calendar, Semester
from zhidu.rulebooks.cells import EARLIEST, LATEST
from zhidu.rulebooks.codecs import (
    DATE,
    INTEGER,
    TEXT,
    TOKEN,
    Codec,
    Field,
    Wrong,
    many,
    record,
    wrong,
)
from zhidu.rulebooks.library import library
from zhidu.rulebooks.rows import shown
from zhidu.rulebooks.schema import WEEKDAY
from zhidu.rulebooks.source import BookError, Map, Problem, Seq, Text, Value, read_yaml

Days = tuple[date, ...]
_LONGEST = 60
"""No holiday lasts longer than so many days; a longer range is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfDays:
    """The holidays and make-up workdays of one year, and where they come from."""

    year: int
    holidays: tuple[Days, ...] = ()
    workdays: tuple[Days, ...] = ()
    source: str = ""
    verified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """Everything a calendar file may say."""

    years: tuple[YearOfDays, ...] = ()
    semesters: tuple[Semester, ...] = ()
    first_weekday: int = 0


def _range(value: Value) -> Days:
    if not isinstance(value, Text):
        return (DATE.read(value),)
    start, dots, end = value.value.partition("..")
    first = DATE.read(Text(start.strip(), value.line))
    if not dots:
        return (first,)
    last = DATE.read(Text(end.strip(), value.line))
    if not 0 <= (last - first).days < _LONGEST:
        raise wrong(value, f"从 {first} 到 {last}：起止颠倒，或超过 {_LONGEST} 天")
    return tuple(_days(first, last))


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


_RANGE: Codec[Days] = Codec(_range, str, "日期，或 2026-10-01..2026-10-07")
_RANGES = many(_RANGE)
_NO_RANGES: Codec[tuple[Days, ...]] = Codec(
    lambda value: () if isinstance(value, Seq) and not value.items else _RANGES.read(value), str, "日期的列表"
)


def _check_year(one: YearOfDays) -> str:
    if not EARLIEST <= one.year <= LATEST:
        return f"year 写的是 {str(one.year)[:12]}，应在 {EARLIEST} 至 {LATEST} 之间"
    for day in (day for days in (*one.holidays, *one.workdays) for day in days):
        if day.year != one.year:
            return f"{day} 不在 {one.year} 年；跨年的假期请分别写在两年里"
    both = {day for days in one.holidays for day in days} & {day for days in one.workdays for day in days}
    return f"{min(both)} 既写成放假又写成上班，只能是其中一种" if both else ""


_YEAR = record(
    YearOfDays,
    Field("year", INTEGER, required=True),
    Field("holidays", _NO_RANGES),
    Field("workdays", _NO_RANGES),
    Field("source", TEXT),
    Field("verified", TEXT),
    check=_check_year,
)


def _check_semester(one: Semester) -> str:
    if not EARLIEST <= one.start.year <= one.end.year <= LATEST:
        return f"年份应在 {EARLIEST} 至 {LATEST} 之间"
    days = (one.end - one.start).days + 1
    return f"学期 {one.key} 有 {days} 天，超过一年；请核对起止日期" if days > _YEAR_DAYS else ""


_YEAR_DAYS = 366
_SEMESTER = record(
    Semester,
    Field("key", TOKEN, required=True),
    Field("start", DATE, required=True),
    Field("end", DATE, required=True),
    check=_check_semester,
)
_FILE = record(
    CalendarFile,
    Field("years", many(_YEAR)),
    Field("semesters", many(_SEMESTER)),
    Field("first_weekday", WEEKDAY),
)


def read_calendar(path: Path) -> CalendarFile:
    """One calendar file: a list of years, or keys ``years``, ``semesters``, ``first_weekday``.

    Raises BookError.
    """
    name = shown(path)
    value = read_yaml(path, name)
    try:
        read = _FILE.read(value) if isinstance(value, Map) else CalendarFile(years=many(_YEAR).read(value))
    except Wrong as error:
        raise BookError([Problem(name, one.line, one.path, one.message) for one in error.faults]) from error
    years = [one.year for one in read.years]
    twice = sorted({year for year in years if years.count(year) > 1})
    if twice:
        raise BookError([Problem(name, value.line, "year", f"{twice[0]} 年写了两次；每年只写一项")])
    return read


def load_calendar(override: Path | None = None) -> Calendar:
    """The shipped calendar; years that *override* gives replace the shipped ones. Raises BookError."""
    base = read_calendar(library() / "calendar" / "cn.yaml")
    own = read_calendar(override) if override else CalendarFile()
    years = {one.year: one for one in (*base.years, *own.years)}
    try:
        return Calendar(
            first_weekday=own.first_weekday,
            semesters=own.semesters,
            holidays=frozenset(day for one in years.values() for days in one.holidays for day in days),
            makeup_workdays=frozenset(day for one in years.values() for days in one.workdays for day in days),
            covered_years=frozenset(years),
        )
    except ValueError as error:
        raise BookError([Problem(shown(override) if override else "", 0, "", str(error))]) from error
