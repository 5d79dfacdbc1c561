"""Facts: dated records of what was done, and the conditions a clause puts on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

_SEPARATORS = re.compile(r"[;；、|]")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
"""Plain numbers only: neither 1e999999 nor NaN nor 1_000 is one in a ledger."""
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")
_YES_NO = {"是": "true", "否": "false", "True": "true", "False": "false", "TRUE": "true", "FALSE": "false"}
_NO_ATTRIBUTES: Mapping[str, str] = {}


def words(value: str) -> frozenset[str]:
    """Split a cell such as ``secretary;group_leader`` into its words; 是 and 否 become true and false."""
    parts = (part.strip() for part in _SEPARATORS.split(value))
    return frozenset(_YES_NO.get(part, part) for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One dated record: *subject* did *quantity* of *measure* on a day, entered on a day.

    ``on`` is when it happened, ``entered_on`` when it was written down; both are kept. ``planned`` marks an
    arrangement that has not happened yet. ``sure`` is False where the record itself is incomplete.
    """

    id: str
    subject: str
    measure: str
    on: date
    quantity: Decimal = Decimal(1)
    entered_on: date | None = None
    ref: str = ""
    for_period: str = ""
    voided_on: date | None = None
    sure: bool = True
    planned: bool = False
    attributes: Mapping[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)

    @property
    def entered(self) -> date:
        """Entry date; a fact without one was entered on the day it happened."""
        return self.entered_on or self.on

    def known(self, known_on: date) -> bool:
        """Whether the record exists, unvoided, for somebody looking on that day."""
        return self.entered <= known_on and (self.voided_on is None or self.voided_on > known_on)

    def text(self, name: str) -> str | None:
        """The cell *name*, or None where it was left empty."""
        if name == "quantity":
            return str(self.quantity)
        return self.attributes.get(name) or None

    def words(self, name: str) -> frozenset[str] | None:
        """The words of the cell *name*, or None where it was left empty."""
        value = self.text(name)
        return None if value is None else words(value)

    def number(self, name: str) -> Fraction | None:
        """The cell *name* as an exact number, or None where it is empty or no number."""
        value = self.text(name)
        return Fraction(value) if value is not None and _NUMBER.fullmatch(value) else None

    def count(self, name: str) -> int | None:
        """The cell *name* as a whole number of people or pieces, or None."""
        value = self.number(name)
        return int(value) if value is not None and value.denominator == 1 else None

    def clock(self, name: str) -> time | None:
        """The cell *name* as a time of day (``19:00``), or None."""
        found = _CLOCK.fullmatch(self.text(name) or "")
        return time(int(found[1]), int(found[2])) if found else None

    def says_yes(self, name: str) -> bool | None:
        """True or false where the cell says so, None where it is empty or says something else."""
        value = self.words(name)
        if value == frozenset({"true"}):
            return True
        return False if value == frozenset({"false"}) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A test on one column: one of the listed words, or a number within bounds.

    The answer is three-valued: a missing cell is *unknown*, never "no".
    """

    column: str
    any_of: frozenset[str] = frozenset()
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def holds(self, value: str | None) -> bool | None:
        """Whether *value* passes; None when there is no value to look at."""
        if value is None or not value.strip():
            return None
        if self.any_of:
            return bool(words(value) & self.any_of)
        if not _NUMBER.fullmatch(value.strip()):
            return None
        number = Decimal(value.strip())
        return (self.at_least is None or number >= self.at_least) and (
            self.at_most is None or number <= self.at_most
        )

    def implies(self, other: Condition) -> bool:
        """Whether everything that passes here passes *other* (used when duties are merged)."""
        if self.column != other.column or bool(self.any_of) != bool(other.any_of):
            return False
        if self.any_of:
            return self.any_of <= other.any_of
        low = other.at_least is None or (self.at_least is not None and self.at_least >= other.at_least)
        high = other.at_most is None or (self.at_most is not None and self.at_most <= other.at_most)
        return low and high


def all_hold(conditions: Iterable[Condition], fact: Fact) -> bool | None:
    """Three-valued AND of *conditions* over the fact's columns."""
    answer: bool | None = True
    for condition in conditions:
        one = condition.holds(fact.text(condition.column))
        if one is False:
            return False
        if one is None:
            answer = None
    return answer


def narrower(strict: Sequence[Condition], loose: Sequence[Condition]) -> bool:
    """Whether every fact that passes *strict* also passes *loose*."""
    return all(any(one.implies(other) for one in strict) for other in loose)


def in_order(fact: Fact) -> tuple[date, date, str]:
    """Key for sorting facts by when they happened, then by entry."""
    return fact.on, fact.entered, fact.id


class FactIndex:
    """The facts of one evaluation, found by measure and subject, in order of happening."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_pair: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._by_ref: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._by_measure: dict[str, list[Fact]] = defaultdict(list)
        self._by_id: dict[str, Fact] = {}
        for fact in sorted(facts, key=in_order):
            self._by_pair[fact.measure, fact.subject].append(fact)
            self._by_measure[fact.measure].append(fact)
            self._by_id[fact.id] = fact
            if fact.ref:
                self._by_ref[fact.measure, fact.ref].append(fact)

    def of(self, measure: str, subject: str) -> Sequence[Fact]:
        """Facts of one measure and one subject, oldest first."""
        return self._by_pair.get((measure, subject), ())

    def all_of(self, measure: str) -> Sequence[Fact]:
        """All facts of one measure, oldest first."""
        return self._by_measure.get(measure, ())

    def about(self, measure: str, ref: str) -> Sequence[Fact]:
        """Facts of one measure that refer to *ref* (an event, a case)."""
        return self._by_ref.get((measure, ref), ())

    def by_id(self, fact_id: str) -> Fact | None:
        """The fact with that id, or None."""
        return self._by_id.get(fact_id)

    @property
    def measures(self) -> frozenset[str]:
        """Names of all measures that any fact speaks of."""
        return frozenset(self._by_measure)
