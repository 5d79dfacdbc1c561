"""Kind → its evaluator and its strictness order: the one table that says what a kind of clause does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds import (
    composition,
    content,
    coverage,
    deadline,
    decision,
    disclosure,
    frequency,
    lapse,
    prohibition,
    quota,
    record,
    role,
    schedule,
    stage,
    term,
    trend,
)
from zhidu.domain.rules.kinds.base import Task


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of clause does. ``counts``: it changes at whole periods, not from one day to the next."""

    name: str
    chinese: str
    evaluate: Callable[[Task, Any], Iterator[Finding]] | None
    implies: Callable[[Any, Any], bool]
    counts: bool = False


def _same(a: object, b: object) -> bool:
    return a == b


KINDS: dict[str, Kind] = {
    one.name: one
    for one in (
        Kind("frequency", "频次", frequency.evaluate, frequency.implies, counts=True),
        Kind("quota", "数量", quota.evaluate, quota.implies, counts=True),
        Kind("schedule", "时间", schedule.evaluate, schedule.implies),
        Kind("lapse", "连续缺失", lapse.evaluate, lapse.implies),
        Kind("term", "任期与历时", term.evaluate, term.implies),
        Kind("decision", "表决", decision.evaluate, decision.implies),
        Kind("stage", "步骤", stage.evaluate, stage.implies),
        Kind("deadline", "时限", deadline.evaluate, deadline.implies),
        Kind("coverage", "覆盖", coverage.evaluate, coverage.implies, counts=True),
        Kind("composition", "组成", composition.evaluate, composition.implies, counts=True),
        Kind("role", "由谁", role.evaluate, role.implies),
        Kind("content", "内容", content.evaluate, content.implies),
        Kind("record", "材料", record.evaluate, record.implies, counts=True),
        Kind("disclosure", "通报公开", disclosure.evaluate, disclosure.implies),
        Kind("prohibition", "禁止", prohibition.evaluate, prohibition.implies),
        Kind("trend", "趋势", trend.evaluate, trend.implies),
        Kind("amount", "数额", None, _same),
    )
}
"""``amount`` (dues) has no evaluator here: quoting dues is arithmetic of its own, not a verdict over facts."""
