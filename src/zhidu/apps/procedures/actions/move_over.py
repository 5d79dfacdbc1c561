"""Going on under another text of the same procedure (改走另一文本): what was done stays done."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.apps.activities.actions import describe_matter, record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.procedures.access import KEEP
from zhidu.apps.procedures.choosing import Offered, offered
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.models import Case, Move
from zhidu.apps.procedures.saving import brought_up, locked, writing
from zhidu.apps.procedures.states import Answer
from zhidu.domain.procedures import Act, Procedure, Step
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

SETTLED = "前一文本没有这一步，改走时已经办到后面"


@dataclass(frozen=True, slots=True)
class Mapped:
    """How the steps of one text lie in the other: kept, settled because the case is past them, dropped."""

    kept: tuple[Step, ...]
    settled: tuple[Step, ...]
    dropped: tuple[Step, ...]
    ahead: tuple[Step, ...]


def mapped(going: Live, new: Procedure) -> Mapped:
    """Steps of the same name are the same step; of the new ones, those before the last that is done are settled."""
    done = {one.id for one in going.procedure.steps if going.standing.done(one.id)}
    last = max((new.position(one) for one in done), default=-1)
    return Mapped(
        kept=tuple(one for one in new.steps if one.id in done),
        settled=tuple(one for one in new.steps[: last + 1] if one.id not in done and not one.optional),
        dropped=tuple(one for one in going.procedure.steps if one.id in done and new.step(one.id) is None),
        ahead=tuple(one for one in new.steps[last + 1 :] if one.id not in done),
    )


def wanted(row: Case, procedure: str) -> Offered | None:
    """That procedure as the books in force today have it."""
    return next((one for one in offered(row.organization, today()) if one.procedure.id == procedure), None)


@act("procedures.move_over", "改走程序的另一文本")
def move_over(*, actor: Actor, case: int, version: int, procedure: str, reason: str) -> Case:
    """Let an open case go on through *procedure*; requests and votes that wait must be over first."""
    row = locked(case, version)
    KEEP.require(actor, row)
    going = live(row)
    if not row.open:
        raise Wrong("这件事已经办完，不用再改")
    if row.procedure == procedure:
        raise Wrong("现在走的就是这个程序；没有要改的")
    chosen = wanted(row, procedure)
    if chosen is None:
        raise Wrong(f"{row.organization.name}今天执行的制度里没有这个程序；请从列表中选择")
    step = going.next
    waits = step is not None and going.standing.of(step.id).asked is not None
    if waits or row.requests.filter(answer=Answer.WAITING).exists():
        raise Wrong("有一步正在等表决、批复或公示的结果；有了结果再改")
    found = mapped(going, chosen.procedure)
    before = row.procedure
    for one in found.settled:
        _settle(going, one, chosen.procedure, actor)
    row.procedure, row.book = procedure, chosen.row
    row.plan = {name: day for name, day in row.plan.items() if chosen.procedure.step(name)}
    row.save(update_fields=["procedure", "book", "plan"])
    describe_matter(actor=writing(actor), matter=row.matter_id, attributes={"procedure": procedure})
    record(
        obj=row.code,
        place=row.organization_id,
        on=today(),
        changes={"procedure": (before, procedure), "reason": (None, reason)},
        details={"settled": [one.id for one in found.settled], "dropped": [one.id for one in found.dropped]},
    )
    brought_up(row)
    return row


def _settle(going: Live, step: Step, new: Procedure, actor: Actor) -> None:
    """Put down that a step of the new text is behind, on the day of the step that comes after it."""
    later = new.steps[new.position(step.id) + 1 :]
    on = next(going.standing.of(one.id).done[0] for one in later if going.standing.done(one.id))
    written = record_held(
        actor=writing(actor),
        entry=Entry(
            kind="procedure_step",
            node=going.row.organization_id,
            matter=going.row.matter_id,
            on=on,
            title=step.title[:200],
            notes=SETTLED,
            columns={"step": step.id},
        ),
    )
    Move.objects.create(
        case=going.row,
        step=step.id,
        act=Act.DO,
        on=on,
        words=SETTLED,
        acting=step.actor,
        record=written,
        by=actor.user,
        at=now(),
    )
