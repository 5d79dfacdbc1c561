"""A member asks that the 组织关系 be moved (申请转接); the branch does it."""

from __future__ import annotations

from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.notices import tell_asked
from zhidu.apps.transfers.saving import a_member, note, said
from zhidu.apps.transfers.states import OPEN
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now, today


@act("transfers.ask_transfer", "申请转接组织关系")
def ask_transfer(*, actor: Actor, where: str, reason: str) -> Transfer:
    """Say where to and why; the secretary, the deputy and the organiser of the branch are told. Nothing moves yet."""
    if actor.person is None:
        raise Wrong("您的帐号没有对应名册上的人；转接组织关系由所在的支部办")
    person = a_member(actor.person)
    words, why = said(where, "where", "转到哪里", longest=120), said(reason, "reason", "为什么转")
    if Transfer.objects.filter(person=person, state__in=OPEN).exists():
        raise Wrong("您已经有一次接转在办；要改的，先撤回那一次")
    made = Transfer.objects.create(
        person=person,
        sender=person.organization,
        receiver_words=words,
        reason=why,
        asked_at=now(),
        asked_by=actor.user,
    )
    note(made, None, today())
    tell_asked(made, actor)
    return made
