"""What a notice may tell of: records that a clause wants told, and open cases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from zhidu.apps.activities import queries as activities
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.disclosure.access import KEEP
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.kinds.params import Disclosure
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

MOST = 40
LATELY = timedelta(days=400)
PLACES = 600


def told_of(node: Node) -> set[str]:
    """Kinds of record that clauses in force want told."""
    return {
        duty.clause.params.what
        for duty in adoption.duties(node)
        if isinstance(duty.clause.params, Disclosure)
    }


def records(actor: Actor, node: Node, chosen: str = "") -> list[tuple[str, str]]:
    """(number, name) of records of *node* that a clause wants told, the latest first; *chosen* is among them."""
    rows = activities.visible_activities(actor).filter(organization=node, voided_at=None)
    wanted = rows.filter(kind__in=told_of(node), on__range=(today() - LATELY, today()))
    found = list(wanted.order_by("-on", "-pk")[:MOST])
    if chosen.isascii() and chosen.isdecimal() and len(chosen) < 12:
        found += [one for one in rows.filter(pk=int(chosen)) if one not in found]
    return [
        (
            str(one.pk),
            f"{one.on.month}月{one.on.day}日 {one.kind_name}{f'：{one.title}' if one.title else ''}",
        )
        for one in found
    ]


def matters(actor: Actor, node: Node) -> list[tuple[str, str]]:
    """(number, name) of open cases of an organisation."""
    rows = activities.visible_matters(actor).filter(organization=node, last=None, kind="case")
    return [(str(one.pk), one.title) for one in rows.order_by("-pk")[:MOST]]


def organizations(actor: Actor) -> list[tuple[str, str]]:
    """(number, name) of organisations where the actor may disclose."""
    rows = orgs.living(orgs.visible_nodes(actor), today()).filter(kind=orgs.ORGANIZATION).order_by("path")
    return [(str(one.pk), one.name) for one in rows[:PLACES] if KEEP.can_create(actor, one.path)]
