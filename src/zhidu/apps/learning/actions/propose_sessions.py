"""Filling a plan with the sessions that the clauses ask for, each in its slot, in one press (按规定的时段列出)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.activities.places import places
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.models import Plan, Session
from zhidu.apps.learning.saving import locked
from zhidu.apps.learning.scheduling import propose
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("learning.propose_sessions", "按规定的时段列出全年学习", covers=("S2.4.1", "S2.4.3", "S2.4.5", "S2.4.7"))
def propose_sessions(*, actor: Actor, plan: int) -> int:
    """Add what is still missing from today to the end of the plan's year; how many were added.

    A kind and month that the plan already has sessions of are left as they are, so pressing twice adds nothing.
    Raises Wrong where no clause in force names a slot.
    """
    found: Plan = locked(Plan.objects.select_related("organization"), plan, None, "份计划")
    KEEP.require(actor, found)
    first, last = max(date(found.year, 1, 1), today()), date(found.year, 12, 31)
    if first > last:
        raise Wrong(f"{found.year} 年已经过完；只有今天以后的学习才能列")
    asked, slots = propose(places([found.organization_id])[found.organization_id], first, last)
    if not any(one.windows for one in slots):
        raise Wrong("本组织执行的制度里没有规定学习的时段；请自己逐次加，或先采用有时段的制度")
    known = {(kind, on.month) for kind, on in found.sessions.values_list("kind", "on")}
    new = [one for one in asked if (one.kind, one.on.month) not in known]
    Session.objects.bulk_create(
        Session(plan=found, kind=one.kind, on=one.on, begins=one.begins, ends=one.ends) for one in new
    )
    record(obj=found.code, place=found.organization_id, details={"added": len(new)})
    return len(new)
