"""What the forms offer: organisations, meetings, people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from zhidu.apps.activities import queries as activities
from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.states import FORUM_OF
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

PLACES, MEETINGS = 600, 30
LATELY, SOON = timedelta(days=15), timedelta(days=60)


def organizations(actor: Actor) -> list[tuple[str, str]]:
    """(number, name) of organisations where the actor may put something to the vote."""
    rows = orgs.living(orgs.visible_nodes(actor), today()).filter(kind=orgs.ORGANIZATION).order_by("path")
    return [(str(one.pk), one.name) for one in rows[:PLACES] if RUN.can_create(actor, one.path)]


def meetings(actor: Actor, node: Node) -> list[tuple[str, str]]:
    """(number, name) of meetings of these weeks that decide things."""
    rows = activities.visible_activities(actor).filter(
        organization=node,
        kind__in=FORUM_OF,
        voided_at=None,
        on__range=(today() - LATELY, today() + SOON),
    )
    return [
        (
            str(one.pk),
            f"{one.on.month}月{one.on.day}日 {one.kind_name}{f'：{one.title}' if one.title else ''}",
        )
        for one in rows.order_by("on", "pk")[:MEETINGS]
    ]


def voters(node: Node) -> list[tuple[str, str]]:
    """(number, name) of the full members."""
    return [
        (str(one.person_id), one.person.name)
        for one in members.on_day(node.pk, today())
        if one.type == "full_member"
    ]


def people(actor: Actor, node: Node) -> list[tuple[str, str]]:
    """(number, name) of everybody on the register there, those on the way to membership first."""
    rows = members.visible_people(actor).filter(organization=node, until=None)
    found = sorted(rows[:PLACES], key=lambda one: (one.type == "full_member", one.pk))
    return [(str(one.pk), f"{one.name}（{one.type_name}）") for one in found]
