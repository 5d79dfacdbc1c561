"""Signing for dues that came from below (签收)."""

from __future__ import annotations

from datetime import date

from zhidu.apps.dues.access import RECEIVE
from zhidu.apps.dues.models import Remittance
from zhidu.apps.dues.saving import a_past_day
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now


@act("dues.receive", "签收上缴的党费", covers=("S2.2.5",))
def receive(*, actor: Actor, remittance: int, version: int, on: date) -> Remittance:
    """The money is here. Raises Wrong where it was signed for already or taken back, or *on* is before it was sent."""
    rows = Remittance.objects.select_for_update(of=("self",)).select_related("to", "organization", "record")
    found = rows.filter(pk=remittance).first()
    if found is None:
        raise Wrong("没有这笔上缴；请从列表中选择")
    RECEIVE.require(actor, found)
    if found.version != version:
        raise Stale("您打开以后，这笔上缴已经被别人办过；请看新的内容")
    if found.record.voided_at is not None:
        raise Wrong("这笔上缴已经作废，不用签收")
    if found.received_at is not None:
        raise Wrong("这笔上缴已经签收过")
    a_past_day(on)
    if on < found.on:
        raise Wrong({"on": f"{found.on} 才上缴，收到的日期不能早于它"})
    found.received_on, found.received_at, found.received_by = on, now(), actor.user
    found.version += 1
    found.save(update_fields=["received_on", "received_at", "received_by", "version"])
    record(obj=found.code, place=found.to_id, on=on, details={"from": found.organization_id})
    return found
