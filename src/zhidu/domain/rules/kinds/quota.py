"""Quota: how much is done, in hours, books or yuan; over a period, or at each event."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zhidu.domain.calendar import whole_units_within
from zhidu.domain.rules.counting import Tally, numbers_for, slots, tallies
from zhidu.domain.rules.facts import Fact, all_hold, narrower
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds.base import Said, Task, event_finding, finding, named
from zhidu.domain.rules.kinds.params import Quota
from zhidu.domain.rules.kinds.parts import limit
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.vocabulary import MEASURES, MeasureUnit
from zhidu.domain.rules.wording import amount, entered_late

_PER_UNIT: dict[tuple[MeasureUnit, MeasureUnit], Fraction] = {
    (MeasureUnit.MINUTE, MeasureUnit.HOUR): Fraction(60),
    (MeasureUnit.HOUR, MeasureUnit.MINUTE): Fraction(1, 60),
}
COLUMNS = {
    MeasureUnit.MINUTE: "minutes",
    MeasureUnit.HOUR: "hours",
    MeasureUnit.CLASS_HOUR: "class_hours",
    MeasureUnit.DAY: "days",
    MeasureUnit.PIECE: "pieces",
    MeasureUnit.PERSON: "persons",
    MeasureUnit.YUAN: "amount",
}
"""The column of an event that holds its size, where the measure itself only counts times."""


def evaluate(task: Task, params: Quota) -> Iterator[Finding]:
    """One finding per period, or per event where the quota is for each one."""
    if params.per is None:
        yield from _per_event(task, params)
        return
    world, unit = task.world, _unit(params)
    asked = list(slots(task.duty, task.subject, world, params.per, task.window))
    if not asked:
        return
    found = tallies(
        world,
        task.clause,
        asked,
        params.per,
        world.held.of(params.measure, task.subject.id),
        world.plans.of(params.measure, task.subject.id),
        lambda fact: all_hold(params.where, fact),
    )
    need = None if params.at_least is None else Fraction(params.at_least - params.tolerance)
    cap = _limit(params)
    for slot in asked:
        tally = found.get(slot.period.key) or Tally()
        numbers = numbers_for(
            world,
            task.clause,
            task.subject,
            slot,
            tally,
            params.per,
            lambda fact: size(params, fact),
            need=need,
            cap=cap,
        )
        did = f"实有 {amount(numbers.sure + numbers.late)} {unit}"
        if numbers.unsure:
            did += f"，另有 {amount(numbers.unsure)} {unit}记录不全"
        asks = [] if numbers.need is None else [_at_least(params, numbers.need)]
        if not numbers.applicable:
            asks = ["在册时间太短，这一期不作要求"]
        if cap is not None:
            asks.append(f"不得超过 {amount(cap)} {unit}")
        counted = [*tally.on_time, *tally.late]
        yield finding(
            task,
            numbers,
            Said(
                what=named(task, params.measure, params.where),
                when=slot.period.chinese(),
                should="、".join(asks),
                did=did,
                unit=unit,
                extra=(entered_late(counted, slot.due),),
            ),
            period=slot.period.key,
            start=slot.period.start,
            due=slot.due,
            organization=slot.scope.organization,
            evidence=counted,
            considered=tally.rejected,
        )


def _per_event(task: Task, params: Quota) -> Iterator[Finding]:
    low = Fraction(params.at_least - params.tolerance) if params.at_least is not None else None
    high = _limit(params)
    bounds = []
    if low is not None:
        bounds.append(_at_least(params, low))
    if high is not None:
        bounds.append(f"不得超过 {amount(high)} {_unit(params)}")
    for event, stretch in events(
        task.duty, task.subject, task.stretches(), params.measure, task.world, task.window
    ):
        meant = all_hold(params.where, event)
        if meant is False:
            continue
        found = size(params, event)
        kept = None if found is None else (low is None or found >= low) and (high is None or found <= high)
        kept = kept or None if meant is None else kept
        did = "时长未记录" if found is None else f"实为 {amount(found)} {_unit(params)}"
        yield event_finding(
            task,
            event,
            stretch,
            Said(what=named(task, params.measure, params.where), should="、".join(bounds), did=did),
            kept=kept,
        )


def _unit(params: Quota) -> str:
    """The unit of the clause as people say it; a measure's own measure word where both count the same."""
    measure = MEASURES[params.measure]
    return measure.counted_in if measure.unit is params.unit else params.unit.chinese


def _at_least(params: Quota, need: Fraction) -> str:
    """应不少于 60 分钟（可差 5 分钟）: the number of the text, and what 左右 was settled to mean."""
    unit, slack = _unit(params), Fraction(params.tolerance)
    text = f"应不少于 {amount(need + slack)} {unit}"
    return f"{text}（可差 {amount(slack)} {unit}）" if slack else text


def size(params: Quota, fact: Fact) -> Fraction | None:
    """How much one fact is worth in the clause's unit; None where the record does not say."""
    measured = MEASURES[params.measure].unit
    if measured is params.unit:
        return Fraction(fact.quantity) / params.convert
    if (measured, params.unit) in _PER_UNIT:
        return Fraction(fact.quantity) / _PER_UNIT[measured, params.unit]
    if measured is not MeasureUnit.TIMES:
        return Fraction(fact.quantity) / params.convert
    return fact.number(COLUMNS.get(params.unit, params.unit.value))


def implies(a: Quota, b: Quota) -> bool:
    """Whether reaching *a* always reaches *b*.

    Over a period the stricter counts no more facts than the laxer; at each event it looks at no fewer events.
    """
    if a.measure != b.measure or a.unit is not b.unit or a.convert != b.convert:
        return False
    if a.per is None or b.per is None:
        return a.per is b.per and narrower(b.where, a.where) and _as_much(a, b, 1) and _no_more(a, b)
    whole = 1 if a.per is b.per else whole_units_within(a.per, b.per)
    enough = _as_much(a, b, whole) and (b.at_least is None or narrower(a.where, b.where))
    # what the laxer caps, the stricter must count too
    capped = _limit(b) is None or (a.per is b.per and narrower(b.where, a.where))
    return enough and capped and _no_more(a, b)


def _as_much(a: Quota, b: Quota, whole: int) -> bool:
    if b.at_least is None:
        return True
    return a.at_least is not None and (a.at_least - a.tolerance) * whole >= b.at_least - b.tolerance


def _no_more(a: Quota, b: Quota) -> bool:
    ours, theirs = _limit(a), _limit(b)
    return theirs is None or (ours is not None and ours <= theirs)


def _limit(params: Quota) -> Fraction | None:
    most = limit(params.at_least, params.at_most, params.over)
    return None if most is None else Fraction(most)
