"""Reading the journal: an object's history, and the feed for followers.

Whether the chains are whole is in :mod:`zhidu.foundation.journal.verify`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import connection
from django.db.models import Q, QuerySet

from zhidu.foundation.clock import ZONE, now
from zhidu.foundation.journal.models import Entry, Head, OldValues, Reader
from zhidu.foundation.journal.seals import Damaged, last_seal, seal, sealed
from zhidu.foundation.journal.verify import Fault, verify
from zhidu.foundation.journal.write import stream_of
from zhidu.foundation.keys import keyring

__all__ = [
    "Cursor",
    "Fault",
    "about",
    "advance",
    "chains",
    "changes_of",
    "entries",
    "feed",
    "last_seal",
    "latest",
    "position",
    "seal",
    "size",
    "verify",
    "written_since",
]


def about(obj: str) -> QuerySet[Entry]:
    """Entries about one object, newest first."""
    return Entry.objects.filter(object=obj).select_related("old_values").order_by("-id")


def entries(
    *, obj: str = "", actor: int | None = None, place: int | None = None, day: date | None = None
) -> QuerySet[Entry]:
    """Entries by what they are about, who did it, whose affair it was and when it was entered, newest first.

    Old values stay where they are: this is for looking at what was done, not at what people entered.
    """
    found = Entry.objects.all()
    if obj:
        found = found.filter(object=obj)
    if actor is not None:
        found = found.filter(actor=actor)
    if place is not None:
        found = found.filter(place=place)
    if day is not None:
        midnight = datetime.combine(day, time(), ZONE)
        found = found.filter(entered_at__gte=midnight, entered_at__lt=midnight + timedelta(days=1))
    return found.order_by("-id")


def chains(place: int | None = None) -> QuerySet[Head]:
    """The ends of the chains, the longest first; of one organisation where *place* says so."""
    found = Head.objects.filter(number__gt=0)
    return (found if place is None else found.filter(pk=stream_of(place))).order_by("-number", "stream")


def changes_of(entry: Entry) -> Mapping[str, list[Any]] | None:
    """Column → [before, after]; None where nothing was kept or it has been erased."""
    try:
        return json.loads(keyring().open(entry.old_values.sealed))
    except (OldValues.DoesNotExist, InvalidToken):
        return None


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the feed; everything up to it has been seen."""

    transaction: int = 0
    entry: int = 0


def feed(since: Cursor, limit: int = 1000) -> list[Entry]:
    """Entries after *since* in an order that never puts one before a place already read.

    On PostgreSQL ids are not the order of commits: a slow writer may commit a smaller id later. So entries are
    read by transaction id, and only below the oldest transaction still running.
    """
    return list(_settled(Entry.objects.filter(_after(since))).order_by("transaction", "id")[:limit])


def latest() -> Cursor:
    """The end of the feed as it is now: nothing that commits later can come before it."""
    found = _settled(Entry.objects.order_by("-transaction", "-id")).values_list("transaction", "id").first()
    return Cursor(*found) if found else Cursor()


def written_since(cursor: Cursor, places: Collection[int] | QuerySet | None) -> bool:
    """Whether anything was written after *cursor* in the affairs of *places* (a query for them; None: of anybody)."""
    found = Entry.objects.filter(_after(cursor))
    return (found if places is None else found.filter(place__in=places)).exists()


def _after(cursor: Cursor) -> Q:
    return Q(transaction__gt=cursor.transaction) | Q(transaction=cursor.transaction, id__gt=cursor.entry)


def _settled(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Only what no running transaction can come before any more."""
    if connection.vendor != "postgresql":
        return entries
    return entries.extra(where=["transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"])


def size() -> tuple[int, int, int]:
    """How many entries there are, in how many chains, of which so many were ever sealed."""
    try:
        known = len(sealed())
    except Damaged:
        known = 0
    return Entry.objects.count(), Head.objects.filter(number__gt=0).count(), known


def position(reader: str) -> Cursor:
    """How far *reader* has read."""
    row = Reader.objects.filter(pk=reader).first()
    return Cursor(row.transaction, row.entry) if row else Cursor()


def advance(reader: str, entry: Entry) -> None:
    """*reader* has dealt with everything up to *entry*."""
    Reader.objects.update_or_create(
        pk=reader, defaults={"transaction": entry.transaction, "entry": entry.pk, "at": now()}
    )


def skip_to_end(reader: str) -> None:
    """*reader* needs nothing of what has been written so far."""
    end = latest()
    Reader.objects.update_or_create(
        pk=reader, defaults={"transaction": end.transaction, "entry": end.entry, "at": now()}
    )
