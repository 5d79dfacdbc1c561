"""What the acts of this app leave among the activities, where clauses read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.activities.actions import enter_many, void
from zhidu.apps.activities.entries import Entry
from zhidu.foundation.access.rules import SYSTEM

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity


def on_record(
    kind: str,
    *,
    node: int,
    person: int,
    on: date,
    about: int | None = None,
    columns: Mapping[str, str] | None = None,
) -> int:
    """The fact that an act produced; its number."""
    entry = Entry(kind=kind, node=node, person=person, on=on, about=about, columns=columns or {})
    return enter_many(actor=SYSTEM, rows=[entry])[0]


def struck(record: Activity | None, why: str) -> None:
    """It did not come to that after all; a record somebody voided by hand already stays as it is."""
    if record is not None and record.voided_at is None:
        void(
            actor=SYSTEM, activity=record.pk, version=record.version, reason=why[:300], name=record.kind_name
        )
