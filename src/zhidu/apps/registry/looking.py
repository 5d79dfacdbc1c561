"""Who may read what is masked just now, and what is kept of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from zhidu.apps.registry.models import Look
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import now
from zhidu.foundation.keys import personal

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUTES = 5
"""So long the page shows to one actor what is masked: enough to read it out, not to leave it open over lunch."""
LONGEST_REASON = 120


def open_until(actor: Actor, person: int) -> datetime | None:
    """Until when this actor reads what is masked in that file; None where it is masked."""
    if actor.user is None:
        return None
    rows = Look.objects.filter(person=person, by=actor.user, what=Look.UNMASKED, until__gt=now())
    return rows.values_list("until", flat=True).first()


def a_look(person: int, actor: Actor, what: str, why: str) -> Look:
    """The row that says so, not saved yet."""
    ring, moment = personal(), now()
    return Look(
        person_id=person,
        by=actor.user,
        what=what,
        at=moment,
        until=moment + timedelta(minutes=MINUTES) if what == Look.UNMASKED else None,
        sealed=ring.seal(why),
        key=ring.current,
    )


def looks_at(person: int, most: int) -> list[Look]:
    """The latest of them."""
    return list(Look.objects.filter(person=person)[:most])


def reasons(rows: Iterable[Look]) -> list[str]:
    """Why, for each."""
    ring = personal()
    return [ring.open(one.sealed) for one in rows]
