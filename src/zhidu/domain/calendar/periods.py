"""Periods (期间): the stretches of time over which duties are counted, and the keys they are written by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

KEY_FORMS = (
    "2026-W38（周）、2026-09（月）、2026-B5（双月）、2026-Q3（季度）、"
    "2026-H1（半年）、2026-S1（学期）、2026（年）"
)
"""The forms of a period key, as shown in error messages."""

ORDINALS = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
"""Chinese numerals for small ordinals (第三季度, 六月)."""


class Unit(StrEnum):
    """Unit of period; the value is its name in a rulebook."""

    WEEK = "week"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    SEMESTER = "semester"
    YEAR = "year"
    TERM = "term"

    @property
    def chinese(self) -> str:
        """The word for one such period (周, 月, 双月, 季度, 半年, 学期, 年, 任期)."""
        return _NAMES[self]


_NAMES = {
    Unit.WEEK: "周",
    Unit.MONTH: "月",
    Unit.TWO_MONTHS: "双月",
    Unit.QUARTER: "季度",
    Unit.HALF_YEAR: "半年",
    Unit.SEMESTER: "学期",
    Unit.YEAR: "年",
    Unit.TERM: "任期",
}

_KEYS = {
    Unit.WEEK: re.compile(r"[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])"),
    Unit.MONTH: re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
    Unit.TWO_MONTHS: re.compile(r"[0-9]{4}-B[1-6]"),
    Unit.QUARTER: re.compile(r"[0-9]{4}-Q[1-4]"),
    Unit.HALF_YEAR: re.compile(r"[0-9]{4}-H[12]"),
    Unit.SEMESTER: re.compile(r"[0-9]{4}-S[1-9]"),
    Unit.YEAR: re.compile(r"[0-9]{4}"),
    Unit.TERM: re.compile(r"T[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One period: its unit, its key, its first day and its last day (``end`` belongs to it).

    Periods are made by :class:`zhidu.domain.calendar.Calendar`, terms by :func:`term_period`.
    """

    unit: Unit
    key: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"期间 {self.key} 的最后一天 {self.end} 早于第一天 {self.start}。")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.end

    def chinese(self) -> str:
        """The words for a sentence, such as ``2026 年第三季度``."""
        if self.unit is Unit.TERM:
            return f"任期（{_chinese_day(self.start)}—{_chinese_day(self.end)}）"
        year = f"{int(self.key[:4])} 年"
        if self.unit is Unit.YEAR:
            return year
        if self.unit is Unit.MONTH:
            return f"{year} {self.start.month} 月"
        if self.unit is Unit.TWO_MONTHS:
            return f"{year} {self.start.month}—{self.end.month} 月"
        # The rest carry their ordinal in the key; a semester's or a week's cannot be told from its dates.
        number = int(self.key[6:])
        if self.unit is Unit.WEEK:
            return f"{year}第 {number} 周"
        if self.unit is Unit.HALF_YEAR:
            return f"{year}{'上' if number == 1 else '下'}半年"
        return f"{year}第{ORDINALS[number]}{self.unit.chinese}"


def term_period(start: date, end: date) -> Period:
    """A term of office (任期). Its dates come from the election, so only the caller can make one.

    Raises:
        ValueError: ``end`` is before ``start``.
    """
    return Period(Unit.TERM, f"T{start.isoformat()}", start, end)


def unit_of_key(key: str) -> Unit:
    """The unit a period key belongs to, judged by its form alone.

    ``2025-W53`` is of the right form although 2025 has 52 weeks; only ``Calendar.parse`` knows that.

    Raises:
        ValueError: the key is of no known form; the message lists the forms.
    """
    for unit, form in _KEYS.items():
        if form.fullmatch(key):
            return unit
    raise ValueError(f"看不懂的期间“{key}”。可用的写法：{KEY_FORMS}。")


def _chinese_day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
