"""What may be written down: one entry, and the check that every way of entering goes through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType

from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.rulebooks.cells import EARLIEST, LATEST, a_period_key

ELSEWHERE = frozenset({"deviation", "excuse"})
"""Measures that another app keeps: reasons are asked for and agreed to there."""
OWN_PLACES = frozenset(
    {
        "id",
        "subject",
        "measure",
        "on",
        "quantity",
        "entered_on",
        "ref",
        "for_period",
        "voided_on",
        "sure",
        "planned",
    }
    | {"begins", "ends"}
)
"""Columns of the table of facts that have a place of their own in the record."""
LONGEST = 500
_COLUMN = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WHOLE = re.compile(r"[0-9]{1,6}")
_LARGEST = Decimal(10) ** 10
_NONE: Mapping[str, str] = MappingProxyType({})
_PERIODS = Calendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record as somebody enters it.

    ``node`` holds it or keeps it in its books; at most one of ``person``, ``post`` and ``matter`` says whom it
    is about. ``about`` is an earlier record this one follows on; in a bulk entry ``about_key`` may instead name
    the ``key`` of another row. ``entered_on`` and ``voided_on`` only come with records from older ledgers.
    """

    kind: str
    node: int
    on: date
    person: int | None = None
    prospect: bool = False
    post: int | None = None
    matter: int | None = None
    about: int | None = None
    quantity: Decimal = Decimal(1)
    begins: time | None = None
    ends: time | None = None
    for_period: str = ""
    planned: bool = False
    sure: bool = True
    title: str = ""
    venue: str = ""
    notes: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: _NONE)
    key: str = ""
    about_key: str = ""
    entered_on: date | None = None
    voided_on: date | None = None


def faults(entry: Entry, today: date) -> dict[str, str]:
    """Field → what is wrong with it and what would be right; empty for an entry that can be taken."""
    found: dict[str, str] = {}
    if entry.kind not in MEASURES:
        found["kind"] = f"“{entry.kind}”不是词汇表里的类别；请从列表中选择"
    elif entry.kind in ELSEWHERE:
        found["kind"] = f"“{MEASURES[entry.kind].chinese}”不在这里登记；请在该条判定的页面上提出"
    if sum(one is not None for one in (entry.person, entry.post, entry.matter)) > 1:
        found["person"] = "一条记录只说一个对象；党员、任职、事项只选其一"
    _days(entry, today, found)
    _numbers(entry, found)
    _columns(entry, found)
    return found


def _days(entry: Entry, today: date, found: dict[str, str]) -> None:
    entered = entry.entered_on or today
    if not EARLIEST <= entry.on.year <= LATEST:
        found["on"] = f"年份是 {entry.on.year}；应在 {EARLIEST} 至 {LATEST} 之间"
    elif entry.planned and entry.on < entered:
        found["on"] = f"{_day(entry.on)}已经过去；安排应在今天或以后，已经办了的请用“记录”"
    elif not entry.planned and entry.on > min(today, entered):
        found["on"] = f"{_day(entry.on)}在将来；还没有开的请用“安排”"
    if entry.entered_on is not None and entry.entered_on > today:
        found["entered_on"] = f"录入日期 {_day(entry.entered_on)}在将来；应不晚于今天（{_day(today)}）"
    if entry.voided_on is not None and not entered <= entry.voided_on <= today:
        found["voided_on"] = f"作废日期 {_day(entry.voided_on)}应不早于录入日期，不晚于今天"
    if entry.for_period and not _is_period(entry.for_period):
        found["for_period"] = f"“{entry.for_period}”不是期间；应像 2026-09、2026-Q3 或 2026"


def _numbers(entry: Entry, found: dict[str, str]) -> None:
    if not entry.quantity.is_finite() or not 0 <= entry.quantity < _LARGEST:
        found["quantity"] = "数量应是不小于 0 的普通数字，如 2 或 1.5"
    if entry.begins and entry.ends and entry.ends <= entry.begins:
        found["ends"] = f"结束 {entry.ends:%H:%M} 不晚于开始 {entry.begins:%H:%M}；结束应在开始之后"
    counts = {name: entry.columns.get(name, "") for name in ("entitled", "present")}
    for name, text in counts.items():
        if text and not _WHOLE.fullmatch(text):
            found[name] = f"写的是“{text[:40]}”；人数应是整数，如 18"
    if not found.keys() & counts.keys() and all(counts.values()):
        entitled, present = int(counts["entitled"]), int(counts["present"])
        if present > entitled:
            found["present"] = f"实到 {present} 人，多于应到 {entitled} 人；实到应不多于应到，列席的不算"


def _columns(entry: Entry, found: dict[str, str]) -> None:
    for name, text in entry.columns.items():
        if not _COLUMN.fullmatch(name) or name in OWN_PLACES:
            found[name] = f"“{name[:40]}”不能作栏目名；栏目名用小写英文，且不与记录本身的栏重名"
        elif len(text) > LONGEST:
            found[name] = f"有 {len(text)} 字；这一栏应不超过 {LONGEST} 字，长的内容写在正文里"
    for name, text, longest in (("title", entry.title, 200), ("venue", entry.venue, 120)):
        if len(text) > longest:
            found[name] = f"有 {len(text)} 字；应不超过 {longest} 字"


def _is_period(key: str) -> bool:
    try:
        return bool(a_period_key(key))
    except ValueError:
        return False


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
