"""Adding to the journal: one entry an act, in the same transaction as what it tells of.

A chain belongs to one organisation (``org:12``) or to the site. The head of the chain is locked while an entry
is added, so writers of one organisation queue and those of different organisations do not meet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from zhidu.foundation.clock import now
from zhidu.foundation.journal.models import Entry, Head, OldValues
from zhidu.foundation.keys import keyring

SITE = "site"
Changes = Mapping[str, tuple[Any, Any]]
"""Column → (before, after)."""


def write(
    *,
    act: str,
    actor: int | None,
    obj: str,
    place: int | None,
    happened_on: date,
    changes: Changes | None = None,
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one entry; must be called inside a transaction.

    *details* go into the row as they are, so they may hold ids and counts only; *changes* go there as keyed
    digests, and in clear only into the encrypted history.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("日志只能在事务之内写：与它所说的改动同时成立，或同时不成立")
    stream = stream_of(place)
    body = _as_kept(details or {})
    if changes:
        body["changes"] = {name: [_digest(old), _digest(new)] for name, (old, new) in changes.items()}
    head = _locked(stream)
    entry = Entry(
        stream=stream,
        number=head.number + 1,
        act=act,
        actor=actor,
        object=obj,
        place=place,
        happened_on=happened_on,
        entered_at=now(),
        details=body,
        transaction=_transaction(),
        before=head.digest,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    if connection.vendor == "postgresql":
        del entry.transaction  # an expression until now; whoever asks for it gets the number
    Head.objects.filter(pk=stream).update(number=entry.number, digest=entry.digest)
    if changes:
        clear = {name: [_plain(old), _plain(new)] for name, (old, new) in changes.items()}
        OldValues.objects.create(entry=entry, sealed=keyring().seal(json.dumps(clear, ensure_ascii=False)))
    return entry


def stream_of(place: int | None) -> str:
    """The chain of an organisation, or of the site."""
    return SITE if place is None else f"org:{place}"


def erase(obj: str) -> int:
    """Erase the old values of everything written about *obj*; entries and chains stay as they are. How many."""
    return int(OldValues.objects.filter(entry__object=obj).delete()[0])


def _locked(stream: str) -> Head:
    """The head of a chain, locked; made on first use (two first users: the second waits for the first)."""
    heads = Head.objects.select_for_update()
    head = heads.filter(pk=stream).first()
    if head is None:
        first = Head(stream=stream, number=0, digest=keyring().digest(stream))
        Head.objects.bulk_create([first], ignore_conflicts=True)
        head = heads.get(pk=stream)
    return head


def _as_kept(details: Mapping[str, Any]) -> dict[str, Any]:
    """Details as every database hands them back, since the digest is taken over that.

    Raises TypeError for a float: databases write 1e16 and 1.0 differently, and votes and money are no floats.
    """
    return dict(json.loads(json.dumps(details), parse_float=_no_float))


def _no_float(text: str) -> Any:  # noqa: ANN401
    raise TypeError(f"日志里不写小数（{text}）；应写整数或文字")


def _transaction() -> Any:  # noqa: ANN401 - a database expression or a number
    if connection.vendor == "postgresql":
        return RawSQL("pg_current_xact_id()::text::bigint", [])
    return 0


def digest_of(entry: Entry) -> str:
    """The keyed digest of an entry: everything in it but its row id and transaction, and the digest before."""
    parts = [
        entry.before,
        entry.stream,
        entry.number,
        entry.act,
        entry.actor,
        entry.object,
        entry.place,
        entry.happened_on.isoformat(),
        _instant(entry.entered_at),
        entry.details,
    ]
    return keyring().digest(json.dumps(parts, ensure_ascii=False, sort_keys=True))


def _instant(moment: datetime) -> int:
    """Microseconds since 1970: the same whatever zone the database hands the moment back in."""
    return round(moment.timestamp() * 1_000_000)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column
    return value if value is None or isinstance(value, (bool, int, str, list, dict)) else str(value)


def _digest(value: Any) -> str | None:  # noqa: ANN401
    return (
        None
        if value is None
        else keyring().digest(json.dumps(_plain(value), ensure_ascii=False, sort_keys=True))
    )
