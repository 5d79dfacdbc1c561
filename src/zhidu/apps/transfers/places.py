"""Where somebody may go, and who was here before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Length

from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

MOST, NEAR = 30, 12


def root_of(path: str) -> str:
    """The place at the very top of the tree in which *path* lies."""
    return path[: orgs.length_below("")]


def places_to_go(node: Node, text: str, *, chosen: str | None = None) -> list[tuple[str, str]]:
    """Organisations to choose from: those found by name anywhere in the tree, else those beside *node*. One query.

    Also outside what the actor may look at: one has to be able to say where somebody goes. Not in another tree of the
    site, though: whoever goes there takes a letter along.
    """
    tree = orgs.organizations_under(root_of(node.path))
    rows = orgs.living(tree, today()).exclude(pk=node.pk).select_related("parent")
    again = Q(pk=int(chosen[:15])) if chosen and chosen.isascii() and chosen.isdecimal() else Q(pk__in=[])
    wanted = Q(name__contains=text) if text else Q(parent=node.parent_id)
    found = rows.filter(wanted | again).order_by(Length("path"), "path")[: MOST if text else NEAR]
    return [(str(one.pk), f"{one.name}（{one.parent.name}）" if one.parent else one.name) for one in found]


def former_members(node: Node) -> list[tuple[str, str]]:
    """Who belonged here last and left; one query."""
    rows = members.gone(node.pk)[:100]
    return [(str(one.pk), f"{one.name}（{one.until} 离开）") for one in rows]
