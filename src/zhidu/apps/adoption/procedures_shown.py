"""The procedures of a book as its page shows them: each step in the lane of who takes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhidu.domain.procedures import Procedure, Step
from zhidu.domain.rules.book import Rulebook
from zhidu.foundation.ui.shapes import LaneStep
from zhidu.rulebooks.words import label, word, words

LANES = 6
"""Lanes that a telephone still shows beside the words."""


def procedures_of(rules: Rulebook) -> list[dict[str, Any]]:
    """Every procedure with its picture."""
    return [
        {
            "procedure": one,
            **_lanes(one, rules),
        }
        for one in rules.procedures.values()
    ]


def _lanes(procedure: Procedure, rules: Rulebook) -> dict[str, Any]:
    """The steps in the lanes of those who take them, as the book calls them."""
    whose = [word(_actor(step), rules) if _actor(step) else "没有写明" for step in procedure.steps]
    names = list(dict.fromkeys(whose))
    if len(names) > LANES:
        names = [*names[: LANES - 1], "其他"]
    return {
        "lanes": names,
        "lane_steps": [
            LaneStep(
                title=step.title,
                lane=names.index(lane) if lane in names else len(names) - 1,
                note="；".join(_step_notes(step, procedure, rules)),
            )
            for step, lane in zip(procedure.steps, whose, strict=True)
        ],
    }


def _actor(step: Step) -> str:
    """Who takes a step; of one that has to be agreed to, who agrees."""
    return step.gate.by if step.gate is not None and step.gate.kind == "approval" else step.actor


def _step_notes(step: Step, procedure: Procedure, rules: Rulebook) -> Iterable[str]:
    if step.cite:
        yield step.cite
    if step.actor:
        yield f"由{word(step.actor, rules)}办"
    if step.min_dwell:
        yield f"距“{word(step.since, rules)}”不少于 {step.min_dwell.chinese()}"
    if step.within:
        yield f"“{word(step.within_of, rules)}”后 {step.within.chinese()}内"
    if step.evidence:
        yield f"材料：{words(list(step.evidence), rules)}"
    if step.gate:
        what = label(step.gate.kind, rules)
        yield f"{what}：{word(step.gate.by, rules)}" if step.gate.by else what
    if step.optional:
        yield "可以省去"
    if step.repeat:
        yield "可以多次"
    if step.only_if:
        yield f"前面的结果是“{word(step.only_if, rules)}”才走"
    back = procedure.step(step.on_fail)
    if back is not None:
        yield f"没有通过的，回到“{back.title}”"
    if step.note:
        yield step.note
