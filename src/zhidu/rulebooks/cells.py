"""Cells of a plain table (单元格) as dates, numbers, yes or no; a doubtful cell is refused, not guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from zhidu.domain.calendar import Unit, unit_of_key
from zhidu.domain.calendar.periods import KEY_FORMS
from zhidu.rulebooks.rows import Faults, Row

T = TypeVar("T")

EARLIEST, LATEST = 1900, 2199
_BOOLEANS = {"true": True, "false": False, "是": True, "否": False, "1": True, "0": False}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_FROM_A_DAY = re.compile(r"[AT][0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Key of a term, or of a year counted from an event; only the evaluation makes it, but a late fact may
declare it."""


def need(row: Row, column: str, faults: Faults) -> str:
    """The cell, which must not be empty."""
    text = row.cells.get(column, "")
    if not text:
        faults.add(row, column, "没有写；这一列不能空")
    return text


def cell(row: Row, column: str, parse: Callable[[str], T], faults: Faults) -> T | None:
    """The cell through *parse*, or None where it is empty or wrong (then the fault is noted)."""
    text = row.cells.get(column)
    if text is None:
        return None
    try:
        return parse(text)
    except ValueError as error:
        faults.add(row, column, f"写的是“{text[:40]}”，{error}")
        return None


def a_date(text: str) -> date:
    """A day of the calendar, ``2026-05-11``. Raises ValueError in Chinese, as do the others."""
    if not _DATE.fullmatch(text):
        raise ValueError("应为年-月-日，如 2026-05-11")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("没有这一天；应为真实存在的日期，如 2026-05-11") from None


def a_recent_date(text: str) -> date:
    """A day on which something can have been recorded: a year such as 0202 or 20026 is a slip of the pen."""
    found = a_date(text)
    if not EARLIEST <= found.year <= LATEST:
        raise ValueError(f"年份应在 {EARLIEST} 至 {LATEST} 之间")
    return found


def a_boolean(text: str) -> bool:
    """Yes or no in any of six spellings, and no others."""
    if text not in _BOOLEANS:
        raise ValueError("应为 true、false、是、否、1、0 之一")
    return _BOOLEANS[text]


def a_number(text: str) -> Decimal:
    """A plain decimal number, never negative."""
    if not _NUMBER.fullmatch(text):
        raise ValueError("应为不小于 0 的普通数字，小数不超过 6 位，如 2 或 1.5")
    return Decimal(text)


def a_whole_number(text: str) -> int:
    """A whole number, never negative."""
    if not _WHOLE.fullmatch(text):
        raise ValueError("应为不小于 0 的整数，如 12")
    return int(text)


def a_period_key(text: str) -> str:
    """The key of a period that there is: 2025 has no week 53, and no record is for the year 20."""
    if _FROM_A_DAY.fullmatch(text):
        a_recent_date(text[1:])
        return text
    try:
        unit = unit_of_key(text)
    except ValueError:
        raise ValueError(f"应为期间，可用的写法：{KEY_FORMS}") from None
    year = int(text[:4])
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"年份应在 {EARLIEST} 至 {LATEST} 之间")
    # 28 December always lies in the last week of its year
    if unit is Unit.WEEK and int(text[6:]) > (weeks := date(year, 12, 28).isocalendar().week):
        raise ValueError(f"{year} 年只有 {weeks} 周")
    return text
