"""What apps above hold about a person, for the person's own copy of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of thing held about somebody: its name, the heads, and a row for each."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


Own = Callable[[int], Sequence[Table]]
"""Person → everything an app holds about that person that the person may have."""
_own: dict[str, Own] = {}


def register_own(name: str, provider: Own) -> None:
    """Add to the copy; *name* is the app's, so that it is asked once."""
    _own[name] = provider


def own(person: int) -> list[Table]:
    """Everything that the apps above hold, in the order in which they were registered."""
    return [table for provider in _own.values() for table in provider(person)]
