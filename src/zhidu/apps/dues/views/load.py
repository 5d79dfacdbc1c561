"""What an address points at: the organisation, the month, and where somebody begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from zhidu.apps.dues.access import KEEP, SEE_PASSED
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.dues import Month
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

OFFERED = 100


def organization_or_404(request: HttpRequest, pk: int, verb: Verb = SEE_PASSED) -> Node:
    """The organisation. Raises Refused for whoever may not."""
    found = orgs.organization(pk)
    if found is None:
        raise Http404("没有这个组织")
    verb.require_at(request.actor, found.path)
    request.nav_key = "dues"
    return found


def asked_month(request: HttpRequest) -> Month:
    """The month in the address; the running one where there is none, or none that is a month."""
    try:
        return Month.parse(request.GET.get("month", ""))
    except ValueError:
        return Month.of(today())


def kept_by(actor: Actor) -> list[Node]:
    """Organisations whose dues the actor keeps or looks at by the very office held there."""
    paths = sorted({one.path for one in actor.held if one.path})
    rows = orgs.living(orgs.visible_nodes(actor), today()).filter(kind=orgs.ORGANIZATION, path__in=paths)
    return [
        one
        for one in rows[:OFFERED]
        if SEE_PASSED.can_create(actor, one.path) or KEEP.can_create(actor, one.path)
    ]
