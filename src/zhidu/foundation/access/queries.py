"""Who holds what: grants of accounts on a day, and the actor they make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.rules import Actor, Held, below
from zhidu.foundation.clock import today


def in_force(day: date) -> Q:
    """Grants that hold on *day*."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


def actor_of(user: Any, day: date | None = None) -> Actor:  # noqa: ANN401 - the account model is a setting
    """The actor an account makes on a day; one query."""
    day = day or today()
    grants = Grant.objects.filter(in_force(day), user=user.pk).values_list("role", "path")
    held = tuple(Held(role, path) for role, path in grants)
    return Actor(user=user.pk, name=user.name, person=user.person, held=held, day=day)


def grants_below(path: str) -> QuerySet[Grant]:
    """All grants over a part of the tree, whoever holds them and whenever."""
    return Grant.objects.filter(below("path", path)).select_related("user")


def holders_at(path: str, roles: Iterable[str], day: date) -> list[int]:
    """Accounts that hold one of *roles* over that very place on a day: who is to be told."""
    found = Grant.objects.filter(in_force(day), path=path, role__in=list(roles), user__is_active=True)
    return list(found.order_by("user_id").values_list("user_id", flat=True).distinct())


def holders_at_each(paths: Iterable[str], roles: Iterable[str], day: date) -> dict[str, list[int]]:
    """Place → accounts that hold one of *roles* over that very place on a day; one query for every 500 places."""
    wanted, found = sorted(set(paths)), dict[str, list[int]]()
    for start in range(0, len(wanted), 500):
        rows = Grant.objects.filter(
            in_force(day), path__in=wanted[start : start + 500], role__in=list(roles), user__is_active=True
        )
        for path, user in rows.order_by("path", "user_id").values_list("path", "user_id").distinct():
            found.setdefault(path, []).append(user)
    return found


def grants_at(paths: Iterable[str], roles: Iterable[str], day: date) -> dict[int, str]:
    """Account → name of those who hold one of *roles* over one of these very places on a day; one query."""
    found = Grant.objects.filter(
        in_force(day), path__in=list(paths), role__in=list(roles), user__is_active=True
    )
    return dict(found.values_list("user_id", "user__name"))
