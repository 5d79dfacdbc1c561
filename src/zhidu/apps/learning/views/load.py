"""What an address points at: the organisation, the year, and where somebody begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from zhidu.apps.learning.access import SEE
from zhidu.apps.learning.saving import EARLIEST
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

OFFERED = 100


def organization_or_404(request: HttpRequest, pk: int, verb: Verb = SEE) -> Node:
    """The organisation. Raises Refused for whoever may not."""
    found = orgs.organization(pk)
    if found is None:
        raise Http404("没有这个组织")
    verb.require_at(request.actor, found.path)
    request.nav_key = "learning"
    return found


def asked_year(request: HttpRequest) -> int:
    """The year in the address, where it is one that may have a plan; else the running one."""
    text, year = request.GET.get("year", ""), today().year
    if len(text) == 4 and text.isascii() and text.isdecimal() and EARLIEST <= int(text) <= year + 1:
        return int(text)
    return year


def mine(actor: Actor) -> list[Node]:
    """Organisations whose study the actor looks after or takes part in by the very office or membership held there."""
    paths = sorted({one.path for one in actor.held if one.path})
    rows = orgs.living(orgs.visible_nodes(actor), today()).filter(kind=orgs.ORGANIZATION, path__in=paths)
    return [one for one in rows[:OFFERED] if SEE.can_create(actor, one.path)]


def home_of(actor: Actor) -> Node | None:
    """The organisation the actor belongs to as a member."""
    if actor.person is None:
        return None
    found = members.person(actor.person).organization
    return orgs.organization_of(found) if found is not None else None
