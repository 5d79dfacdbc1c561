"""What apps above know of findings: how much study each still needs this year. This app knows no findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Need:
    """One quota of the year: what was done of it, and until when the rest is due."""

    measure: str
    name: str
    done: Decimal
    need: Decimal
    unit: str
    due: date | None
    verdict: str
    why: str
    size: Decimal = Decimal(1)
    """How many of the measure's own units make one of the quota's (8 小时 a 天)."""

    @property
    def left(self) -> Decimal:
        return max(self.need - self.done, Decimal(0))

    @property
    def shown(self) -> Decimal:
        """Length of the bar: never longer than the whole."""
        return min(self.done, self.need)


OfPerson = Callable[[int, date], list[Need]]
"""(person, day) → the quotas of that year which bind the person."""
OfEverybody = Callable[[int, date], dict[int, list[Need]]]
"""(organisation, day) → person → the same, of everybody there."""

_of_person: list[OfPerson] = []
_of_everybody: list[OfEverybody] = []


def register_needs(of_person: OfPerson, of_everybody: OfEverybody) -> None:
    """Say how much study people still need."""
    _of_person[:] = [of_person]
    _of_everybody[:] = [of_everybody]


def needs(person: int, day: date) -> list[Need]:
    """What one person still needs; nothing where nobody knows."""
    return _of_person[0](person, day) if _of_person else []


def everybodys(organization: int, day: date) -> dict[int, list[Need]]:
    """The same of everybody in an organisation."""
    return _of_everybody[0](organization, day) if _of_everybody else {}
