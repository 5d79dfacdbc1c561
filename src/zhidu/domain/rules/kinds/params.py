"""The parameters of every clause kind, as the rulebook writes them.

One frozen dataclass a kind. Evaluators live beside this file, one module a kind; this file has no behaviour
beyond naming the measures a clause reads, so the loader and the linter need nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from zhidu.domain.calendar import Duration, Unit, Window
from zhidu.domain.decisions import NearTie, Share
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.kinds.parts import (
    NO_CONDITION,
    Baseline,
    Bracket,
    CountsIf,
    Dwell,
    Extend,
    MonthDay,
    Move,
    Part,
    Population,
    Rotate,
    Span,
    Tracked,
    When,
)
from zhidu.domain.rules.ratio import Ratio
from zhidu.domain.rules.terms import Over
from zhidu.domain.rules.vocabulary.measures import MeasureUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often something is done in a period."""

    kind: ClassVar[str] = "frequency"
    measure: str
    per: Unit
    at_least: int | None = None
    at_most: int | None = None
    cap_from: str = ""
    over: Over = Over.FINE
    where: tuple[Condition, ...] = ()
    counts_if: CountsIf = NO_CONDITION
    held_by: frozenset[str] = frozenset({"self"})
    account_until: MonthDay | None = None
    anchor: str = ""
    distinct: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(name for name in (self.measure, self.anchor, self.cap_from) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How much is done: hours, books, yuan; per period, or at each event (``per`` None)."""

    kind: ClassVar[str] = "quota"
    measure: str
    unit: MeasureUnit
    per: Unit | None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    over: Over = Over.FINE
    where: tuple[Condition, ...] = ()
    tolerance: Decimal = Decimal(0)
    convert: Fraction = Fraction(1)

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.measure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When it is done, where it is done at all."""

    kind: ClassVar[str] = "schedule"
    measure: str
    windows: tuple[Window, ...] = ()
    set_by: str = ""
    where: tuple[Condition, ...] = ()
    each: int | None = None
    one_of: Unit | None = None
    move: Move | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.measure, "date_set") if self.set_by else (self.measure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A run of whole months without any one of the named things; it only ever proposes a procedure."""

    kind: ClassVar[str] = "lapse"
    any_of: tuple[str, ...]
    run: int
    per: Unit = Unit.MONTH
    warn_at: int = 3

    @property
    def measures(self) -> tuple[str, ...]:
        return self.any_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long something may or must last from its start."""

    kind: ClassVar[str] = "term"
    starts: str
    length: Span
    ends: str = ""
    extend: Extend | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(name for name in (self.starts, self.ends) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRule:
    """How a vote is opened, passed, or put off."""

    kind: ClassVar[str] = "decision"
    forum: frozenset[str] = frozenset()
    matter: frozenset[str] = frozenset()
    quorum: Share | None = None
    passing: Share | None = None
    near_tie: NearTie | None = None
    method: frozenset[str] = frozenset()
    one_by_one: bool = False
    written_opinions: bool | None = None
    exclude: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    dissent: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        return ("ballot",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """That a case goes through the steps of a procedure, in order, and long enough in each."""

    kind: ClassVar[str] = "stage"
    procedure: str
    step: str = ""
    min_dwell: Dwell | None = None
    complete: bool = False
    loops: bool = False
    matter: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        return ("procedure_step", "procedure_closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """That one thing follows (or goes before) another, in time."""

    kind: ClassVar[str] = "deadline"
    trigger: str
    act: str
    within: Duration | None = None
    end_of: Unit | None = None
    before: bool = False
    where: tuple[Condition, ...] = ()
    by: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    fields: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.trigger, self.act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """That a share of a population has something: at an event, before it, in a period, or by now."""

    kind: ClassVar[str] = "coverage"
    of: Population
    has: str
    ratio: Ratio
    at: str = ""
    before: str = ""
    per: Unit | None = None
    where: tuple[Condition, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(name for name in (self.has, self.at, self.before) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """That a standing collection has the named parts: channels, lists, offices, points."""

    kind: ClassVar[str] = "composition"
    of: str
    parts: tuple[Part, ...]
    column: str = "type"
    per: Unit | None = None
    event: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.of, self.event) if self.event else (self.of,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who does what at an event: chair, recorder, lecturer, lead, payer."""

    kind: ClassVar[str] = "role"
    event: str
    duty: str
    allowed: frozenset[str] = frozenset()
    exactly: int | None = None
    rotate: Rotate | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.event,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an event is about: allowed, required, or reserved to one forum."""

    kind: ClassVar[str] = "content"
    event: str
    column: str
    allowed: frozenset[str] = frozenset()
    must_include: frozenset[str] = frozenset()
    at_least: int | None = None
    exactly: int | None = None
    other: bool = True
    reserved: frozenset[str] = frozenset()
    reserved_to: frozenset[str] = frozenset()

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.event,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """That a paper exists with its fields, signatures and seal."""

    kind: ClassVar[str] = "record"
    form: str
    event: str = ""
    per: Unit | None = None
    where: tuple[Condition, ...] = ()
    fields: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    seal: bool = False
    grades: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        return ("record", self.event) if self.event else ("record",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What is told, to whom, through which channel, by when."""

    kind: ClassVar[str] = "disclosure"
    what: str
    to: frozenset[str]
    via: frozenset[str] = frozenset()
    within: Duration | None = None
    where: tuple[Condition, ...] = ()
    unless: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.what, "disclosure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prohibition:
    """What must not happen, or what a confirmed fact blocks afterwards."""

    kind: ClassVar[str] = "prohibition"
    when: When | None = None
    blocks: tuple[str, ...] = ()
    forbids: str = ""
    where: tuple[Condition, ...] = ()
    per: Unit = Unit.YEAR

    @property
    def measures(self) -> tuple[str, ...]:
        when = (self.when.fact, self.when.also) if self.when else ()
        return tuple(name for name in (*when, self.forbids, *self.blocks) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How a number moves against an earlier one."""

    kind: ClassVar[str] = "trend"
    tracked: tuple[Tracked, ...]
    since: Baseline
    per: Unit = Unit.YEAR
    by: Fraction = Fraction(0)

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(one.measure for one in self.tracked)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRule:
    """How much is owed: a rate table (dues). ``domain.dues`` works out the amount."""

    kind: ClassVar[str] = "amount"
    measure: str
    brackets: tuple[Bracket, ...]
    cap: Decimal | None = None
    rounding: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.measure,)


Params = (
    Frequency
    | Quota
    | Schedule
    | Lapse
    | Term
    | DecisionRule
    | Stage
    | Deadline
    | Coverage
    | Composition
    | Role
    | Content
    | Record
    | Disclosure
    | Prohibition
    | Trend
    | AmountRule
)
