"""Telling those concerned; neither where somebody is nor what was written goes out by mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import LEADERS, ORGANISERS
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox.actions import Letter, queue_many

if TYPE_CHECKING:
    from zhidu.apps.transfers.away_models import Away, News, Report
    from zhidu.foundation.access.rules import Actor


def _send(users: Iterable[int], subject: str, body: str, key: str, link: str) -> None:
    letters = [
        Letter(receiver=user, subject=subject, body=body, key=f"{key}:{user}", link=link)
        for user in sorted(set(users))
    ]
    if letters:
        queue_many(letters)


def _account(person: int | None) -> list[int]:
    found = identity.account_of(person) if person is not None else None
    return [found.pk] if found is not None else []


def tell_departure(made: Away, actor: Actor) -> None:
    """Those who keep the register hear that somebody is going away."""
    users = set(holders_at(made.organization.path, ORGANISERS, today())) - {actor.user}
    body = f"打算 {made.leaves_on.month}月{made.leaves_on.day}日走。请在走以前登记：活动证、联系人。"
    _send(users, f"外出报告：{made.person.name}", body, f"{made.code}:reported", made.get_absolute_url())


def tell_registered(made: Away) -> None:
    """The member hears who keeps in touch, and that one hears of it."""
    name = made.person.name
    link = made.get_absolute_url()
    _send(
        _account(made.contact_id),
        f"请您联系外出的{name}",
        "平时问问思想、就业、生活情况，在网站上记一笔。联系方式写在网站上。",
        f"{made.code}:contact:{made.version}",
        link,
    )
    _send(
        _account(made.person_id),
        "外出已登记",
        "活动证和联系人写在网站上；每年至少向支部汇报一次，手机上写就行。",
        f"{made.code}:registered:{made.version}",
        link,
    )


def tell_back(made: Away, actor: Actor) -> None:
    """Those who keep the register and the contact person hear that somebody is back."""
    users = set(holders_at(made.organization.path, ORGANISERS, today())) | set(_account(made.contact_id))
    body = "请查验活动证；没有汇报的，请本人汇报外出情况。"
    _send(
        users - {actor.user},
        f"{made.person.name}外出回来了",
        body,
        f"{made.code}:back",
        made.get_absolute_url(),
    )


def tell_report(made: Report, actor: Actor) -> None:
    """Those who read it hear that there is something to read."""
    users = set(holders_at(made.organization.path, LEADERS, today()))
    users |= set(_account(made.heard_by_id))
    if made.away is not None:
        users |= set(_account(made.away.contact_id))
    subject = f"{made.kind_name}：{made.person.name}"
    _send(
        users - {actor.user},
        subject,
        "请在网站上看，答复一句。",
        f"{made.code}:made",
        made.get_absolute_url(),
    )


def tell_answer(made: Report) -> None:
    """The member hears that there is an answer."""
    subject = f"{made.kind_name}有了答复"
    _send(_account(made.person_id), subject, "请在网站上看。", f"{made.code}:answer", made.get_absolute_url())


def tell_news(made: News, users: Iterable[int]) -> None:
    """Everybody away hears that there is news; what it says is read on the site."""
    subject = f"支部情况通报：{made.organization.name}"
    _send(users, subject, "支部这一段的工作，请在网站上看。", made.code, made.get_absolute_url())
