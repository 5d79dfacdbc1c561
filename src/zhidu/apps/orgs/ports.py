"""What apps above put on the pages of organisations; this app knows neither people nor findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from zhidu.foundation.access.rules import Actor

Counts = Callable[[str, int, date], Mapping[str, int]]
"""(path, length, day) → members below the path, by the first *length* digits of where they belong."""
Mark = tuple[str, int]
"""(worst verdict, how many of it)."""
Marks = Callable[[Actor, str, int], Mapping[str, Mark]]
"""(actor, path, length) → the worst verdict below the path that the actor may see, by the first *length* digits."""

_counts: list[Counts] = []
_marks: list[Marks] = []


def register_counts(provider: Counts) -> None:
    """Numbers of people beside the organisations of the tree; one query a call."""
    _counts[:] = [provider]


def register_marks(provider: Marks) -> None:
    """Verdicts beside the organisations of the tree; one query a call."""
    _marks[:] = [provider]


def people_below(path: str, length: int, day: date) -> dict[str, int] | None:
    """Members by place, each place counting those below it too; None where nobody counts them."""
    if not _counts:
        return None
    found: dict[str, int] = {}
    for place, number in _counts[0](path, length, day).items():
        found[place] = found.get(place, 0) + number
    return found


def marks_below(actor: Actor, path: str, length: int) -> Mapping[str, Mark]:
    """The worst verdict by place, as far as the actor may see verdicts."""
    return _marks[0](actor, path, length) if _marks else {}


Acts = Callable[[Actor, Any], list[tuple[str, str]]]
"""(actor, node) → (what may be done there, its address)."""
_acts: list[Acts] = []


def register_acts(provider: Acts) -> None:
    """Acts of an app above that an organisation's page offers; must cost no query."""
    if provider not in _acts:
        _acts.append(provider)


def acts_at(actor: Actor, node: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a row of this app
    """What apps above offer at a node."""
    return [one for provider in _acts for one in provider(actor, node)]
