"""Agreeing to a reason, not agreeing, and taking one back."""

from __future__ import annotations

from zhidu.apps.compliance.access import ASK
from zhidu.apps.compliance.approvers import open_to, refuse_unless_open, verb_for
from zhidu.apps.compliance.models import Deviation
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now


def _open(pk: int, version: int) -> Deviation:
    row = Deviation.objects.select_for_update(of=("self",)).select_related("organization").get(pk=pk)
    if row.version != version:
        raise Stale("别人刚刚处理过这一条；请看过现在的情况再决定，您写的没有丢。")
    if row.voided_at is not None:
        raise Wrong("这条理由已经撤回，不必再处理。")
    return row


@act("compliance.agree", "同意理由")
def agree(*, actor: Actor, deviation: int, approver: str, version: int) -> Deviation:
    """Agree in the name of *approver*; from today on the finding is 免计 where the clause allows it."""
    row = _open(deviation, version)
    refuse_unless_open(actor, row, approver)
    if row.approved_at is not None:
        raise Wrong("已经同意过了。")
    row.approver, row.approved_by, row.approved_at, row.refused_at = approver, actor.user, now(), None
    row.version += 1
    row.save()
    record(obj=row.code, place=row.organization_id, changes={"approver": (None, approver)})
    return row


@act("compliance.refuse", "不同意理由")
def refuse(*, actor: Actor, deviation: int, version: int) -> Deviation:
    """Do not agree; the finding stays what it is, and another reason may be put forward."""
    row = _open(deviation, version)
    if not open_to(actor, row):
        raise Refused(verb_for("branch"))
    if row.approved_at is not None:
        raise Wrong("已经同意的理由不能再改成不同意；确有错误的，请撤回。")
    row.refused_at = now()
    row.version += 1
    row.save()
    record(obj=row.code, place=row.organization_id, details={"refused": True})
    return row


@act("compliance.withdraw", "撤回理由")
def withdraw(*, actor: Actor, deviation: int, version: int) -> Deviation:
    """Take a reason back; from then on it counts no more, and what it excused is judged again."""
    row = _open(deviation, version)
    ASK.require(actor, row)
    row.voided_at = now()
    row.version += 1
    row.save()
    record(obj=row.code, place=row.organization_id, details={"withdrawn": True})
    return row
