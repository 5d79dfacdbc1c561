"""Organisations to choose from in a form: a few, found by name; a county has too many for one list."""

from __future__ import annotations

from django.db.models import Q

from zhidu.apps.orgs.access import SCOPE
from zhidu.apps.orgs.models import Node
from zhidu.apps.orgs.providers import BETWEEN, names_above
from zhidu.apps.orgs.queries import ORGANIZATION, living, visible_nodes
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.clock import today

MOST = 30


def organizations(
    actor: Actor, verb: Verb, text: str, *, without: Node | None = None, chosen: str | None = None
) -> list[tuple[str, str]]:
    """(id, name and where it stands) of living organisations where the actor may do *verb*.

    *without* leaves out a node and everything below it; *chosen* is always among them, so that a form that comes
    back still has what was chosen. Two queries.
    """
    rows = living(visible_nodes(actor), today()).filter(kind=ORGANIZATION).filter(_may(actor, verb))
    if without is not None:
        rows = rows.exclude(below("path", without.path))
        if without.parent_id is not None:
            rows = rows.exclude(pk=without.parent_id)
    wanted = Q(name__contains=text)
    if chosen and chosen.isdecimal():
        wanted |= Q(pk=int(chosen[:15]))
    found = list(rows.filter(wanted).order_by("path")[:MOST])
    above = names_above(found)
    return [(str(one.pk), BETWEEN.join([one.name, *reversed(above[one.pk])])) for one in found]


def _may(actor: Actor, verb: Verb) -> Q:
    """The same rule about the organisation itself, whatever the verb is otherwise asked about."""
    return Q() if actor.system else verb.rule.filter(actor, SCOPE)
