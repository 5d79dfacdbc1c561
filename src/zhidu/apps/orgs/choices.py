"""Organisations to choose from in a form: a few, found by name; a county has too many for one list."""

from __future__ import annotations

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Length

from zhidu.apps.orgs.access import SCOPE
from zhidu.apps.orgs.models import Node
from zhidu.apps.orgs.queries import ORGANIZATION, living, visible_nodes
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.clock import today

MOST = 30
NEAR = 12
"""Offered before anybody has searched: whoever wants another one finds it by name."""


def organizations(
    actor: Actor,
    verb: Verb,
    text: str,
    *,
    beside: Node | None = None,
    without: Node | None = None,
    chosen: str | None = None,
) -> list[tuple[str, str]]:
    """(id, name and superior) of living organisations where the actor may do *verb*.

    Without a *text* to search for, a few: those that stand beside *beside*, else those highest up. *without*
    leaves out a node and everything below it; *chosen* is always among them, so that a form that comes back still
    has what was chosen. One query, or two where nothing stands beside.
    """
    rows = living(visible_nodes(actor), today()).filter(kind=ORGANIZATION).filter(_may(actor, verb))
    if without is not None:
        rows = rows.exclude(below("path", without.path)).exclude(pk=without.parent_id)
    again = Q(pk=int(chosen[:15])) if chosen and chosen.isdecimal() else Q(pk__in=[])
    # what was chosen comes first, or it might be one too many
    rows = rows.annotate(other=Case(When(again, then=Value(0)), default=Value(1)))
    if text:
        found = list(rows.filter(Q(name__contains=text) | again).order_by("other", "path")[:MOST])
    else:
        near = rows.filter(Q(parent=beside.parent_id) | again) if beside is not None else rows
        found = list(near.order_by("other", Length("path"), "path")[:NEAR])
        if not found and beside is not None:
            found = list(rows.order_by(Length("path"), "path")[:NEAR])
    return [(str(one.pk), f"{one.name}（{one.parent.name}）" if one.parent else one.name) for one in found]


def _may(actor: Actor, verb: Verb) -> Q:
    """The same rule about the organisation itself, whatever the verb is otherwise asked about."""
    return Q() if actor.system else verb.rule.filter(actor, SCOPE)
