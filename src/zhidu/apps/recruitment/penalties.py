"""Penalties on record (处分), as far as they still count on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhidu.apps.activities import queries as activities
from zhidu.domain.rules.facts import words

KIND = "discipline_case"


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
    return in_force(activities.of_people([person], KIND), on)


def on_record(people: Collection[int]) -> dict[int, list[Any]]:
    """Person → the records of penalties, whether or not they still count; one query."""
    found: dict[int, list[Any]] = {}
    for row in activities.of_people(people, KIND):
        found.setdefault(row.person_id, []).append(row)
    return found


def in_force(rows: Iterable[Any], on: date) -> list[Penalty]:
    """Those of some records that count on a day."""
    found = []
    for row in rows:
        until = _day(row.columns.get("until", ""))
        if row.on <= on and (until is None or on <= until):
            found += [Penalty(one, row.on, until) for one in words(row.columns.get("penalty", "")) or ()]
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
