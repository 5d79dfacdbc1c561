"""Planning when a step will be taken (计划); what is planned after it moves along."""

from __future__ import annotations

from datetime import date

from zhidu.apps.procedures.access import KEEP
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.saving import a_step, locked
from zhidu.domain.procedures import planned, proposed
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("procedures.plan", "安排各步的日子")
def plan_step(*, actor: Actor, case: int, version: int, step: str = "", on: date | None = None) -> Case:
    """Plan *step* for a day (None: take it off the plan); without a step, every step on its first possible day."""
    row = locked(case, version)
    KEEP.require(actor, row)
    going = live(row)
    if not row.open:
        raise Wrong("这件事已经办完，不用再安排")
    before = dict(row.plan)
    if step:
        wanted = a_step(going, step)
        if going.standing.done(step):
            raise Wrong({"on": f"“{wanted.title}”已经办了，不用再安排"})
        if on is not None and on < today():
            raise Wrong({"on": f"{on.year}年{on.month}月{on.day}日已经过去；安排应在今天或以后"})
        known = {name: date.fromisoformat(text) for name, text in before.items() if going.step(name)}
        made = planned(going.going, known, step, on, going.calendar)
    else:
        made = proposed(going.going, going.calendar, today())
    row.plan = {name: day.isoformat() for name, day in made.items()}
    if row.plan == before:
        raise Wrong("没有改动；与现在的计划一样")
    row.version += 1
    row.save(update_fields=["plan", "version"])
    record(
        obj=row.code,
        place=row.organization_id,
        changes={
            f"plan_{name}": (before.get(name), row.plan.get(name))
            for name in sorted({*before, *row.plan})
            if before.get(name) != row.plan.get(name)
        },
    )
    return row
