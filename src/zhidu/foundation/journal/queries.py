"""Reading the journal: an object's history, the feed for followers, and whether the chains are whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import connection
from django.db.models import Q, QuerySet

from zhidu.foundation.clock import now
from zhidu.foundation.journal.models import Entry, Head, OldValues, Reader
from zhidu.foundation.journal.write import digest_of
from zhidu.foundation.keys import keyring


def about(obj: str) -> QuerySet[Entry]:
    """Entries about one object, newest first."""
    return Entry.objects.filter(object=obj).select_related("old_values").order_by("-id")


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


def written_since(cursor: Cursor, places: Collection[int] | None) -> bool:
    """Whether anything was written after *cursor* in the affairs of *places* (None: of anybody)."""
    found = Entry.objects.filter(_after(cursor))
    return (found if places is None else found.filter(place__in=places)).exists()


def _after(cursor: Cursor) -> Q:
    return Q(transaction__gt=cursor.transaction) | Q(transaction=cursor.transaction, id__gt=cursor.entry)


def _settled(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Only what no running transaction can come before any more."""
    if connection.vendor != "postgresql":
        return entries
    return entries.extra(where=["transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"])


def position(reader: str) -> Cursor:
    """How far *reader* has read."""
    row = Reader.objects.filter(pk=reader).first()
    return Cursor(row.transaction, row.entry) if row else Cursor()


def advance(reader: str, entry: Entry) -> None:
    """*reader* has dealt with everything up to *entry*."""
    Reader.objects.update_or_create(
        pk=reader, defaults={"transaction": entry.transaction, "entry": entry.pk, "at": now()}
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a chain: where, and what."""

    stream: str
    number: int
    message: str

    def __str__(self) -> str:
        return f"链 {self.stream} 第 {self.number} 条：{self.message}"


def verify() -> Iterator[Fault]:
    """Walk every chain from its beginning; yields what was changed, removed or put in between."""
    heads = {head.stream: head for head in Head.objects.all()}
    streams = set(heads) | set(Entry.objects.order_by().values_list("stream", flat=True).distinct())
    for stream in sorted(streams):
        yield from _verify(stream, heads.get(stream))


def _verify(stream: str, head: Head | None) -> Iterator[Fault]:
    number, digest = 0, keyring().digest(stream)
    for entry in Entry.objects.filter(stream=stream).order_by("number").iterator(chunk_size=2000):
        if entry.number != number + 1:
            yield Fault(stream, number + 1, f"缺第 {number + 1} 至 {entry.number - 1} 条，应是连续的")
        elif entry.before != digest:
            yield Fault(stream, entry.number, "与上一条接不上，应记着上一条的校验值")
        if digest_of(entry) != entry.digest:
            yield Fault(stream, entry.number, "内容与写入时的校验值不符，被改动过")
        number, digest = entry.number, entry.digest
    if head is None:
        yield Fault(stream, number, "没有链尾的登记，应有一行")
    elif (head.number, head.digest) != (number, digest):
        yield Fault(stream, number + 1, f"登记的链尾是第 {head.number} 条，实际到第 {number} 条为止")
