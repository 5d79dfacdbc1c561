"""Voiding an attachment: it is no longer shown, but it is kept, and so is why."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.files.access import require_change
from zhidu.foundation.files.models import Attachment

LONGEST = 200


@act("files.void", "作废附件")
def void(*, actor: Actor, attachment: int, reason: str) -> Attachment:
    """Take an attachment out of use. Raises Wrong where no reason is given or it is void already."""
    row = Attachment.objects.select_for_update().filter(pk=attachment).first()
    if row is None:
        raise Wrong("没有这份附件；请刷新后再选。")
    require_change(actor, row.owner)
    if row.voided:
        raise Wrong("这份附件已经作废，不用再作废一次。")
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST:
        raise Wrong({"reason": f"请写明为什么作废，不超过 {LONGEST} 个字。"})
    row.voided_at, row.voided_by_id, row.void_reason = now(), actor.user, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(
        obj=row.owner,
        place=row.place,
        changes={"void_reason": (None, reason)},
        details={"attachment": row.pk},
    )
    return row
