"""Days as offices write them: 1985.3, 1985年3月, 19850301, 2026/1/5, a number of Excel. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from zhidu.apps.registry.importing.reading.faults import Mend, Unclear
from zhidu.apps.registry.importing.reading.texts import Cell, said, tight

Parts = tuple[int, int | None, int | None]
"""Year, month and day, as far as they were written."""
EARLIEST = 1900
LATEST = 2099
_EPOCH = date(1899, 12, 30)
_SERIALS = range(10_000, 73_051)
"""Days of Excel from May 1927 to 2099: five figures, which no other way of writing a day has."""
_HAN_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_SEPARATED = re.compile(r"([0-9]{4})[年./\-、,_]([0-9]{1,2})(?:[月./\-、,_]([0-9]{1,2})?[日号]?)?")
_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_YEAR = re.compile(r"([0-9]{4})年?")
_SHORT = re.compile(r"([0-9]{2})[年./\-、]([0-9]{1,2})(?:[月./\-、]([0-9]{1,2})?[日号]?)?")
_CLOCK = re.compile(r"[T ]?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
_TENS = re.compile(r"(?<=[年月])([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[月日号])")
_FORMS = "应写成 1985-03-01、1985年3月1日 或 1985.3.1"


def parts(cell: Cell) -> Parts | None:
    """What a cell says of a day; None where it is empty. Raises Unclear."""
    if isinstance(cell, datetime):
        return cell.year, cell.month, cell.day
    if isinstance(cell, date):
        return cell.year, cell.month, cell.day
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _of_number(cell)
    text = said(cell)
    return _of_text(text) if text else None


def a_day(cell: Cell) -> date | None:
    """A whole day; None where the cell is empty. Raises Unclear, also where only the month was written."""
    found = parts(cell)
    if found is None:
        return None
    year, month, day = found
    if month is None:
        raise Unclear("day.short", f"只写了 {year} 年；{_FORMS}")
    if day is None:
        raise Unclear(
            "day.short",
            f"只写到 {year} 年 {month} 月，没有写哪一日；请对照材料写全",
            Mend(f"{year:04}-{month:02}-01", f"按 {year} 年 {month} 月 1 日"),
        )
    return date(year, month, day)


def _of_number(number: float) -> Parts:
    if number == int(number):
        whole = int(number)
        if whole in _SERIALS:
            day = _EPOCH + timedelta(days=whole)
            return day.year, day.month, day.day
        return _of_text(str(whole))
    if int(number) in _SERIALS:  # with a time of day behind it
        return _of_number(int(number))
    text = repr(number)
    year, _, month = text.partition(".")
    # a number loses its last nought: 1985.10 comes as 1985.1, and so does 1985.1
    if len(year) == 4 and month == "1":
        raise Unclear(
            "day.zero",
            f"这一格是数字 {text}，可能是 1 月，也可能是 10 月（末尾的 0 丢了）；请对照材料选",
            Mend(f"{year}-01", f"{year} 年 1 月"),
            Mend(f"{year}-10", f"{year} 年 10 月"),
        )
    return _of_text(text)


@lru_cache(maxsize=65_536)
def _of_text(written: str) -> Parts:
    text = _TENS.sub(lambda found: f"{found[1] or '一'}{found[2] or '〇'}", written)
    text = tight(_CLOCK.sub("", text).translate(_HAN_DIGITS)).rstrip(".。、,")
    for form in (_SEPARATED, _TOGETHER, _YEAR):
        if found := form.fullmatch(text):
            numbers = [int(one) if one else None for one in (*found.groups(), None, None)][:3]
            return _checked(written, numbers[0] or 0, numbers[1], numbers[2])
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        return _of_number(int(text))
    if found := _SHORT.fullmatch(text):
        raise _century(written, int(found[1]), int(found[2]), int(found[3] or 0))
    raise Unclear("day.unclear", f"写的是“{written[:40]}”；{_FORMS}")


def _checked(written: str, year: int, month: int | None, day: int | None) -> Parts:
    """The parts where there is such a day; a nought says that it is not known (1985-03-00)."""
    if not EARLIEST <= year <= LATEST:
        raise Unclear("day.range", f"写的是“{written[:40]}”；年份应在 {EARLIEST} 至 {LATEST} 之间")
    if not month:
        if day:
            raise Unclear("day.unclear", f"写的是“{written[:40]}”，没有月份；{_FORMS}")
        return year, None, None
    if month > 12:
        raise Unclear("day.none", f"写的是“{written[:40]}”，没有 {month} 月；{_FORMS}")
    if not day:
        return year, month, None
    try:
        date(year, month, day)
    except ValueError:
        raise Unclear("day.none", f"写的是“{written[:40]}”，{year} 年 {month} 月没有 {day} 日") from None
    return year, month, day


def _century(written: str, year: int, month: int, day: int) -> Unclear:
    mends = []
    for century in (1900, 2000):
        try:
            found = _checked(written, century + year, month, day or None)
        except Unclear:
            continue
        mends.append(Mend("-".join(f"{one:02}" for one in found if one)))
    return Unclear("day.century", f"写的是“{written[:40]}”，年份只有两位；应写四位", *mends)
