"""Dues on the first page: what was handed up and waits to be signed for, reductions to answer, sums to claim."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from zhidu.apps.dashboards.due import Due
from zhidu.apps.dues import queries as dues
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 6
"""Counted one by one; more is said to be more."""


def due(actor: Actor, day: date) -> list[Due]:
    """A line each, the oldest named; three queries, none for whoever keeps no dues."""
    found = []
    sent = list(dues.to_receive(actor)[: MOST + 1])
    if sent:
        url = reverse("dues:passing", args=[sent[0].to_id])
        found.append(_line("签收下级上缴的党费", "笔", sent, sent[0].on, day, url))
    asked = list(dues.reliefs_to_answer(actor)[: MOST + 1])
    if asked:
        found.append(_line("答复党费减免", "件", asked, asked[0].asked_on, day, asked[0].get_absolute_url()))
    came = list(dues.unclaimed(actor)[: MOST + 1])
    if came:
        url = reverse("dues:account", args=[came[0].account.organization_id])
        found.append(_line("认领到帐的党费", "笔", came, came[0].on, day, url))
    return found


def _line(what: str, unit: str, rows: Sequence[object], first: date, day: date, url: str) -> Due:
    number = f"{len(rows)} {unit}" if len(rows) <= MOST else f"{MOST} {unit}以上"
    waited = (day - first).days
    return Due(
        verdict="待办",
        title=f"{what} {number}",
        reason=f"最早的一{unit}是 {first.month}月{first.day}日。",
        left=f"已等 {waited} 天" if waited else "今天",
        action="去办",
        href=url,
    )
