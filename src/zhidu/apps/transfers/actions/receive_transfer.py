"""Taking somebody in (接收): from that day on the person belongs here, and no longer there."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members import actions as members
from zhidu.apps.members.changing import hold
from zhidu.apps.transfers.access import RECEIVE
from zhidu.apps.transfers.away_saving import closed_by_move
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.notices import tell_received
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import locked, note, past, still_there
from zhidu.apps.transfers.states import State
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act


@act("transfers.receive_transfer", "接收组织关系")
def receive_transfer(
    *, actor: Actor, transfer: int, version: int, on: date, group: int | None = None
) -> Transfer:
    """Move the membership in one step; the sender is told. Raises Wrong where it is over, or ran out."""
    found = locked(transfer, version)
    RECEIVE.require(actor, found)
    if not found.sent or found.receiver is None:
        raise Wrong(f"这次接转现在是“{found.state_name}”，不能接收")
    past(on, first=found.sent_on, since="转出日期")
    if found.until is not None and on > found.until:
        raise Wrong({"on": f"有效期到 {found.until}，已经过了；请{found.from_name}撤回，另外转出"})
    hold([found.person_id])
    still_there(found)
    members.transfer(actor=SYSTEM, person=found.person_id, to=found.receiver_id, on=on, group=group)
    closed_by_move(found.person_id, on)
    on_record(
        "transfer_receipt",
        node=found.sender_id,
        person=found.person_id,
        on=on,
        about=found.out_id,
        columns={"by": "receiving"},
    )
    found.state, found.received_on = State.RECEIVED, on
    found.received_by = actor.name[:80]
    found.version += 1
    found.save()
    note(found, State.SENT.value, on)
    tell_received(found, actor)
    return found
