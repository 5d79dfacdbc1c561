"""Saying how a publication ended (公示期满): nothing against it, or an objection that was upheld."""

from __future__ import annotations

from datetime import date

from zhidu.apps.procedures.access import ACT
from zhidu.apps.procedures.actions.object import asked_move
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.finishing import finish
from zhidu.apps.procedures.models import Move
from zhidu.apps.procedures.saving import a_step, after, locked, make
from zhidu.apps.procedures.states import Objection
from zhidu.domain.procedures import Act
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("procedures.settle", "登记公示结果")
def settle(*, actor: Actor, case: int, version: int, step: str, on: date, words: str = "") -> Move:
    """End a publication: it passes where every objection was looked into and none upheld, and fails where one was.

    It passes only once its days are over; an objection that was upheld ends it at any time.
    """
    row = locked(case, version)
    ACT.require(actor, row)
    going = live(row)
    wanted = a_step(going, step)
    if wanted.gate is None or wanted.gate.kind != "publication":
        raise Wrong(f"“{wanted.title}”不用公示")
    if going.standing.of(step).asked is None:
        raise Wrong(f"“{wanted.title}”还没有公示，不能有结果")
    raised = list(asked_move(going, step).objections.all())
    if still := [one for one in raised if one.state == Objection.OPEN]:
        raise Wrong(f"还有 {len(still)} 条异议没有核实完；核实以后才能登记公示结果")
    upheld = [one for one in raised if one.state == Objection.UPHELD]
    made = make(going, wanted, Act.FAIL if upheld else Act.PASS, on, actor, words=words)
    if not upheld:
        finish(row, wanted, on, actor)
    after(live(row), actor)
    return made
