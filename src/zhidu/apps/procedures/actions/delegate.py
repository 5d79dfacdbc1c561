"""Letting somebody else act in a case (委托代办), and ending that."""

from __future__ import annotations

from datetime import date

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures.access import DELEGATE, OFFICERS
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.models import Delegation
from zhidu.apps.procedures.notices import tell_delegated
from zhidu.apps.procedures.saving import brought_up, locked
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.identity import queries as identity


@act("procedures.delegate", "委托代办")
def delegate(*, actor: Actor, case: int, version: int, receiver: int, until: date, reason: str) -> Delegation:
    """Let the account *receiver* act in one case for the place whose officer *actor* is, until a day.

    The other then sees the case. Nobody passes on what they were lent.
    """
    row = locked(case, version)
    DELEGATE.require(actor, row)
    going = live(row)
    faults: dict[str, str] = {}
    if not row.open:
        raise Wrong("这件事已经办完，不用再委托")
    asked = set(row.requests.values_list("place__path", flat=True))
    held = {one.path for one in actor.held if one.role in OFFICERS}
    place = orgs.at_path(
        row.organization.path if row.organization.path in held else next(iter(sorted(held & asked)), "-")
    )
    if place is None:
        raise Wrong("您没有可以委托的身份；由书记、副书记委托")
    names = identity.names([receiver])
    if receiver not in names or receiver == actor.user:
        faults["receiver"] = "请从名单里选一位，不能是自己"
    if until < today():
        faults["until"] = f"{until.year}年{until.month}月{until.day}日已经过去；应在今天或以后"
    if not reason.strip() or len(reason) > 200:
        faults["reason"] = "应写明为什么委托，不超过 200 字"
    if faults:
        raise Wrong(faults)
    made = Delegation.objects.create(
        case=row,
        place=place,
        giver=actor.user,
        giver_name=actor.name,
        receiver=receiver,
        receiver_name=names[receiver],
        since=today(),
        until=until,
        reason=reason.strip(),
        at=now(),
    )
    record(
        obj=row.code,
        place=row.organization_id,
        changes={"reason": (None, made.reason), "until": (None, until)},
        details={"delegation": made.pk, "receiver": receiver},
    )
    tell_delegated(made, going)
    brought_up(row)
    return made


@act("procedures.end_delegation", "收回委托")
def end_delegation(*, actor: Actor, delegation: int) -> Delegation:
    """End a delegation today; whoever gave it, or an officer who may give one, ends it."""
    found = Delegation.objects.select_related("case__organization").filter(pk=delegation).first()
    if found is None:
        raise Wrong("没有这项委托；请从列表中选择")
    row = locked(found.case_id, None)
    DELEGATE.require(actor, row)
    found = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation)
    if not found.runs(today()):
        raise Wrong("这项委托已经到期或收回")
    found.ended_on = today()
    found.save(update_fields=["ended_on"])
    record(
        obj=row.code,
        place=row.organization_id,
        changes={"ended_on": (None, found.ended_on)},
        details={"delegation": found.pk},
    )
    brought_up(row)
    return found
