"""Telling those concerned of a transfer; the reason is read on the site and not in a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhidu.apps.transfers.states import State
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox.actions import queue

if TYPE_CHECKING:
    from zhidu.apps.transfers.models import Transfer
    from zhidu.foundation.access.rules import Actor


def _tell(found: Transfer, path: str | None, actor: Actor, word: str, subject: str, body: str) -> None:
    if path is None:
        return
    for user in sorted(set(holders_at(path, ORGANISERS, today())) - {actor.user}):
        queue(
            receiver=user,
            subject=subject,
            body=body,
            key=f"{found.code}:{word}:{found.version}:{user}",
            link=found.get_absolute_url(),
        )


def _path(node: object) -> str | None:
    return getattr(node, "path", None)


def tell_asked(made: Transfer, actor: Actor) -> None:
    """The branch hears that a member asks to be transferred."""
    subject = f"申请转接组织关系：{made.person.name}"
    _tell(made, _path(made.sender), actor, "asked", subject, "请在网站上看转到哪里，办转出或退回。")


def tell_sent(made: Transfer, actor: Actor) -> None:
    """The receiver hears that somebody is coming; nobody elsewhere can be told this way."""
    body = f"{made.from_name}把{made.person.name}的组织关系转来。接收以前，仍由{made.from_name}管理。"
    if made.until is not None:
        body += f"请在 {made.until.month}月{made.until.day}日以前接收。"
    _tell(made, _path(made.receiver), actor, "sent", f"请接收组织关系：{made.person.name}", body)
    _tell_person(made, "sent", "组织关系已转出", f"转到{made.to_name}；接收以前您还在原支部过组织生活。")


def tell_received(made: Transfer, actor: Actor) -> None:
    """The sender and the member hear that it is done."""
    subject = f"组织关系已接收：{made.person.name}"
    _tell(made, _path(made.sender), actor, "received", subject, f"{made.to_name}已接收。")
    _tell_person(made, "received", "组织关系已接收", f"您现在在{made.to_name}。")


def tell_ended(made: Transfer, actor: Actor) -> None:
    """Both ends and the member hear that it came to nothing."""
    subject = f"接转{made.state_name}：{made.person.name}"
    body = f"{made.person.name}仍在{made.from_name}。理由写在网站上。"
    for place in (made.sender, made.receiver):
        _tell(made, _path(place), actor, "ended", subject, body)
    if made.state != State.WITHDRAWN or made.ended_why != "本人撤回":
        _tell_person(made, "ended", f"组织关系{made.state_name}", "您仍在原支部。理由写在网站上。")


def _tell_person(made: Transfer, word: str, subject: str, body: str) -> None:
    account = identity.account_of(made.person_id)
    if account is not None:
        queue(
            receiver=account.pk,
            subject=subject,
            body=body,
            key=f"{made.code}:{word}:{made.version}:own",
            link=made.get_absolute_url(),
        )


def tell_overdue(made: Transfer) -> None:
    """Both ends and the superiors of the sender hear that it ran out."""
    subject = f"组织关系过期没有接收：{made.person.name}"
    body = (
        f"{made.from_name}转往{made.to_name}，有效期到 {made.until}，还没有回执；{made.from_name}仍负责管理。"
    )
    above = made.sender.parent if made.sender is not None else None
    for place in (made.sender, made.receiver, above):
        _tell(made, _path(place), SYSTEM, "overdue", subject, body)
    if above is not None:
        for user in holders_at(above.path, [SUPERIOR], today()):
            queue(
                receiver=user,
                subject=subject,
                body=body,
                key=f"{made.code}:overdue:{user}",
                link=made.get_absolute_url(),
            )
