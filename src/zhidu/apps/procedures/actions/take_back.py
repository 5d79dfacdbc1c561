"""Taking back the latest move of a case that was written down wrongly (记错了)."""

from __future__ import annotations

from zhidu.apps.activities.actions import void
from zhidu.apps.procedures.access import KEEP
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.models import Move
from zhidu.apps.procedures.saving import WHY, brought_up, locked, writing
from zhidu.apps.procedures.states import Answer
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now


@act("procedures.take_back", "更正最后一步")
def take_back(*, actor: Actor, case: int, version: int, reason: str) -> Move:
    """Declare the latest move void, with the record of the step; the papers wait again for the step.

    What a vote or a superior has said is not taken back here: it was said.
    """
    row = locked(case, version)
    KEEP.require(actor, row)
    going = live(row)
    why = reason.strip()
    if not why or len(why) > WHY:
        raise Wrong({"reason": f"应写明哪里记错了，不超过 {WHY} 字"})
    if not row.open:
        raise Wrong("这件事已经办完，不能再更正其中的步骤")
    if not going.moves:
        raise Wrong("这件事还没有在这里办过一步；以前记的，请到那条记录上更正")
    last = going.moves[-1]
    if last.act not in {"do", "ask"} or last.source:
        raise Wrong("最后一步是表决、批复或公示的结果，不能在这里更正")
    if last.requests.exclude(answer__in=[Answer.WAITING, Answer.DROPPED]).exists():
        raise Wrong("上级已经有批复，不能再收回请示")
    last.voided_at, last.why_void = now(), why
    last.save(update_fields=["voided_at", "why_void"])
    last.proofs.update(move=None)
    last.requests.update(answer=Answer.DROPPED)
    if last.record is not None:
        void(
            actor=writing(actor),
            activity=last.record_id,
            version=last.record.version,
            reason=why,
            name=last.record.kind_name,
        )
    record(
        obj=row.code,
        place=row.organization_id,
        changes={"voided": (None, why)},
        details={"move": last.pk, "step": last.step},
    )
    brought_up(row)
    return last
