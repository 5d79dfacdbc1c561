"""Sealing anew what older keys sealed, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import BinaryField, F, Func, QuerySet

from zhidu.apps.registry import photos, ports
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.boxes import resealed
from zhidu.apps.registry.models import Change, ImportBatch, Look, Photo, Profile, Proposal
from zhidu.apps.registry.writing import COLUMNS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import act, record
from zhidu.foundation.files import store
from zhidu.foundation.keys import Ring, personal

AT_ONCE = 200


def _profile(row: Profile, ring: Ring) -> None:
    resealed(row, ring)


def _sealed(column: str) -> Callable[[Any, Ring], None]:
    def again(row: Any, ring: Ring) -> None:  # noqa: ANN401 - any row with that column and a key
        content = getattr(row, column)
        if content is not None:
            setattr(row, column, ring.seal(ring.open_bytes(content)))
        row.key = ring.current

    return again


def _photo(row: Photo, ring: Ring) -> None:
    old = store.file_of(row.stored)
    try:
        picture = photos.opened(row)
    except FileNotFoundError:
        pass  # there is nothing left to seal; what is lost is told where attachments are checked
    else:
        row.stored = photos.stored(picture, ring)
        transaction.on_commit(lambda: old.unlink(missing_ok=True))
    row.key = ring.current


TABLES: tuple[tuple[Any, Callable[[Any, Ring], None], tuple[str, ...]], ...] = (
    (Profile, _profile, tuple(one for one in COLUMNS if one not in {"version", "changed_at"})),
    (Change, _sealed("sealed"), ("sealed", "key")),
    (Look, _sealed("sealed"), ("sealed", "key")),
    (Proposal, _sealed("sealed"), ("sealed", "key")),
    (Photo, _photo, ("stored", "key")),
    (ImportBatch, _sealed("sealed_key"), ("sealed_key", "key")),
)
"""Everything that names a key: a table, how a row of it is sealed anew, and the columns that change."""


def left(ring: Ring | None = None) -> int:
    """Rows that an older key sealed."""
    newest = ring or personal()
    own = sum(table.objects.exclude(key__in=("", newest.current)).count() for table, _, _ in TABLES)
    return own + sum(_older(table, column, newest).count() for table, column in ports.sealed())


def _older(table: Any, column: str, ring: Ring) -> QuerySet[Any]:  # noqa: ANN401 - a table of another app
    """Rows of *table* whose *column* does not begin with the name of the newest key."""
    head = f"{ring.current}:".encode()
    begins = Func(F(column), 1, len(head), function="SUBSTR", output_field=BinaryField())
    rows = table.objects.exclude(**{column: None}).annotate(begins=begins)
    found: QuerySet[Any] = rows.exclude(begins=head).order_by("pk")
    return found


@act("registry.reseal", "换钥匙重新加密")
def reseal(*, actor: Actor, at_once: int = AT_ONCE) -> int:
    """Some rows of older keys are sealed with the newest; how many. 0: there is none left."""
    if not actor.system:
        raise Refused(KEEP)
    ring, done = personal(), 0
    for table, again, columns in TABLES:
        rows = (
            table.objects.exclude(key__in=("", ring.current)).order_by("pk").select_for_update(of=("self",))
        )
        found = list(rows[: at_once - done])
        for row in found:
            again(row, ring)
        if found:
            table.objects.bulk_update(found, columns, batch_size=AT_ONCE)
        done += len(found)
        if done >= at_once:
            break
    for table, column in ports.sealed():
        found = list(_older(table, column, ring).select_for_update(of=("self",))[: max(at_once - done, 0)])
        for row in found:
            setattr(row, column, ring.seal(ring.open_bytes(getattr(row, column))))
        if found:
            table.objects.bulk_update(found, [column], batch_size=AT_ONCE)
        done += len(found)
    record(obj="keys", place=None, details={"count": done})
    return done
