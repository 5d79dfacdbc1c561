"""What may be disclosed: one entry, and the check that publishing and correcting go through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from zhidu.apps.disclosure.states import MEMBERS_ONLY, WITH_AN_END, Audience, Category, Channel

LONGEST_TITLE, LONGEST_TEXT = 120, 5000
FARTHEST = timedelta(days=366)
_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d[ -]?){14,18}[\dXx](?!\d)")
"""Numbers of identity cards and of bank cards: 15 to 19 digits, however they are spaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A notice as somebody enters it; *about* and *matter* are numbers of records of the organisation."""

    category: str
    title: str
    text: str
    audience: str
    via: tuple[str, ...]
    first: date
    last: date | None = None
    about: int | None = None
    matter: int | None = None


def faults(entry: Entry, today: date) -> dict[str, str]:
    """Field → what is wrong with it and what would be right."""
    found: dict[str, str] = {}
    title, text = entry.title.strip(), entry.text.strip()
    if not title or len(title) > LONGEST_TITLE:
        found["title"] = f"应写标题，不超过 {LONGEST_TITLE} 字"
    if len(text) > LONGEST_TEXT:
        found["text"] = f"有 {len(text)} 字；应不超过 {LONGEST_TEXT} 字，长的作附件"
    if entry.category not in [*Category]:
        found["category"] = "请选一个类别"
    if entry.audience not in [*Audience]:
        found["audience"] = "请选向谁公开"
    if not entry.via or not set(entry.via) <= {one.value for one in Channel}:
        found["via"] = "请选通过什么公开，至少一项"
    _days(entry, today, found)
    if entry.audience == Audience.PUBLIC:
        found.update(_not_for_residents(entry, f"{title}\n{text}"))
    return found


def _days(entry: Entry, today: date, found: dict[str, str]) -> None:
    if not today - FARTHEST <= entry.first <= today + FARTHEST:
        found["first"] = f"{entry.first} 离今天太远；应在前后一年之内"
    if entry.last is not None and entry.last < entry.first:
        found["last"] = f"{entry.last} 早于公开日期 {entry.first}；应不早于公开日期"
    if entry.last is None and entry.category in WITH_AN_END:
        found["last"] = WITH_AN_END[Category(entry.category)]


def _not_for_residents(entry: Entry, text: str) -> dict[str, str]:
    found = {}
    if entry.category in MEMBERS_ONLY:
        found["audience"] = MEMBERS_ONLY[Category(entry.category)]
    if _NUMBER_OF_A_PERSON.search(text):
        found["text"] = "里面有像身份证号或银行卡号的一串数字；个人信息不能向群众公开，请删去"
    return found
