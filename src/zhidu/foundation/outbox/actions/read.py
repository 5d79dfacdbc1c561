"""Marking one's own messages as seen."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import act, record
from zhidu.foundation.clock import now
from zhidu.foundation.outbox.access import READ
from zhidu.foundation.outbox.models import Message


@act("outbox.read", "看过提醒")
def read(*, actor: Actor, messages: list[int] | None = None) -> int:
    """Mark *messages* of the actor as seen (None: all); how many were not before. Others' are refused."""
    if actor.user is None:
        raise Refused(READ)
    rows = Message.objects.select_for_update()
    if messages is None:
        found = list(rows.filter(receiver=actor.user, read_at=None).values_list("pk", flat=True))
    else:
        chosen = list(rows.filter(pk__in=messages))
        for one in chosen:
            READ.require(actor, one)
        found = [one.pk for one in chosen if one.read_at is None]
    Message.objects.filter(pk__in=found).update(read_at=now())
    record(obj=f"account-{actor.user}", place=None, details={"messages": sorted(found)})
    return len(found)
