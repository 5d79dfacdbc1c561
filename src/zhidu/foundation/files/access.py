"""Who may open an attachment: whoever may see what it belongs to. The check is that of the app above."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.files.owners import may_change, may_see, refused


def require_see(actor: Actor, attachment: Attachment) -> None:
    """Raise Refused unless the actor may open it; a voided one only whoever may change its owner."""
    check = may_change if attachment.voided else may_see
    if not check(actor, attachment.owner):
        raise refused(attachment.owner, "看这份附件")


def require_change(actor: Actor, owner: str) -> None:
    """Raise Refused unless the actor may add attachments to *owner*."""
    if not may_change(actor, owner):
        raise refused(owner, "在这里添加或作废附件")
