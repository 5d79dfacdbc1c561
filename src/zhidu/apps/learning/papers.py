"""Papers of study: the plan of a year, to print and to edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhidu.apps.learning.access import SEE
from zhidu.apps.learning.models import Plan
from zhidu.apps.learning.sheet import plan_rows
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.papers import Paper, register


def load(pk: int) -> Plan:
    """The plan. Raises ``Plan.DoesNotExist``."""
    return Plan.objects.select_related("organization", "record").get(pk=pk)


def data(plan: Plan, _: Actor) -> Mapping[str, Any]:
    """The words, and the timetable as a table."""
    parts: list[dict[str, Any]] = [{"heading": "一、主题", "paragraphs": plan.themes.splitlines()}]
    if plan.requirement:
        parts.append({"heading": "二、学习要求", "paragraphs": plan.requirement.splitlines()})
    rows = [
        [f"{row[1].month}月{row[1].day}日 {row[2]}".strip(), row[3], row[4], row[7]]
        for row in plan_rows(plan)
    ]
    if rows:
        head = ["时间", "哪些人学", "学什么", "主讲人"]
        parts.append(
            {
                "heading": f"{'三' if plan.requirement else '二'}、学习日程",
                "table": {"head": head, "rows": rows, "widths": [4, 4, 6, 2]},
            }
        )
    return {
        "title": str(plan),
        "parts": parts,
        "signed_by": plan.organization.name,
        "signed_on": plan.issued_on,
    }


def declare() -> None:
    """Make them known."""
    register(
        Paper(
            name="learning.plan",
            title="年度学习计划",
            template="document.typ",
            load=load,
            data=data,
            verb=SEE,
        )
    )
