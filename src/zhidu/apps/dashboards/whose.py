"""Whose first page it is: which organisation or group somebody works for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.roles import COMMITTEE, GROUP_LEADER, SUPERIOR
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


def own_organization(actor: Actor) -> Node | None:
    """The organisation on whose committee the actor sits; of several, the one lowest in the tree."""
    paths = sorted({one.path for one in actor.held if one.role in COMMITTEE and one.path}, key=len)
    return orgs.at_path(paths[-1]) if paths else None


def own_group(actor: Actor) -> Node | None:
    """The Party group that the actor leads."""
    paths = [one.path for one in actor.held if one.role == GROUP_LEADER and one.path]
    return orgs.at_path(paths[0]) if paths else None


def own_place(actor: Actor) -> Node | None:
    """Where somebody is at home: the organisation or group they work for, else where they are a member."""
    found = own_organization(actor) or own_group(actor)
    if found is not None:
        return found
    paths = sorted({one.path for one in actor.held if one.path}, key=len)
    node = orgs.at_path(paths[-1]) if paths else None
    return orgs.organization_of(node) if node is not None else None


def first_page_is_own(actor: Actor) -> bool:
    """Whether the member's page is what *actor* sees first: neither officer nor superior."""
    return own_organization(actor) is None and not actor.holds(SUPERIOR) and own_group(actor) is None
