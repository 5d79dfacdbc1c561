"""What an address points at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.recruitment import queries
from zhidu.apps.recruitment.access import SEE
from zhidu.apps.recruitment.models import Dossier
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

OFFERED = 100


def the_dossier(request: HttpRequest, pk: int, verb: Verb = SEE) -> Dossier:
    """Raises Http404 where there is none, Refused for whoever may not."""
    request.nav_key = "recruitment"
    try:
        found = queries.dossier(pk)
    except Dossier.DoesNotExist as error:
        raise Http404("没有这份材料") from error
    verb.require(request.actor, found)
    return found


def own_organizations(actor: Actor, verb: Verb) -> list[Node]:
    """Organisations where the actor holds an office and may do it; one query."""
    paths = sorted({one.path for one in actor.held if one.path})
    rows = orgs.visible_nodes(actor).filter(kind=orgs.ORGANIZATION, path__in=paths, until=None)
    return [one for one in rows[:OFFERED] if verb.can_create(actor, one.path)]
