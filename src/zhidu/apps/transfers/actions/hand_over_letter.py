"""The letter is sealed and in the member's hands (盖章交给本人): only then it is a letter."""

from __future__ import annotations

from datetime import date

from zhidu.apps.transfers.access import SEND
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import locked, note, past
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act

PAPER = {"form": "transfer-letter", "fields": "stub;letter;receipt", "sealed": "true"}


@act("transfers.hand_over_letter", "介绍信盖章交给本人")
def hand_over_letter(*, actor: Actor, transfer: int, version: int, on: date) -> Transfer:
    """All three parts are filled in, with the seal and the seal across the stub; written down once."""
    found = locked(transfer, version)
    SEND.require(actor, found)
    if not found.by_letter or not found.sent:
        raise Wrong("没有等着盖章的介绍信；在本系统之内接转的不用介绍信")
    if found.sealed_on is not None:
        raise Wrong(f"{found.sealed_on} 已经盖章交给本人；开错了的请作废另开")
    found.sealed_on = past(on, first=found.sent_on, since="开介绍信的日期")
    found.version += 1
    found.save()
    on_record(
        "record",
        node=found.sender_id,
        person=found.person_id,
        on=on,
        about=found.out_id,
        columns=PAPER,
    )
    note(found, str(found.state), on, sealed=True)
    return found
