"""The receipt came back (回执): only now the person leaves the site for good."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members import actions as members
from zhidu.apps.members.changing import hold
from zhidu.apps.transfers.access import SEND
from zhidu.apps.transfers.away_saving import closed_by_move
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import locked, note, past, said, still_there
from zhidu.apps.transfers.states import State
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act

GONE = "transferred_out"


@act("transfers.record_receipt", "登记介绍信回执")
def record_receipt(*, actor: Actor, transfer: int, version: int, on: date, received_by: str) -> Transfer:
    """*on* is the day the other side took the person in, as the receipt says; the last day here.

    A receipt that came after the letter ran out is taken all the same: the clause about it then says 迟办.
    """
    found = locked(transfer, version)
    SEND.require(actor, found)
    if not found.sent or not found.by_letter:
        raise Wrong(f"这次接转现在是“{found.state_name}”，没有在等回执")
    past(on, first=found.sent_on, since="转出日期")
    who = said(received_by, "received_by", "由谁接收", longest=80)
    hold([found.person_id])
    still_there(found)
    closed_by_move(found.person_id, on)
    members.leave(actor=SYSTEM, person=found.person_id, last=on, why=GONE)
    on_record(
        "transfer_receipt",
        node=found.sender_id,
        person=found.person_id,
        on=on,
        about=found.out_id,
        columns={"by": "receiving"},
    )
    found.state, found.received_on, found.received_by = State.RECEIVED, on, who
    found.version += 1
    found.save()
    note(found, State.SENT.value, on)
    return found
