"""Keeping the index in step: with every act in its own transaction, and all of it anew on demand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db import transaction

from zhidu.foundation.search.models import Document
from zhidu.foundation.search.registry import Index, indexed
from zhidu.foundation.search.text import document

if TYPE_CHECKING:
    from zhidu.foundation.journal.models import Entry

BATCH = 1000


@dataclass(slots=True)
class Change:
    """How many documents were added, changed and taken away."""

    added: int = 0
    changed: int = 0
    gone: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)

    def __iadd__(self, other: Change) -> Self:
        self.added += other.added
        self.changed += other.changed
        self.gone += other.gone
        return self


def follow(entries: Sequence[Entry]) -> None:
    """Bring up to date whatever the entries of an act are about; in the transaction of the act."""
    for kind, index in indexed():
        if ids := {pk for entry in entries for pk in index.touched(entry)}:
            _refresh(kind, index, ids)


def refresh(kind: str, ids: Collection[int]) -> None:
    """Bring some objects up to date: for acts that write thousands under one entry."""
    index = dict(indexed())[kind]
    everything = sorted(ids)
    for start in range(0, len(everything), BATCH):
        _refresh(kind, index, everything[start : start + BATCH])


def _refresh(kind: str, index: Index, ids: Collection[int]) -> Change:
    """Write what is not as it should be; two queries where everything is."""
    wanted = {pk: text for pk, texts in index.texts(ids).items() if (text := document(index.letter, texts))}
    known = {one.object: one for one in Document.objects.filter(kind=kind, object__in=list(ids))}
    gone = [one.pk for pk, one in known.items() if pk not in wanted]
    if gone:
        Document.objects.filter(pk__in=gone).delete()
    changed = [one for pk, one in known.items() if pk in wanted and one.text != wanted[pk]]
    for one in changed:
        one.text = wanted[one.object]
    if changed:
        Document.objects.bulk_update(changed, ["text"], batch_size=200)
    added = [Document(kind=kind, object=pk, text=text) for pk, text in wanted.items() if pk not in known]
    if added:
        Document.objects.bulk_create(added, batch_size=BATCH)
    return Change(len(added), len(changed), len(gone))


def rebuild(tell: Callable[[int, int], object] = lambda _done, _total: None) -> Change:
    """Compare every object with its document and put right what differs, a thousand at a time.

    Nothing is emptied first, so the search goes on meanwhile; what an act writes meanwhile stays.
    """
    total = sum(index.every().count() for _, index in indexed())
    done, change = 0, Change()
    for kind, index in indexed():
        for ids in _batches(index):
            with transaction.atomic():
                change += _refresh(kind, index, ids)
            done += len(ids)
            tell(done, total)
        change.gone += _sweep(kind, index)
    known = [kind for kind, _ in indexed()]
    strangers = Document.objects.exclude(kind__in=known)
    change.gone += int(strangers.delete()[0])
    return change


def _batches(index: Index) -> Iterator[list[int]]:
    """All ids, by keyset: a cursor held open would not outlive the transactions between."""
    last = -1
    while ids := list(index.every().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


def _sweep(kind: str, index: Index) -> int:
    """Take away the documents of objects that are gone."""
    gone = Document.objects.filter(kind=kind).exclude(object__in=index.every().order_by().values("pk"))
    return int(gone.delete()[0])
