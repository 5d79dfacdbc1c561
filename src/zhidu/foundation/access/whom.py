"""Whom to ask: people by name who may do what somebody may not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.queries import in_force
from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import Actor, Held, Rule
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today

MOST = 3
LOOKED_AT = 60
"""Grants that are tried, the nearest first: above one organisation there are rarely as many."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person to ask."""

    name: str
    role: str

    def __str__(self) -> str:
        return f"{self.name}（{self.role}）"


def who_can(actor: Actor, refused: Refused, most: int = MOST) -> list[Somebody]:
    """At most *most* people who may, the nearest first; empty where nobody near is known. One query.

    Only people who hold something at the places where the actor holds something, or above these: whoever guesses
    the address of a stranger's record learns no stranger's name by it.
    """
    line = {one.path[:end] for one in actor.held for end in range(len(one.path) + 1)}
    if not line:
        return []
    rows = Grant.objects.filter(
        in_force(today()), path__in=line, role__in=_roles(refused.verb.rule), user__is_active=True
    )
    rows = rows.exclude(user=actor.user).select_related("user").order_by("-path", "id")[:LOOKED_AT]
    held: dict[int, list[Grant]] = defaultdict(list)
    for row in rows:
        held[row.user_id].append(row)
    order = list(ROLES)
    found = []
    for grants in held.values():
        user = grants[0].user
        other = Actor(
            user=user.pk, name=user.name, person=None, held=tuple(Held(one.role, one.path) for one in grants)
        )
        if not _may(other, refused):
            continue
        nearest = max(
            grants, key=lambda one: (len(one.path), -order.index(one.role) if one.role in order else 0)
        )
        found.append((-len(nearest.path), order.index(nearest.role), user.name, nearest.role_name))
    return [Somebody(name, role) for _, _, name, role in sorted(found)[:most]]


def _roles(rule: Rule) -> frozenset[str]:
    """Every role a rule speaks of: so that thirty fellow members are not tried before the one secretary."""
    own: frozenset[str] = getattr(rule, "roles", frozenset())
    return own.union(*(_roles(one) for one in getattr(rule, "rules", ())))


def _may(other: Actor, refused: Refused) -> bool:
    if refused.obj is not None:
        return refused.verb.can(other, refused.obj)
    if refused.path is not None:
        return refused.verb.can_create(other, refused.path)
    return refused.verb.somewhere(other)
