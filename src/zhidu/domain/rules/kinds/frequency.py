"""Frequency: how often something is done in a period (每月至少一次)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from zhidu.domain.calendar import Period, Unit, whole_units_within
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.counting import Tally, Test, numbers_for, slots, tallies
from zhidu.domain.rules.facts import Fact, all_hold, narrower
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import ONE, Said, Task, finding, named
from zhidu.domain.rules.kinds.params import Frequency
from zhidu.domain.rules.kinds.parts import CountsIf, limit
from zhidu.domain.rules.terms import Missing
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.domain.rules.wording import amount, day, entered_late
from zhidu.domain.rules.world import measure_name


def evaluate(task: Task, params: Frequency) -> Iterator[Finding]:
    """One finding per period in scope."""
    world, clause, subject = task.world, task.clause, task.subject
    asked = list(
        slots(
            task.duty,
            subject,
            world,
            params.per,
            task.window,
            anchor=params.anchor,
            due_of=_due_of(params),
        )
    )
    if not asked:
        if params.per is Unit.TERM:
            yield from _term_unknown(task, params)
        return
    facts: list[Fact] = []
    plans: list[Fact] = []
    for source in world.sources(subject.id, params.held_by, task.as_of):
        facts += world.held.of(params.measure, source)
        plans += world.plans.of(params.measure, source)
    found = tallies(world, clause, asked, params.per, facts, plans, _test(params))
    # of things that must differ each counts once, however much of it there was
    weigh = _once if params.distinct else _quantity
    what, unit = named(task, params.measure, params.where), MEASURES[params.measure].counted_in
    for slot in asked:
        tally = found.get(slot.period.key) or Tally()
        if params.distinct:
            _keep_distinct(tally, params.distinct)
        cap = _cap(task, params, slot.period)
        numbers = numbers_for(
            world,
            clause,
            subject,
            slot,
            tally,
            params.per,
            weigh,
            need=Fraction(params.at_least) if params.at_least is not None else None,
            cap=cap,
        )
        did = f"实有 {amount(numbers.sure + numbers.late)} {unit}"
        if numbers.unsure:
            did += f"，另有 {amount(numbers.unsure)} {unit}记录不全"
        if numbers.late:
            did += f"（其中补办 {amount(numbers.late)} {unit}）"
        counted = [*tally.on_time, *tally.late]
        yield finding(
            task,
            numbers,
            Said(
                what=what,
                when=_when(slot.period, params.anchor),
                should=_should(params, numbers, unit),
                did=did,
                unit=unit,
                extra=(entered_late(counted, slot.due), _makeup_hint(clause, numbers, slot.due, task)),
            ),
            period=slot.period.key,
            start=slot.period.start,
            due=slot.due,
            organization=slot.scope.organization,
            evidence=counted,
            considered=[*tally.rejected, *((one.id, "记录不全，暂不计") for one in tally.unsure)],
        )


def _term_unknown(task: Task, params: Frequency) -> Iterator[Finding]:
    """A clause per term binds somebody whose term was never entered: not to be told, rather than silent."""
    current = task.current()
    month = task.world.calendar.period_of(Unit.MONTH, task.as_of)
    known = any(spell.attributes.get("term_from") for spell in task.subject.spells)
    if current is None or month is None or known:
        return
    need = Fraction(params.at_least) if params.at_least is not None else None
    cap = Fraction(params.at_most or 0) if need is None else None
    numbers = Numbers(
        need=need,
        cap=cap,
        unsure=(need or Fraction(0)) + (cap or Fraction(0)) + 1,
        bound=False,
        missing=Missing.DATA,
    )
    unit = MEASURES[params.measure].counted_in
    yield finding(
        task,
        numbers,
        Said(
            what=task.clause.title,
            when=month.chinese(),
            should=f"任期内{_should(params, numbers, unit)}",
            did=f"任期起止没有登记，能算进去的 0 {unit}",
        ),
        period=month.key,
        start=month.start,
        organization=current.organization,
    )


def _due_of(params: Frequency) -> Callable[[Period], date] | None:
    if params.account_until is None:
        return None
    until = params.account_until

    def due(period: Period) -> date:
        return until.of(period.end.year + 1)

    return due


def _test(params: Frequency) -> Test:
    def test(fact: Fact) -> bool | None:
        one, other = all_hold(params.where, fact), counts(params.counts_if, fact)
        if one is False or other is False:
            return False
        return None if one is None or other is None else True

    return test


def counts(rule: CountsIf, fact: Fact) -> bool | None:
    """Whether a held event counts: enough people present, a record kept; None where that was not recorded."""
    answer: bool | None = True
    if rule.present is not None:
        present, entitled = fact.count("present"), fact.count("entitled")
        if present is None or entitled is None:
            answer = None
        elif present < rule.present.least(entitled):
            return False
    if rule.recorded:
        recorded = fact.says_yes("recorded")
        if recorded is False:
            return False
        answer = None if recorded is None else answer
    return answer


def _quantity(fact: Fact) -> Fraction:
    return ONE if fact.quantity == 1 else Fraction(fact.quantity)


def _once(_: Fact) -> Fraction:
    return ONE


def _keep_distinct(tally: Tally, column: str) -> None:
    seen: set[str] = set()
    for name in ("on_time", "late"):
        kept = []
        for fact in getattr(tally, name):
            value = fact.text(column) or fact.id
            if value in seen:
                tally.rejected.append((fact.id, "与前面一项重复"))
            else:
                seen.add(value)
                kept.append(fact)
        setattr(tally, name, kept)


def _cap(task: Task, params: Frequency, period: Period) -> Fraction | None:
    if params.cap_from:
        allowed = [
            fact
            for fact in task.world.held.of(params.cap_from, task.subject.id)
            if fact.for_period == period.key or (not fact.for_period and period.contains(fact.on))
        ]
        return Fraction(allowed[-1].quantity) if allowed else None
    cap = _limit(params)
    return None if cap is None else Fraction(cap)


def _limit(params: Frequency) -> int | None:
    return limit(params.at_least, params.at_most, params.over)


def _should(params: Frequency, numbers: Numbers, unit: str) -> str:
    if not numbers.applicable:
        return "在册时间太短，这一期不作要求"
    parts = []
    if numbers.need is not None:
        parts.append(f"应不少于 {amount(numbers.need)} {unit}")
    if numbers.cap is not None:
        parts.append(f"不得超过 {amount(numbers.cap)} {unit}")
    elif params.cap_from:
        parts.append("控制数尚未下达")
    return "、".join(parts)


def _when(period: Period, anchor: str) -> str:
    if not anchor:
        return period.chinese()
    return f"{measure_name(anchor)}后的一年（{day(period.start)}至 {day(period.end)}）"


def _makeup_hint(clause: Clause, numbers: Numbers, due: date, task: Task) -> str:
    """Until when a closed shortfall may still be made up; said only while it still may."""
    short = numbers.need is not None and numbers.sure + numbers.late < numbers.need
    if clause.makeup is None or not short or numbers.days_left is None or numbers.days_left >= 0:
        return ""
    until = task.world.calendar.add(due, clause.makeup)
    if task.as_of > until or numbers.exempt:
        return ""
    return f"可在 {day(until, task.as_of)}前补办（记为迟办）"


def implies(a: Frequency, b: Frequency) -> bool:
    """Whether doing *a* always does *b*: same thing, often enough and not too often (row 21)."""
    if a.measure != b.measure or a.cap_from or b.cap_from or a.anchor != b.anchor or a.distinct != b.distinct:
        return False
    return a.account_until == b.account_until and _as_often(a, b) and _no_more(a, b)


def _as_often(a: Frequency, b: Frequency) -> bool:
    """What counts for the stricter counts for the laxer too."""
    if b.at_least is None:
        return True
    if a.at_least is None or not _counts_no_wider(a, b):
        return False
    whole = 1 if a.per is b.per else whole_units_within(a.per, b.per)
    return a.at_least * whole >= b.at_least


def _no_more(a: Frequency, b: Frequency) -> bool:
    """With a cap it is the other way round: what the laxer counts, the stricter counts too."""
    ours, theirs = _limit(a), _limit(b)
    if theirs is None:
        return True
    return ours is not None and a.per is b.per and ours <= theirs and _counts_no_wider(b, a)


def _counts_no_wider(a: Frequency, b: Frequency) -> bool:
    return (
        narrower(a.where, b.where) and _counted_no_wider(a.counts_if, b.counts_if) and a.held_by <= b.held_by
    )


def _counted_no_wider(a: CountsIf, b: CountsIf) -> bool:
    if b.recorded and not a.recorded:
        return False
    if b.present is None:
        return True
    if a.present is None:
        return False
    return (a.present.ratio, a.present.strict) >= (b.present.ratio, b.present.strict)
