"""Objections raised while something is published (异议), and what was found of them."""

from __future__ import annotations

from datetime import date

from zhidu.apps.procedures.access import KEEP
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.models import Move, Remonstrance
from zhidu.apps.procedures.saving import LONGEST, a_step, locked
from zhidu.apps.procedures.states import Objection
from zhidu.domain.procedures import Act
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today


@act("procedures.object", "登记异议")
def raise_objection(
    *, actor: Actor, case: int, version: int, step: str, on: date, words: str, who: str = ""
) -> Remonstrance:
    """Put down what somebody has against a step that is published; *who* may stay open."""
    row = locked(case, version)
    KEEP.require(actor, row)
    going = live(row)
    wanted = a_step(going, step)
    at = going.standing.of(step)
    if wanted.gate is None or wanted.gate.kind != "publication" or at.asked is None or at.passed is not None:
        raise Wrong(f"“{wanted.title}”现在没有在公示，不能登记异议")
    if on < at.asked or on > today():
        raise Wrong({"on": f"应在公示开始的 {at.asked} 至今天之间"})
    if not words.strip() or len(words) > LONGEST:
        raise Wrong({"words": f"应写明异议的内容，不超过 {LONGEST} 字"})
    made = Remonstrance.objects.create(
        case=row,
        step=step,
        asked=asked_move(going, step),
        on=on,
        who=who.strip()[:80],
        words=words.strip(),
        by=actor.user,
        at=now(),
    )
    row.version += 1
    row.save(update_fields=["version"])
    record(
        obj=row.code,
        place=row.organization_id,
        on=on,
        changes={"objection": (None, made.words)},
        details={"objection": made.pk, "step": step},
    )
    return made


@act("procedures.settle_objection", "核实异议")
def settle_objection(
    *, actor: Actor, objection: int, version: int, upheld: bool, finding: str
) -> Remonstrance:
    """Say what was found of an objection; one that is upheld keeps the step from passing."""
    found = Remonstrance.objects.filter(pk=objection).first()
    if found is None:
        raise Wrong("没有这条异议；请从列表中选择")
    row = locked(found.case_id, version)
    KEEP.require(actor, row)
    if found.state != Objection.OPEN:
        raise Wrong(f"这条异议已经核实：{found.state_name}")
    if not finding.strip() or len(finding) > LONGEST:
        raise Wrong({"finding": f"应写明怎样核实的、结论是什么，不超过 {LONGEST} 字"})
    found.state = (Objection.UPHELD if upheld else Objection.DISMISSED).value
    found.finding, found.settled_on, found.settled_by = finding.strip(), today(), actor.user
    found.save(update_fields=["state", "finding", "settled_on", "settled_by"])
    row.version += 1
    row.save(update_fields=["version"])
    record(
        obj=row.code,
        place=row.organization_id,
        changes={"finding": (None, found.finding), "state": ("open", found.state)},
        details={"objection": found.pk},
    )
    return found


def asked_move(going: Live, step: str) -> Move:
    """The move by which the step was put to its gate this time."""
    return [one for one in going.moves if one.step == step and one.act == Act.ASK][-1]
