"""Sending somebody on (转出): directly to an organisation of the site, or with a letter to one that is not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.transfers.access import SEND
from zhidu.apps.transfers.limits import Limits, later
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.notices import tell_sent
from zhidu.apps.transfers.places import root_of
from zhidu.apps.transfers.records import on_record
from zhidu.apps.transfers.saving import a_member, an_organization, issuer_of, locked, note, past, said
from zhidu.apps.transfers.states import OPEN, State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now
from zhidu.foundation.papers.numbering import next_number

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

SERIES = "org-{}/组织关系介绍信"
FARTHEST = 366
"""Days; more is a mistyped year, whatever the rules say."""


@act("transfers.send_transfer", "转出组织关系")
def send_transfer(
    *,
    actor: Actor,
    person: int,
    on: date,
    reason: str,
    to: int | None = None,
    to_words: str = "",
    until: date | None = None,
    transfer: int | None = None,
    version: int = 0,
) -> Transfer:
    """Send *person* to *to*, or with a letter to *to_words*; *transfer* is what the member asked for beforehand.

    The person still belongs to the sender, who answers for him or her, until it is received. *until*: the last day
    on which that may be; no later than the rules in force allow, which is also what an empty one means. The letter
    gets the next number of the basic committee.
    """
    who = a_member(person)
    SEND.require_at(actor, who.organization.path)
    past(on)
    why = said(reason, "reason", "为什么转")
    receiver = an_organization(to, "to") if to is not None else None
    if receiver is not None and receiver.pk == who.organization_id:
        raise Wrong({"to": f"{who.name}现在就在{receiver.name}；应选另一个组织"})
    if receiver is not None and root_of(receiver.path) != root_of(who.organization.path):
        raise Wrong({"to": f"{receiver.name}不在同一棵组织树上；应开介绍信"})
    words = "" if receiver is not None else said(to_words, "to_words", "转到哪个组织", longest=120)
    row, before = _row(who, transfer, version, actor)
    row.receiver, row.receiver_words, row.reason = receiver, words, why
    row.state, row.sent_on, row.until = State.SENT, on, _until(row, on, until)
    if receiver is None:
        row.issuer = issuer_of(row.sender)
        row.letter_year = on.year
        row.letter_number = next_number(SERIES.format(row.issuer.pk), on.year)
    row.out_id = on_record(
        "transfer_out",
        node=row.sender_id,
        person=who.pk,
        on=on,
        columns={"via": "direct" if receiver is not None else "letter"},
    )
    row.save()
    note(row, before, on, letter=row.letter_number)
    tell_sent(row, actor)
    return row


def _row(who: Person, transfer: int | None, version: int, actor: Actor) -> tuple[Transfer, str | None]:
    """What was asked for, locked; else a new one. With how it stood."""
    if transfer is not None:
        row = locked(transfer, version)
        if row.person_id != who.pk or not row.asked:
            raise Wrong("这次申请已经办过；请看现在的情况")
        if row.sender_id != who.organization_id:
            raise Wrong(f"{who.name}已经不在{row.from_name}；请撤回这次申请")
        return row, str(row.state)
    if Transfer.objects.filter(person=who.pk, state__in=OPEN).exists():
        raise Wrong({"person": f"{who.name}已经有一次接转在办；请先办完或撤回那一次"})
    row = Transfer(person=who, sender=who.organization, asked_at=now(), asked_by=actor.user)
    return row, None


def _until(row: Transfer, on: date, until: date | None) -> date | None:
    limit = Limits(row.sender, on).letter
    latest = later(on, limit[1]) if limit is not None else None
    if until is None:
        return latest
    if until < on:
        raise Wrong({"until": f"有效期 {until} 早于转出日期 {on}；应在以后"})
    if limit is not None and latest is not None and until > latest:
        clause, length = limit
        told = f"{clause.title}（{clause.source}）：最长 {length.chinese()}"
        raise Wrong({"until": f"写的是 {until}；{told}，应不晚于 {latest}"})
    if (until - on).days > FARTHEST:
        raise Wrong({"until": f"写的是 {until}，离转出有一年多；请看一下年份"})
    return until
