"""Days of birth of many people, and nothing else of their files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from zhidu.apps.registry.models import Profile


def with_births(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows about people with their days of birth beside them, as ``born_on``."""
    born = Profile.objects.filter(pk=OuterRef("person_id")).values("born_on")
    return rows.annotate(born_on=Subquery(born))


def births_in(organizations: Collection[int] | None) -> dict[int, date]:
    """The same for those who ever belonged to one of some organisations (None: everybody); one query."""
    rows = Profile.objects.filter(born_on__isnull=False)
    if organizations is not None:
        rows = rows.filter(person__memberships__organization__in=organizations).distinct()
    return dict(rows.order_by().values_list("person_id", "born_on"))
