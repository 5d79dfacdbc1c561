"""What the acts share: the organisation, the month, an amount of money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from zhidu.apps.orgs import queries as orgs
from zhidu.domain.dues import Month
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

FEN, LARGEST = Decimal("0.01"), Decimal(10) ** 10
EARLIEST = Month(2000, 1)
AHEAD = 1
"""Months beyond this one that may be worked out already: December's collector does January's as well."""


def an_organization(pk: int) -> Node:
    """The organisation. Raises Wrong for a number that is none."""
    found = orgs.nodes([pk]).get(pk)
    if found is None or found.kind != orgs.ORGANIZATION:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    return found


def a_month(text: str) -> Month:
    """From 2026-09. Raises Wrong for what is none, long past, or too far ahead."""
    try:
        found = Month.parse(text)
    except ValueError as wrong:
        raise Wrong({"month": str(wrong)}) from None
    latest = Month.of(today()) + AHEAD
    if not EARLIEST <= found <= latest:
        raise Wrong({"month": f"月份是 {found.chinese}；应在 {EARLIEST.chinese} 至 {latest.chinese} 之间"})
    return found


def a_past_day(day: date, name: str = "on") -> date:
    """Raises Wrong for a day still to come."""
    if day > today():
        raise Wrong({name: f"日期 {day} 还没有到；应是今天或以前"})
    return day


def yuan(amount: Decimal) -> str:
    """12.30 元."""
    return f"{amount:.2f} 元"


def money(amount: Decimal, name: str = "amount") -> Decimal:
    """Raises Wrong for what is no sum of money to the fen."""
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(FEN):
        raise Wrong({name: f"金额写的是 {amount}；应大于 0，最多两位小数"})
    if amount >= LARGEST:
        raise Wrong({name: f"金额写的是 {amount}；应小于 {LARGEST}"})
    return amount
