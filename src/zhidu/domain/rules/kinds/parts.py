"""Small parts that the parameters of several clause kinds are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from zhidu.domain.calendar import Duration, Unit
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.ratio import Ratio
from zhidu.domain.rules.terms import Over

Number = TypeVar("Number", int, Decimal)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDay:
    """A day of any year (03-31): until when a meeting may still be held for the year of account before."""

    month: int
    day: int

    def __post_init__(self) -> None:
        date(2001, self.month, self.day)

    def of(self, year: int) -> date:
        return date(year, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"


class Movement(StrEnum):
    """Directions a trend clause may forbid."""

    FALL = "fall"
    RISE = "rise"
    SWING = "swing"

    @property
    def chinese(self) -> str:
        return {"fall": "下降", "rise": "上升", "swing": "大起大落"}[self.value]


class Baseline(StrEnum):
    """What a trend is compared with."""

    TERM_START = "term_start"
    PREVIOUS_PERIOD = "previous_period"

    @property
    def chinese(self) -> str:
        return {"term_start": "任期开始时", "previous_period": "上一期"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsIf:
    """What makes a held event count: enough people present, and a record kept."""

    present: Ratio | None = None
    recorded: bool = False


def limit(at_least: Number | None, at_most: Number | None, over: Over) -> Number | None:
    """The upper end that is judged: beside a lower end, only where going over it is a breach."""
    return at_most if over is Over.BREACH or at_least is None else None


NO_CONDITION = CountsIf()
"""Every held event counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length that may have a lower and an upper end."""

    at_least: Duration | None = None
    at_most: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Whose consent lets an event leave its window, and whether it must come first."""

    consent: frozenset[str]
    before: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """How much longer a term may run, and who has to approve."""

    at_most: Duration
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwell:
    """The least time between an earlier step and this one."""

    since: str
    length: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotate:
    """Among whom a duty goes round, and within which period nobody should serve twice before all did."""

    among: str
    within: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The confirmed fact (and a second one) that sets a prohibition off, and for how long it lasts."""

    fact: str
    also: str = ""
    same: Unit | None = None
    lasting: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A number to watch, and the movement it must not make: fall, rise or swing."""

    measure: str
    must_not: Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Whom a coverage clause counts: subjects of the named types below the organisation."""

    types: frozenset[str]
    where: tuple[Condition, ...] = ()
    pairs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One required part of a composition."""

    type: str
    at_least: int | None = None
    at_most: int | None = None
    over: Over = Over.BREACH


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """One row of a rate table: a share of the whole base, or a fixed range of yuan."""

    payer: str
    above: Decimal | None = None
    up_to: Decimal | None = None
    rate: Fraction | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
