"""Somebody comes from elsewhere with a letter (凭介绍信接收): on the register, and a receipt to send back."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members import actions as members
from zhidu.apps.members import queries as people
from zhidu.apps.transfers.access import RECEIVE
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.saving import an_organization, issuer_of, note, past, said
from zhidu.apps.transfers.states import State
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now
from zhidu.foundation.papers.numbering import next_number

SERIES = "org-{}/组织关系回执"
TYPES = people.MEMBER_TYPES


@act("transfers.admit_by_letter", "凭介绍信接收")
def admit_by_letter(
    *,
    actor: Actor,
    organization: int,
    came_from: str,
    letter: str,
    written_on: date,
    until: date,
    on: date,
    type: str,  # noqa: A002 - the word of the vocabulary
    name: str = "",
    person: int | None = None,
    group: int | None = None,
) -> Transfer:
    """Take in somebody new by *name*, or *person*, who was here before and left. *until*: the letter's last day.

    Raises Wrong for a letter that had run out before *on*, and for one that was used already.
    """
    node = an_organization(organization, "organization")
    RECEIVE.require_at(actor, node.path)
    origin = said(came_from, "came_from", "从哪个组织转来", longest=120)
    words = said(letter, "letter", "介绍信的编号", longest=60)
    past(written_on, "written_on")
    past(on, first=written_on, since="介绍信的日期")
    wrong = {}
    if until < on:
        wrong["until"] = f"介绍信有效期到 {until}，接收日期是 {on}；过期的应退回，请转出组织另开"
    if type not in TYPES:
        wrong["type"] = "请选正式党员或预备党员"
    if Transfer.objects.filter(sender=None, sender_words=origin, letter_words=words).exists():
        wrong["letter"] = f"{origin}的 {words} 已经用过；一封介绍信只用一次，请核对编号"
    if wrong:
        raise Wrong(wrong)
    who = _taken_in(node.pk, name, person, type, on, group)
    issuer = issuer_of(node)
    made = Transfer.objects.create(
        person_id=who,
        sender_words=origin,
        receiver=node,
        reason="凭介绍信转来",
        state=State.RECEIVED,
        asked_at=now(),
        asked_by=actor.user,
        issuer=issuer,
        letter_words=words,
        receipt_number=next_number(SERIES.format(issuer.pk), on.year),
        sent_on=written_on,
        until=until,
        received_on=on,
        received_by=actor.name[:80],
    )
    note(made, None, on, letter=words)
    return made


def _taken_in(
    node: int,
    name: str,
    person: int | None,
    type: str,  # noqa: A002
    on: date,
    group: int | None,
) -> int:
    """On the register again, or for the first time."""
    if person is None:
        made = members.admit(
            actor=SYSTEM, organization=node, name=name, type=type, on=on, group=group, attributes={}
        )
        return int(made.pk)
    members.readmit(actor=SYSTEM, person=person, organization=node, type=type, on=on, group=group)
    return person
