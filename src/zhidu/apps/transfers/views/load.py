"""What an address points at, and where somebody is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.transfers import queries
from zhidu.apps.transfers.access import SEE
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node
    from zhidu.apps.transfers.models import Transfer
    from zhidu.foundation.access.rules import Actor
    from zhidu.foundation.access.verbs import Verb

OFFERED = 50


def organization_or_404(request: HttpRequest, pk: int, verb: Verb) -> Node:
    """The organisation. Raises Refused for whoever may not."""
    found = orgs.organization(pk)
    if found is None:
        raise Http404("没有这个组织")
    verb.require_at(request.actor, found.path)
    request.nav_key = "transfers"
    return found


def transfer_or_404(request: HttpRequest, pk: int, verb: Verb = SEE) -> Transfer:
    """The transfer; for whoever may see it. Raises Refused where it takes more."""
    found = queries.visible(request.actor).filter(pk__exact=pk).first()
    if found is None:
        raise Http404("没有这次接转")
    if verb is not SEE and not verb.can(request.actor, found):
        raise Refused(verb, obj=found)
    request.nav_key = "transfers"
    return found


def kept_by(actor: Actor, verb: Verb) -> list[Node]:
    """Organisations where the actor holds an office that may do *verb*."""
    paths = sorted({one.path for one in actor.held if one.path and verb.can_create(actor, one.path)})
    if not paths:
        return []
    rows = orgs.living(orgs.visible_nodes(actor), today()).filter(kind=orgs.ORGANIZATION, path__in=paths)
    return list(rows[:OFFERED])
