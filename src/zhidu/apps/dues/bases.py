"""Bases as they are kept: sealed in the table, open only while an amount is worked out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from zhidu.apps.dues.models import Base
from zhidu.domain import dues as domain
from zhidu.domain.dues import Month
from zhidu.foundation.keys import personal


def seal(base: Decimal | None, agreed: Decimal | None) -> bytes:
    """What is not for everybody's eyes, encrypted with the key of the site, which is not in the database."""
    said = {"base": None if base is None else str(base), "agreed": None if agreed is None else str(agreed)}
    return personal().seal(json.dumps(said))


def opened(row: Base) -> domain.Base:
    """The same as the domain reads it."""
    said = json.loads(personal().open(bytes(row.sealed)))
    return domain.Base(
        since=Month.parse(row.since),
        payer=row.payer,
        amount=None if said["base"] is None else Decimal(said["base"]),
        agreed=None if said["agreed"] is None else Decimal(said["agreed"]),
    )


def bases_of(people: Collection[int]) -> dict[int, list[Base]]:
    """Person → what was set and still stands, the earliest first; one query."""
    found: dict[int, list[Base]] = defaultdict(list)
    for row in Base.objects.filter(person__in=people, superseded_at=None).order_by("since"):
        found[row.person_id].append(row)
    return found
