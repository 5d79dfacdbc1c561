"""Official documents on the first page: what waits for the actor, and requests that wait for their reply."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from zhidu.apps.dashboards.due import Due
from zhidu.apps.documents import queries as documents
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE

if TYPE_CHECKING:
    from zhidu.apps.documents.models import Receipt
    from zhidu.apps.orgs.models import Node

MOST = 3
"""Requests named one by one."""


def due(actor: Actor, node: Node) -> list[Due]:
    """What of the organisation's documents the actor has to do next; four queries."""
    found = []
    for rows, title, action in (
        (documents.to_receive(actor).filter(organization=node), "签收公文", "去签收"),
        (documents.to_answer(actor).filter(organization=node), "批复下级的请示", "去批复"),
        (documents.to_check(actor).filter(organization=node), "核稿", "去核稿"),
        (documents.to_sign(actor).filter(organization=node), "签发公文", "去签发"),
    ):
        waiting = [str(getattr(one, "document", one)) for one in rows[: MOST + 1]]
        if waiting:
            several = len(waiting) > 1
            found.append(
                Due(
                    verdict="待办",
                    title=f"{title} {len(waiting)} 件" if len(waiting) <= MOST else f"{title} {MOST} 件以上",
                    reason=f"《{waiting[0]}》{'等' if several else ''}。",
                    left="随时",
                    action=action,
                    href=reverse("documents:index"),
                )
            )
    return found


def awaited(actor: Actor, node: Node) -> list[Receipt]:
    """Requests of the organisation that were sent and that nobody has answered yet, the oldest first; one query."""
    return list(documents.unanswered(actor).filter(document__organization=node).order_by("sent_at")[:MOST])


def since(receipt: Receipt, day: date) -> str:
    """已等 3 天."""
    sent = receipt.sent_at.astimezone(ZONE).date() if receipt.sent_at else day
    return f"{sent.month}月{sent.day}日发出，{'已经签收' if receipt.received_at else '还没有签收'}"
