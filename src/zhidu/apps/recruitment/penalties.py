"""Penalties on record (处分), as far as they still count on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhidu.apps.activities import queries as activities
from zhidu.domain.rules.facts import words


@dataclass(frozen=True, slots=True)
class Penalty:
    """One penalty in force; ``until`` is None where the record does not say how long it counts."""

    word: str
    since: date
    until: date | None

    @property
    def lasting(self) -> str:
        if self.until is None:
            return "处分，记录里没有写影响期到哪天"
        return f"处分，影响期到 {self.until.year}年{self.until.month}月{self.until.day}日"


def penalties_of(person: int, on: date) -> list[Penalty]:
    """Penalties of a person that count on a day: those whose end is not known, or not over yet. One query."""
    found = []
    for row in activities.of_person(person, "discipline_case"):
        until = _day(row.columns.get("until", ""))
        if row.on <= on and (until is None or on <= until):
            found += [Penalty(one, row.on, until) for one in words(row.columns.get("penalty", "")) or ()]
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
