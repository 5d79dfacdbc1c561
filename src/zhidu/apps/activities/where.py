"""Where somebody may record things: the places a form offers."""

from __future__ import annotations

from zhidu.apps.activities.access import RECORD
from zhidu.apps.activities.places import Place, places
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

MOST = 600
"""Places offered in one list; whoever is above more goes to the page of the organisation first."""


def offered(actor: Actor) -> list[Place]:
    """Nodes that exist today and where the actor may record, in the order of the tree. Three queries."""
    seen = orgs.living(orgs.visible_nodes(actor), today()).order_by("path").values_list("pk", flat=True)
    found = places(list(seen[:MOST]))
    ordered = sorted(found.values(), key=lambda one: one.node.path)
    return [one for one in ordered if RECORD.can(actor, one)]


def choices(found: list[Place]) -> list[tuple[str, str]]:
    """For a list to choose from: what lies in an organisation stands under it."""
    return [
        (str(one.node.id), one.node.name if one.node.id == one.organization.id else f"　{one.node.name}")
        for one in found
    ]
