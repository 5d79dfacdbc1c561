"""What was arranged: by day, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.states import State
from zhidu.apps.compliance.brief import short_name
from zhidu.apps.meetings import queries as meetings
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.orgs.models import Node

LOOKING_BACK = timedelta(days=60)
"""Arrangements whose day passed longer ago than this are looked up in the list of records."""
MOST = 60


def where(node: Node) -> Q:
    """Records of an organisation with its groups, or of one group."""
    return Q(organization=node.pk) if node.kind == "organization" else Q(node=node.pk)


def recorded(actor: Actor, node: Node) -> QuerySet[Activity]:
    """What the actor may see of the records of an organisation or a group; what was voided is left out."""
    seen = activities.visible_activities(actor).filter(where(node), voided_at=None)
    return seen.select_related("node", "person").defer("notes")


@dataclass(frozen=True, slots=True)
class Plans:
    """Arrangements still open, in order of time."""

    over: list[Activity]
    """Their day has passed, and nobody wrote down whether they were held."""
    soon: list[Activity]
    """Today and within the week."""
    later: list[Activity]
    rooms: frozenset[int] = frozenset()
    """Those of them whose room is open."""


def plans(actor: Actor, node: Node, day: date, week: timedelta) -> Plans:
    """Open arrangements of an organisation or a group; two queries."""
    rows = recorded(actor, node).filter(state=State.PLANNED, on__gte=day - LOOKING_BACK)
    found = list(rows.order_by("on", "begins", "pk")[:MOST])
    return Plans(
        over=[one for one in found if one.on < day],
        soon=[one for one in found if day <= one.on <= day + week],
        later=[one for one in found if one.on > day + week],
        rooms=meetings.running(node.pk if node.kind == "organization" else node.parent_id or 0),
    )


def called(one: Activity, home: str) -> str:
    """What is arranged, and of whom where that is not the organisation itself: 第2党小组 党小组会."""
    whom = one.person.name if one.person else short_name(one.node.name, home)
    return one.kind_name if whom == home else f"{whom} {one.kind_name}"
