"""Putting forward a reason why something was not done, or may be done otherwise."""

from __future__ import annotations

from datetime import date

from zhidu.apps.adoption.queries import clause_of
from zhidu.apps.compliance.access import ASK
from zhidu.apps.compliance.approvers import kind_for, words_for
from zhidu.apps.compliance.models import Deviation, StoredFinding
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

LONGEST = 300


@act("compliance.ask_deviation", "说明理由", covers=("S5.7.3",))
def ask_deviation(
    *, actor: Actor, finding: int, reason: str, ground: str = "", on: date | None = None
) -> Deviation:
    """Put a reason on the record for one finding; it excuses nothing until somebody entitled agrees.

    Raises Wrong where no reason can help, where none was written, or where one is waiting already.
    """
    row = StoredFinding.objects.select_related("organization").get(pk=finding)
    ASK.require(actor, row)
    clause = clause_of(row.organization, row.clause)
    if clause is None or not words_for(clause):
        raise Wrong(f"“{row.clause}”是应当做到的，条文没有写可以免计的理由；请补办，补办记为迟办。")
    grounds = clause.excuse.grounds if clause.excuse else frozenset()
    faults = {}
    if not reason.strip():
        faults["reason"] = "没有写理由；请写明为什么没有做到，或要怎样变通。"
    elif len(reason) > LONGEST:
        faults["reason"] = f"写了 {len(reason)} 个字；应不超过 {LONGEST} 个字。"
    if kind_for(clause) == "excuse" and ground not in grounds:
        faults["ground"] = "请从条文所列的理由中选一项。"
    day = on or today()
    if day > today():
        faults["on"] = f"{day} 在将来；应不晚于今天。"
    if faults:
        raise Wrong(faults)
    event = row.period.removeprefix("event:") if row.period.startswith("event:") else ""
    same = {"organization": row.organization, "subject": row.subject, "clause": row.clause}
    same |= {"about": event} if event else {"period": row.period}
    if Deviation.objects.filter(**same, refused_at=None, voided_at=None).exists():
        raise Wrong("这一项已经说明过理由；要改，请先撤回原来的。")
    made = Deviation.objects.create(
        **same,
        person=row.person,
        kind=kind_for(clause),
        ground=ground,
        reason=reason.strip(),
        on=day,
        asked_by=actor.user,
        asked_at=now(),
    )
    record(
        obj=made.code,
        place=row.organization_id,
        on=day,
        changes={"reason": (None, made.reason)},
        details={"clause": row.clause, "subject": row.subject, "period": row.period},
    )
    return made
