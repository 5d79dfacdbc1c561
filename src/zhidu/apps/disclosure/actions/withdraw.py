"""Withdrawing what should not have been disclosed (撤回)."""

from __future__ import annotations

from zhidu.apps.disclosure.access import KEEP
from zhidu.apps.disclosure.models import Notice
from zhidu.apps.disclosure.saving import locked
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now


@act("disclosure.withdraw", "撤回公开的事")
def withdraw(*, actor: Actor, notice: int, version: int, reason: str) -> Notice:
    """Take a notice down for good; from now on it does not count as told. What it said stays for officers."""
    found = locked(notice, version)
    KEEP.require(actor, found)
    why = reason.strip()
    if not why or len(why) > 300:
        raise Wrong({"reason": "应写明为什么撤回，不超过 300 字"})
    found.withdrawn_at, found.reason = now(), why
    found.version += 1
    found.save(update_fields=["withdrawn_at", "reason", "version"])
    record(
        obj=found.code,
        place=found.organization_id,
        changes={"withdrawn_at": (None, found.withdrawn_at.isoformat()), "reason": (None, why)},
    )
    return found
