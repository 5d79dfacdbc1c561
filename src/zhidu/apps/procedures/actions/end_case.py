"""Ending a case: closing it (办结), or taking it back before it is through (撤回)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.procedures.access import KEEP
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.saving import WHY, close, locked
from zhidu.apps.procedures.states import Answer
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("procedures.close", "办结")
def close_case(*, actor: Actor, case: int, version: int, on: date) -> Case:
    """Close a case whose required steps are all done and that may go round again, or repeat its last step."""
    row = locked(case, version)
    KEEP.require(actor, row)
    going = live(row)
    if not row.open:
        raise Wrong(f"这件事已经{row.state_name[1:]}")
    if not going.standing.complete:
        step = going.next
        title = step.title if step is not None else "还没有结果的一步"
        raise Wrong(f"“{title}”还没有办，不能办结；不办了的，请用“撤回”")
    _day(on, going.standing.last or row.matter.first)
    close(going, on, actor)
    record(obj=row.code, place=row.organization_id, on=on, changes={"state": ("open", row.state)})
    return row


@act("procedures.withdraw", "撤回")
def withdraw_case(*, actor: Actor, case: int, version: int, on: date, reason: str) -> Case:
    """End a case that will not go on, with the reason; requests that wait are dropped."""
    row = locked(case, version)
    KEEP.require(actor, row)
    going = live(row)
    if not row.open:
        raise Wrong(f"这件事已经{row.state_name[1:]}")
    why = reason.strip()
    if not why or len(why) > WHY:
        raise Wrong({"reason": f"应写明为什么撤回，不超过 {WHY} 字"})
    _day(on, going.standing.last or row.matter.first)
    row.requests.filter(answer=Answer.WAITING).update(answer=Answer.DROPPED)
    close(going, on, actor, withdrawn=True, reason=why)
    record(
        obj=row.code,
        place=row.organization_id,
        on=on,
        changes={"state": ("open", row.state), "reason": (None, why)},
    )
    return row


def _day(on: date, last: date | None) -> None:
    if on > today():
        raise Wrong({"on": f"{on.year}年{on.month}月{on.day}日在将来；应不晚于今天"})
    if last is not None and on < last:
        raise Wrong({"on": f"早于最后一步的 {last.year}年{last.month}月{last.day}日；应不早于那天"})
