"""What apps above hold about a person: for the person's own copy, and to be sealed anew when keys are changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

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


_sealed: dict[tuple[Any, str], None] = {}


def register_sealed(model: Any, *columns: str) -> None:  # noqa: ANN401 - a model of another app
    """Columns that ``personal()`` seals in a table of another app: they follow when keys are changed."""
    _sealed.update(dict.fromkeys((model, column) for column in columns))


def sealed() -> list[tuple[Any, str]]:
    """Every such table and column."""
    return list(_sealed)
