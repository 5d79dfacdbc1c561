"""Which columns of which records a clause looks at, read off its parameters: no list by hand.

A new clause that looks at a new column is on the form the day its book is adopted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.kinds.params import (
    Composition,
    Content,
    Coverage,
    Deadline,
    DecisionRule,
    Disclosure,
    Frequency,
    Prohibition,
    Quota,
    Record,
    Role,
    Schedule,
    Stage,
    Term,
)
from zhidu.domain.rules.kinds.quota import COLUMNS as SIZES
from zhidu.domain.rules.vocabulary import MEASURES, MeasureUnit

YES_NO = ("true", "false")
BALLOT_NUMBERS = ("entitled", "present", "yes", "no", "abstain", "written", "void")


@dataclass(frozen=True, slots=True)
class Read:
    """One look at one column: the words that are asked for, or a number, a date, a person."""

    measure: str
    column: str
    words: tuple[str, ...] = ()
    shape: str = "words"
    closed: bool = False


def reads(clause: Clause) -> Iterator[Read]:
    """Every column a clause looks at."""
    yield from _reads(clause.params)


@singledispatch
def _reads(params: Any) -> Iterator[Read]:  # noqa: ANN401, ARG001 - kinds that look at no column
    yield from ()


def _where(measure: str, conditions: Iterable[Condition]) -> Iterator[Read]:
    for one in conditions:
        if one.any_of:
            yield Read(measure, one.column, tuple(sorted(one.any_of)))
        else:
            yield Read(measure, one.column, shape="number")


def _words(measure: str, column: str, words: Iterable[str], *, closed: bool = False) -> Iterator[Read]:
    found = tuple(sorted(words))
    if found:
        yield Read(measure, column, found, closed=closed)


@_reads.register
def _(params: Frequency) -> Iterator[Read]:
    yield from _where(params.measure, params.where)
    if params.distinct:
        yield Read(params.measure, params.distinct)
    if params.counts_if.present is not None:
        yield Read(params.measure, "entitled", shape="number")
        yield Read(params.measure, "present", shape="number")
    if params.counts_if.recorded:
        yield Read(params.measure, "recorded", YES_NO, closed=True)


@_reads.register
def _(params: Quota) -> Iterator[Read]:
    yield from _where(params.measure, params.where)
    if MEASURES[params.measure].unit is MeasureUnit.TIMES and params.unit in SIZES:
        yield Read(params.measure, SIZES[params.unit], shape="number")


@_reads.register
def _(params: Schedule) -> Iterator[Read]:
    yield from _where(params.measure, params.where)
    if params.set_by:
        yield Read("date_set", "of", (params.measure,))
        yield Read("date_set", "first", shape="date")
        yield Read("date_set", "last", shape="date")
    if params.move is not None:
        yield Read(params.measure, "consent_by", tuple(sorted(params.move.consent)))
        yield Read(params.measure, "consent_on", shape="date")


@_reads.register
def _(params: Term) -> Iterator[Read]:
    if params.extend is not None:
        yield Read("term_extended", "approver", (params.extend.approver,))
        yield Read("term_extended", "until", shape="date")


@_reads.register
def _(params: DecisionRule) -> Iterator[Read]:
    for column in BALLOT_NUMBERS:
        yield Read("ballot", column, shape="number")
    yield Read("ballot", "result", ("passed", "failed", "deferred"), closed=True)
    yield from _words("ballot", "forum", params.forum)
    yield from _words("ballot", "matter", params.matter)
    yield from _words("ballot", "method", params.method, closed=True)
    yield from _words("ballot", "done", params.requires)
    if params.one_by_one:
        yield Read("ballot", "persons", shape="number")
    if params.dissent:
        yield Read("ballot", "dissent_recorded", YES_NO, closed=True)
    if params.near_tie is not None:
        yield Read("ballot", "emergency", YES_NO, closed=True)


@_reads.register
def _(params: Stage) -> Iterator[Read]:  # noqa: ARG001 - any procedure records its steps
    yield Read("procedure_step", "step", shape="step")


@_reads.register
def _(params: Deadline) -> Iterator[Read]:
    yield from _where(params.trigger, params.where)
    yield from _words(params.act, "by", params.by)
    yield from _words(params.act, "audience", params.to)
    for name in params.fields:
        yield Read(params.act, name, shape="text")


@_reads.register
def _(params: Coverage) -> Iterator[Read]:
    yield from _where(params.has, params.where)
    if params.of.pairs:
        yield Read(params.has, "with", shape="person")
    if not (params.at or params.before or params.per):
        yield Read(params.has, "ended_on", shape="date")


@_reads.register
def _(params: Composition) -> Iterator[Read]:
    named = [one.type for one in params.parts if one.type != "any"]
    if params.of != "subordinate":
        yield from _words(params.of, params.column, named)
        if not (params.per or params.event):
            yield Read(params.of, "ended_on", shape="date")


@_reads.register
def _(params: Role) -> Iterator[Read]:
    yield Read(params.event, params.duty, tuple(sorted(params.allowed)), shape="role")


@_reads.register
def _(params: Content) -> Iterator[Read]:
    offered = params.allowed | params.must_include | params.reserved
    yield Read(params.event, params.column, tuple(sorted(offered)), closed=not params.other)
    yield from _words(params.event, "forum", params.reserved_to)


@_reads.register
def _(params: Record) -> Iterator[Read]:
    if params.event:
        yield from _where(params.event, params.where)
    yield Read("record", "form", (params.form,), shape="form")
    yield from _words("record", "fields", params.fields)
    yield from _words("record", "signed_by", params.sign)
    yield from _words("record", "grade", params.grades, closed=True)
    if params.seal:
        yield Read("record", "sealed", YES_NO, closed=True)


@_reads.register
def _(params: Disclosure) -> Iterator[Read]:
    yield from _where(params.what, params.where)
    yield from _words("disclosure", "audience", params.to)
    yield from _words("disclosure", "via", params.via)
    if params.unless:
        yield Read(params.what, params.unless, YES_NO, closed=True)


@_reads.register
def _(params: Prohibition) -> Iterator[Read]:
    subject = params.when.fact if params.when else params.forbids
    if subject:
        yield from _where(subject, params.where)
