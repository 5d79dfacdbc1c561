"""Transfers, floating members and reports on the first page: what the organisation has to see to next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from zhidu.apps.dashboards.due import Due
from zhidu.apps.transfers import away_queries as away
from zhidu.apps.transfers import queries as transfers
from zhidu.apps.transfers.limits import Limits
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node
    from zhidu.apps.transfers.models import Transfer


def due(actor: Actor, node: Node, day: date) -> list[Due]:
    """At most one line of each kind; four queries."""
    limits = Limits(node, day)
    found = [*_transfers(node, day), *_away(actor, node, limits)]
    waiting = list(away.to_answer(actor).filter(organization=node)[:MANY])
    if waiting:
        first = waiting[0]
        found.append(
            _line(
                f"看党员汇报 {_number(len(waiting), '份')}",
                f"{first.person.name}：{first.kind_name}{'等' if len(waiting) > 1 else ''}。看了答复一句。",
                f"已等 {(day - first.on).days} 天" if first.on < day else "今天交来",
                "去看",
                reverse("transfers:reports"),
            )
        )
    lost = [one for one in away.lost_here(node.pk) if (at := away.lost_due(one, limits)) and at[0] < day]
    if lost:
        found.append(
            _line(
                f"失去联系到了该研究的时候 {_number(len(lost), '人')}",
                f"{lost[0].person.name}{'等' if len(lost) > 1 else ''}；继续查找，由组织研究，不会自动处理。",
                f"从 {lost[0].since.month}月{lost[0].since.day}日起",
                "去看",
                reverse("transfers:lost"),
            )
        )
    return found


MANY = 9
"""Counted one by one up to here."""


def _number(number: int, word: str) -> str:
    return f"{number} {word}" if number < MANY else f"{MANY} {word}以上"


def _line(title: str, reason: str, left: str, action: str, href: str) -> Due:
    return Due(verdict="待办", title=title, reason=reason, left=left, action=action, href=href)


def _transfers(node: Node, day: date) -> list[Due]:
    rows = transfers.concerning(node)
    kinds: tuple[tuple[str, str, list[Transfer]], ...] = (
        (
            "接收组织关系",
            "去接收",
            [one for one in rows if one.sent and one.receiver_id == node.pk and not one.overdue],
        ),
        ("办组织关系转出", "去办", [one for one in rows if one.asked]),
        ("组织关系过期没有回执", "去催", [one for one in rows if one.overdue and one.sender_id == node.pk]),
    )
    found = []
    for title, action, some in kinds:
        if some:
            first = some[0]
            left = f"{first.until.month}月{first.until.day}日止" if first.until else "随时"
            if first.overdue and first.until:
                left = f"已超 {(day - first.until).days} 天"
            found.append(
                _line(
                    f"{title} {_number(len(some), '人')}",
                    f"{first.person.name}：{first.from_name}→{first.to_name}{'等' if len(some) > 1 else ''}。",
                    left,
                    action,
                    first.get_absolute_url() if len(some) == 1 else reverse("transfers:index"),
                )
            )
    return found


def _away(actor: Actor, node: Node, limits: Limits) -> list[Due]:
    rows, day = list(away.current(actor, node)[:50]), limits.day
    late = [one for one in rows if away.standing(one, limits, day).report_late]
    kinds = (
        (
            "登记外出流动",
            "活动证、联系人，在走以前办好。",
            [one for one in rows if one.reported and not one.registered_on],
        ),
        (
            "确认动身",
            "打算走的日子到了。",
            [one for one in rows if one.reported and one.registered_on and one.leaves_on <= day],
        ),
        ("查验活动证", "人已经回来。", [one for one in rows if one.back]),
        ("流动党员汇报过期", "打个电话，请他在手机上写几句，或者替他记。", late),
    )
    return [
        _line(
            f"{title} {_number(len(some), '人')}",
            f"{some[0].person.name}{'等' if len(some) > 1 else ''}：{why}",
            "随时",
            "去办",
            some[0].get_absolute_url() if len(some) == 1 else reverse("transfers:floating"),
        )
        for title, why, some in kinds
        if some
    ]


def above(actor: Actor, day: date) -> list[Due]:
    """For superiors: letters that ran out somewhere below, in one line; one query."""
    rows = list(transfers.overdue_seen(actor)[:MANY])
    if not rows:
        return []
    first = rows[0]
    return [
        _line(
            f"组织关系过期没有回执 {_number(len(rows), '人')}",
            f"{first.from_name} {first.person.name}{'等' if len(rows) > 1 else ''}。各组织的接转、流动、失联都在那里。",
            f"已超 {(day - first.until).days} 天" if first.until else "",
            "去看",
            reverse("transfers:overview"),
        )
    ]
