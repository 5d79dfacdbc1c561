"""What the acts share: the organisation, the year, a text that is not too long, a row that nobody changed meanwhile."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

EARLIEST = 2000


def an_organization(pk: int) -> Node:
    """The organisation. Raises Wrong for a number that is none."""
    found = orgs.organization(pk)
    if found is None:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    return found


def a_year(year: int) -> int:
    """Raises Wrong for a year long past, or more than one ahead."""
    latest = today().year + 1
    if not EARLIEST <= year <= latest:
        raise Wrong({"year": f"年度是 {year}；应在 {EARLIEST} 至 {latest} 之间"})
    return year


def a_past_day(day: date, name: str = "on") -> date:
    """Raises Wrong for a day still to come, or one nobody keeps records of."""
    if not day.year >= EARLIEST or day > today():
        raise Wrong({name: f"日期是 {day}；应是今天或以前"})
    return day


def told(text: str, name: str, most: int, what: str, *, needed: bool = True) -> str:
    """The text, trimmed. Raises Wrong where it is missing or too long."""
    found = text.strip()
    if needed and not found:
        raise Wrong({name: f"请写{what}"})
    if len(found) > most:
        raise Wrong({name: f"有 {len(found)} 字；{what}应不超过 {most} 字"})
    return found


def locked(rows: QuerySet[Any], pk: int, version: int | None, what: str) -> Any:  # noqa: ANN401 - a row of *rows*
    """The row, locked. Raises Wrong where there is none, Stale where somebody changed it meanwhile."""
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Wrong(f"没有这{what}；可能看错了编号，请从列表中选择")
    if version is not None and found.version != version:
        raise Stale(f"您打开以后，这{what}已经被别人改过；您写的没有存，请对照新的内容再改")
    return found
