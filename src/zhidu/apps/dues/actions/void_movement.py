"""Taking one of the other movements back (作废其他收支): it stays, and no longer counts."""

from __future__ import annotations

from zhidu.apps.activities.actions import void
from zhidu.apps.dues.access import PASS_UP
from zhidu.apps.dues.models import Movement
from zhidu.apps.dues.queries import in_hand
from zhidu.apps.dues.saving import yuan
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.dues import EntryKind
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now

LONGEST = 120


@act("dues.void_movement", "作废党费的其他收支")
def void_movement(*, actor: Actor, movement: int, reason: str) -> Movement:
    """Declare one void, with its record. Raises Wrong where the books would no longer close without it."""
    place = Movement.objects.filter(pk=movement).values_list("organization", flat=True).first()
    if place is None:
        raise Wrong("没有这一笔；请从列表中选择")
    orgs.nodes([place], hold=True)
    found = Movement.objects.select_related("organization", "record").get(pk=movement)
    PASS_UP.require_at(actor, found.organization.path)
    if not reason.strip() or len(reason.strip()) > LONGEST:
        raise Wrong({"reason": f"请写明为什么作废，不超过 {LONGEST} 字"})
    if not found.counts:
        raise Wrong("这一笔已经作废")
    left = in_hand(found.organization).in_hand
    if found.kind != EntryKind.SPENT and found.amount > left:
        raise Wrong(f"作废以后手上会少 {yuan(found.amount)}，现在只有 {yuan(left)}；请先作废后来的上缴或使用")
    if found.record is not None:
        kept = found.record
        void(actor=actor, activity=kept.pk, version=kept.version, reason=reason.strip(), name=kept.kind_name)
    found.voided_at, found.reason = now(), reason.strip()
    found.save(update_fields=["voided_at", "reason"])
    record(obj=found.code, place=found.organization_id, changes={"reason": ("", found.reason)})
    return found
