"""Handing in an application with one's own account (递交入党申请), and what the branch does with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures.saving import writing
from zhidu.apps.recruitment.access import APPLY, BEGIN
from zhidu.apps.recruitment.actions.begin import begin
from zhidu.apps.recruitment.models import Application, Dossier
from zhidu.apps.recruitment.saving import some_words
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import ORGANISERS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.identity.actions.link_person import link_person
from zhidu.foundation.outbox.actions import queue

LONGEST_LETTER = 20_000


@act("recruitment.apply", "递交入党申请", covers=("S5.10.1",))
def apply(*, actor: Actor, organization: int, name: str, born: date, letter: str) -> Application:
    """Nobody hands in for another: it is the account's own. The branch is told and takes it in."""
    node = orgs.organization(organization)
    if node is None:
        raise Wrong({"organization": "没有这个党组织；请从列表中选择"})
    APPLY.require_at(actor, node.path)
    if actor.user is None:
        raise Wrong("请先登录；入党申请由本人用自己的帐号递交")
    waiting = Application.objects.filter(user=actor.user, dossier=None, returned="")
    if (
        waiting.exists()
        or Application.objects.filter(user=actor.user, dossier__ended_on=None).exclude(dossier=None).exists()
    ):
        raise Wrong("您已经递交过一份，还没有答复或者正在办；不用再交")
    if born >= today():
        raise Wrong({"born": "出生日期不对；请核对"})
    made = Application.objects.create(
        organization=node,
        user=actor.user,
        name=some_words(name, "name", 60),
        born=born,
        letter=some_words(letter, "letter", LONGEST_LETTER),
        handed_on=today(),
        at=now(),
    )
    record(obj=made.code, place=node.pk, on=made.handed_on, details={"user": actor.user})
    for user in holders_at(node.path, ORGANISERS, today()):
        queue(
            receiver=user,
            subject="收到一份入党申请",
            body=f"{node.name}收到一份入党申请，请收下并按期派人谈话。申请书在网站上。",
            key=f"{made.code}:{user}",
            link="/recruitment/",
        )
    return made


@act("recruitment.take_in", "收下递交来的入党申请")
def take_in(
    *, actor: Actor, application: int, procedure: str, about: Mapping[str, Any] | None = None
) -> Dossier:
    """It counts from the day it was handed in; the account is that of the person from now on."""
    row = _waiting(actor, application)
    made = begin(
        actor=actor,
        organization=row.organization_id,
        procedure=procedure,
        first=row.handed_on,
        name=row.name,
        about={**(about or {}), "born": row.born},
        letter=row.letter,
    )
    row.dossier, row.answered_at, row.answered_by = made, now(), actor.user
    row.save()
    _link(actor, row.user, made.person_id)
    record(obj=row.code, place=row.organization_id, on=row.handed_on, details={"dossier": made.pk})
    return made


@act("recruitment.return_application", "退回入党申请")
def return_application(*, actor: Actor, application: int, reason: str) -> Application:
    """Back to whoever handed it in, with the reason."""
    row = _waiting(actor, application)
    row.returned, row.answered_at, row.answered_by = some_words(reason, "reason", 300), now(), actor.user
    row.save()
    queue(
        receiver=row.user,
        subject="入党申请已退回",
        body=f"{row.organization.name}退回了您的申请：{row.returned}",
        key=f"{row.code}:returned",
        link="/recruitment/",
    )
    record(obj=row.code, place=row.organization_id, changes={"returned": (None, row.returned)})
    return row


def _waiting(actor: Actor, pk: int) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("organization")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Wrong("没有这份申请；请从列表中选择")
    BEGIN.require_at(actor, row.organization.path)
    if row.dossier_id is not None or row.returned:
        raise Wrong(f"这份申请{row.state_name}；不用再办")
    return row


def _link(actor: Actor, user: int, person: int) -> None:
    """The account belongs to the person, unless it is somebody's already."""
    account = identity.account(user)
    if account.person is None:
        link_person(actor=writing(actor), user=user, person=person)
