"""Days of birth of many people, and nothing else of their files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from zhidu.apps.registry.models import Profile
from zhidu.foundation.access.rules import below


def births_below(path: str) -> dict[int, date]:
    """Person → day of birth, for everybody whose last place is at or below *path*; one query."""
    rows = Profile.objects.filter(below("person__organization__path", path), born_on__isnull=False)
    return dict(rows.order_by().values_list("person_id", "born_on"))


def births_in(organizations: Collection[int] | None) -> dict[int, date]:
    """The same for those who ever belonged to one of some organisations (None: everybody); one query."""
    rows = Profile.objects.filter(born_on__isnull=False)
    if organizations is not None:
        rows = rows.filter(person__memberships__organization__in=organizations).distinct()
    return dict(rows.order_by().values_list("person_id", "born_on"))
