"""Findings that ask for nothing (达标、不适用), many to a row.

Ninety-nine of a hundred findings are such. Each on a row of its own would take fifteen times the room and be
written one by one; packed by organisation and family of clauses they are about 50 bytes each, and unpacking takes
5 µs each. They are read where somebody looks at one clause, one organisation or one record.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from zhidu.apps.compliance.models import QuietFindings, Readable, StoredFinding

QUIET = frozenset({"met", "not_applicable"})
"""Verdicts that ask nothing of anybody."""
_PACKED = (
    "clause",
    "theme",
    "subject",
    "person",
    "place",
    "period",
    "verdict",
    "modality",
    "severity",
    "month",
    "start",
    "due",
    "record",
)


def pack(organization: int, family: str, rows: Iterable[StoredFinding]) -> QuietFindings:
    """The findings of one family as one row; the same findings always give the same digest."""
    ordered = sorted(rows, key=lambda row: (row.clause, row.subject, row.start, row.period))
    lines = [[_plain(getattr(row, name)) for name in _PACKED] for row in ordered]
    text = json.dumps(lines, cls=Readable, sort_keys=True).encode()
    return QuietFindings(
        organization_id=organization,
        family=family,
        number=len(ordered),
        digest=hashlib.sha256(text).hexdigest(),
        packed=zlib.compress(text, 6),
    )


def text_of(row: QuietFindings) -> str:
    """What is packed, as text: quick to search, before anything is made of it."""
    return zlib.decompress(bytes(row.packed)).decode()


def unpack(row: QuietFindings, text: str | None = None) -> Iterator[StoredFinding]:
    """The findings in a row, as if each had been stored on its own (without a number)."""
    for values in json.loads(text_of(row) if text is None else text):
        given = dict(zip(_PACKED, values, strict=True))
        given["start"] = date.fromisoformat(given["start"])
        given["due"] = date.fromisoformat(given["due"]) if given["due"] else None
        yield StoredFinding(organization_id=row.organization_id, family=row.family, **given)


def holding(rows: Sequence[QuietFindings], words: Iterable[str]) -> Iterator[StoredFinding]:
    """Findings in the rows whose packed text has all of the *words*: the caller looks closer."""
    wanted = tuple(words)
    for row in rows:
        text = text_of(row)
        if all(word in text for word in wanted):
            yield from unpack(row, text)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column
    return value.isoformat() if isinstance(value, date) else value
