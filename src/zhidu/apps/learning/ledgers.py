"""What the yearly ledgers hold of study beside the sessions: the plan, and what each person studied (学时登记)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from zhidu.apps.learning import standing
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.models import Plan
from zhidu.apps.learning.sheet import plan_rows
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node
    from zhidu.foundation.access.rules import Actor

Cell = str | int | Decimal | date | None


def plan(node: Node, year: int) -> list[list[Cell]]:
    """The sessions of the year's plan: day, hours, who, what, by whom; nothing where there is no plan."""
    found = Plan.objects.select_related("organization").filter(organization=node, year=year).first()
    rows = plan_rows(found) if found is not None else []
    return [[number, row[1], row[2], row[3], row[4], row[7]] for number, row in enumerate(rows, start=1)]


def hours(actor: Actor, node: Node, year: int) -> list[list[Cell]]:
    """Each member's year, for whoever keeps study there; nobody else is told of single persons."""
    if not actor.system and not KEEP.can_create(actor, node.path):
        return []
    day = min(today(), date(year, 12, 31))
    return [
        [
            number,
            one.name,
            one.sessions,
            "；".join(
                f"{need.name} {need.done.normalize():f} {need.unit}，应 {need.need.normalize():f}"
                for need in one.needs
            ),
            f"{one.hours.normalize():f} 小时" if one.hours else None,
            one.books,
            one.papers,
        ]
        for number, one in enumerate(standing.lines(node, day), start=1)
    ]
