"""The swim-lane picture of a case: who does what, how far it has come, and where a step that fails leads."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.procedures.engine import Live
from zhidu.apps.procedures.page import Row, day
from zhidu.domain.procedures import Act, Step
from zhidu.foundation.ui.shapes import LaneStep

MOST = 4
"""Lanes that a telephone still shows beside the words."""


def lanes(going: Live, rows: Sequence[Row]) -> tuple[list[str], list[LaneStep]]:
    """The names of the lanes, and the steps in them."""
    whose = [_lane(going, one.step) for one in rows]
    if len(set(whose)) > MOST:
        whose = [_lane(going, one.step, apart=False) for one in rows]
    names = list(dict.fromkeys(whose))[:MOST]
    found = [
        LaneStep(
            title=one.step.title,
            lane=names.index(lane) if lane in names else len(names) - 1,
            state=one.state,
            note=_note(going, one),
        )
        for one, lane in zip(rows, whose, strict=True)
    ]
    return names, found


def _lane(going: Live, step: Step, *, apart: bool = True) -> str:
    """Who takes a step; *apart*: the bodies of the organisation each in a lane of their own."""
    gate = step.gate
    turn = going.turn(step, Act.PASS if gate is not None and gate.kind == "approval" else Act.DO)
    if turn.above or not apart:
        return turn.name
    return "本人" if turn.own else going.said(turn.word) or turn.name


def _note(going: Live, row: Row) -> str:
    told = []
    if row.done is not None:
        told.append(day(row.done))
    if row.step.gate is not None and row.done is None:
        told.append({"ballot": "要表决", "approval": "要批准", "publication": "要公示"}[row.step.gate.kind])
    if row.latest is not None and row.done is None:
        told.append(f"最迟 {day(row.latest)}")
    back = going.step(row.step.on_fail) if row.step.on_fail and row.done is None else None
    if back is not None:
        told.append(f"没有通过的，回到“{back.title}”")
    return "，".join([*told, *([row.note] if row.note else [])])
