"""The Chinese wording of a window, as it appears in explanations and on the page of a clause."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from zhidu.domain.calendar.anchors import Near
from zhidu.domain.calendar.periods import ORDINALS
from zhidu.domain.calendar.week_readings import WeekReading

if TYPE_CHECKING:
    from zhidu.domain.calendar.windows import Window

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_READINGS = {
    WeekReading.WEEK_OF_MONTH: "（当月 1 日所在周为第一周）",
    WeekReading.FULL_WEEK: "（当月第一个完整的周为第一周）",
}


def describe(window: Window) -> str:
    """The window in official Chinese; ``任何时候`` if it asks for nothing."""
    frame = _frame(window)
    days = _days(window)
    if frame and days:
        # 「六月第三个周五」, but 「六月的周五」 and 「年末前后 15 天内的周五」.
        direct = window.nth is not None and window.near is None and window.last is None
        text = f"{frame}{'' if direct else '的'}{days}"
    elif days:
        text = _recurring(window, days)
    else:
        text = frame
    hours = _hours(window.time_from, window.time_to)
    if text and hours:
        return f"{text} {hours}"
    return text or hours or "任何时候"


def _frame(window: Window) -> str:
    """The part of the year or month: 年末前后 15 天内, 六月最后 10 天内, 六月."""
    month = f"{ORDINALS[window.month]}月" if window.month is not None else ""
    parts: list[str] = []
    if window.near is not None:
        parts.append(_near(window, window.near))
    if window.last is not None:
        parts.append(f"{month or '每月'}最后 {window.last.chinese()}内")
    return "、且在".join(parts) if parts else month


def _near(window: Window, near: Near) -> str:
    name = near.chinese
    if window.month is not None and near is Near.SEMESTER_END:
        name = f"{ORDINALS[window.month]}月的学期末"
    elif window.month is not None and near not in (Near.YEAR_START, Near.YEAR_END):
        name = f"{ORDINALS[window.month]}月末"
    if window.tolerance is None:
        return f"{name}前后"
    if window.tolerance.amount == 0:
        return f"{name}当天"
    return f"{name}前后 {window.tolerance.chinese()}内"


def _days(window: Window) -> str:
    """The part of the week: 第三个周五, 第三周的周五（…）, 双周周三, 周二."""
    weekday = _WEEKDAYS[window.weekday] if window.weekday is not None else ""
    parity = {None: "", "odd": "单周", "even": "双周"}[window.weeks]
    if parity and window.count_from == "semester":
        parity = f"学期内{parity}"
    if window.nth is None:
        return parity + weekday
    ordinal = ORDINALS[window.nth]
    if window.reading is not WeekReading.NTH_WEEKDAY:
        text = f"第{ordinal}周{'的' if weekday else ''}{weekday}{_READINGS[window.reading]}"
    elif weekday:
        text = f"第{ordinal}个{weekday}"
    else:
        first = 7 * window.nth - 6
        text = f"第{ordinal}周（{first}—{min(first + 6, 31)} 日）"
    return f"{text}（限{parity}）" if parity else text


def _recurring(window: Window, days: str) -> str:
    """Say how often it comes round where the words alone would leave it open."""
    if window.nth is not None:
        # 「第三周的周五（当月…）」 already says that it is counted by the month.
        return f"每月{days}" if window.reading is WeekReading.NTH_WEEKDAY else days
    return days if window.weeks is not None else f"每{days}"


def _hours(begin: time | None, end: time | None) -> str:
    if begin is not None and end is not None:
        return f"{_clock(begin)}—{_clock(end)}"
    if begin is not None:
        return f"{_clock(begin)} 以后"
    return f"{_clock(end)} 以前" if end is not None else ""


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
