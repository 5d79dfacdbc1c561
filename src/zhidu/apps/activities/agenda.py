"""What was on the agenda (议题) of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhidu.apps.activities.models import Activity, AgendaItem

MOST = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One point: what it was about, which of the words of the rules it comes under, and what came of it."""

    title: str
    topic: str = ""
    outcome: str = ""


def faults(agenda: Sequence[Item]) -> dict[str, str]:
    """What is wrong with an agenda."""
    if len(agenda) > MOST:
        return {"agenda": f"有 {len(agenda)} 项议题；一次会应不超过 {MOST} 项"}
    for number, one in enumerate(agenda, start=1):
        if not one.title.strip():
            return {"agenda": f"第 {number} 项没有写议题；应写明议什么，不议的请删去"}
        if len(one.title) > 200 or len(one.topic) > 60:
            return {"agenda": f"第 {number} 项议题太长；应不超过 200 字，过程写在结果里"}
    return {}


def items(activity: Activity, agenda: Sequence[Item]) -> list[AgendaItem]:
    """Rows of the agenda, unsaved."""
    return [
        AgendaItem(
            activity=activity,
            place=number,
            title=one.title.strip(),
            topic=one.topic,
            outcome=one.outcome.strip(),
        )
        for number, one in enumerate(agenda, start=1)
    ]
