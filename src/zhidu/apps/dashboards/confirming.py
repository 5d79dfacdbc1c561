"""Self-study, books and papers that wait for the branch's word, as a line of the officer's day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from zhidu.apps.dashboards.due import Due
from zhidu.apps.learning import queries as learning
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

MOST = 6


def due(actor: Actor, node: Node, day: date) -> list[Due]:
    """One line for all of them; one query."""
    found = learning.to_confirm(actor, node.pk, MOST + 1)
    if not found:
        return []
    first = found[0]
    number = f"{len(found)} 条" if len(found) <= MOST else f"{MOST} 条以上"
    waited = (day - first.at.astimezone(ZONE).date()).days
    return [
        Due(
            verdict="待办",
            title=f"确认自学、读书 {number}",
            reason=f"{first.person.name}：{first.title}{'等' if len(found) > 1 else ''}。",
            left=f"已等 {waited} 天" if waited else "今天报的",
            action="去确认",
            href=reverse("learning:reports", args=[node.pk]),
        )
    ]
