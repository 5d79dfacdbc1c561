"""Reminding of transfers that ran out (提醒过期的接转): both ends and the superiors of the sender, once each."""

from __future__ import annotations

from zhidu.apps.transfers.notices import tell_overdue
from zhidu.apps.transfers.queries import overdue
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today

AT_ONCE = 1000
"""A day; the others are told tomorrow."""


@act("transfers.remind_overdue", "提醒过期的接转", silent="没有新过期的，就没有要告诉的")
def remind_overdue(*, actor: Actor) -> int:
    """How many are told of for the first time."""
    if not actor.system:
        raise Wrong("这件事由系统每天自己做")
    found = list(overdue().filter(reminded_on=None)[:AT_ONCE])
    for one in found:
        one.reminded_on = today()
        one.save(update_fields=["reminded_on"])
        tell_overdue(one)
        record(obj=one.code, place=one.sender_id, on=today(), details={"overdue": str(one.until)})
    return len(found)
