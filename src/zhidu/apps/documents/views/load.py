"""What an address points at, and whom a document may go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest

from zhidu.apps.documents.access import SEE
from zhidu.apps.documents.models import Document
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

PLACES, BELOW = 200, 120


def document_or_404(request: HttpRequest, pk: int, verb: Verb = SEE) -> Document:
    """The document. Raises Refused for whoever may not."""
    found = (
        Document.objects.select_related("organization", "answers__organization", "about")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404("没有这份公文")
    verb.require(request.actor, found)
    request.nav_key = "documents"
    return found


def places(actor: Actor, verb: Verb) -> list[Node]:
    """Organisations in whose name the actor may do that."""
    rows = orgs.living(orgs.visible_nodes(actor), today()).filter(
        kind=orgs.ORGANIZATION, path__in=sorted({one.path for one in actor.held})
    )
    return [one for one in rows.order_by("path")[:PLACES] if verb.can_create(actor, one.path)]


def place_or_404(request: HttpRequest, pk: int, verb: Verb) -> Node:
    """The organisation that the address names."""
    found: Any = orgs.organization(pk)
    if found is None:
        raise Http404("没有这个组织")
    verb.require_at(request.actor, found.path)
    return found


def receivers(node: Node) -> tuple[list[tuple[str, str]], int]:
    """(number, name) of the superiors, the nearest first, and of what is directly under it; and how many that are."""
    above = [one for one in reversed(orgs.ancestors(node)) if one.kind == orgs.ORGANIZATION]
    rows = orgs.living(orgs.children(node), today()).filter(kind=orgs.ORGANIZATION).order_by("path")
    found = [(str(one.pk), f"{one.name}（上级）") for one in above]
    found += [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:BELOW]]
    return found, rows.count()
