"""What apps above put on the pages for residents; this app knows neither opinions nor bookings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One step of what became of an opinion."""

    title: str
    note: str = ""
    state: str = "todo"
    """``done``, ``now`` or ``todo``."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of an opinion, as whoever holds the code may read it."""

    state: str
    answer_by: date | None = None
    steps: tuple[Step, ...] = field(default=())


Finder = Callable[[int, str], Progress | None]
"""(organisation, code without blanks) → what became of it; None where there is no such code there."""
Door = Callable[[int], str]
"""Organisation → where the door opens on this site; '' where it does not open there."""

CARD, BOX, HOTLINE, BOOKING = "card", "box", "hotline", "booking"
_FINDERS: list[Finder] = []
_DOORS: dict[str, Door] = {}


def register_finder(finder: Finder) -> None:
    """Answer the look-up by code; another one is asked after the first."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def register_door(name: str, door: Door) -> None:
    """Open one of the four doors on this site."""
    _DOORS[name] = door


def progress(organization: int, code: str) -> Progress | None:
    """What the code leads to; None where nobody knows it."""
    return next((found for finder in _FINDERS if (found := finder(organization, code)) is not None), None)


def answers_codes() -> bool:
    """Whether any code is given out on this site at all."""
    return bool(_FINDERS)


def address_of(name: str, organization: int) -> str:
    """Where a door opens, '' where it does not open on this site."""
    return _DOORS[name](organization) if name in _DOORS else ""
