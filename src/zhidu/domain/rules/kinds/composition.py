"""Composition: that a standing collection has its parts (两卡一箱一热线；一部门一村一企)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from zhidu.domain.calendar import Unit
from zhidu.domain.rules.counting import asks_anything, home, makeup_until, slots, warn_days
from zhidu.domain.rules.excuses import excuse_for
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import Said, Task, excused_event, finding, joined
from zhidu.domain.rules.kinds.coverage import still_stands
from zhidu.domain.rules.kinds.params import Composition
from zhidu.domain.rules.kinds.parts import Part
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.terms import Missing, Over
from zhidu.domain.rules.vocabulary import MEASURES, SUBJECT_TYPES, MeasureUnit, is_a
from zhidu.domain.rules.wording import day
from zhidu.domain.rules.world import measure_name


def evaluate(task: Task, params: Composition) -> Iterator[Finding]:
    """One finding per period or event, or one for how things stand."""
    held = task.world.held.of(params.of, task.subject.id)
    if params.event:
        for event, stretch in events(
            task.duty, task.subject, task.stretches(), params.event, task.world, task.window
        ):
            facts = [*task.world.held.about(params.of, event.id)]
            numbers, said = _judged(task, params, facts, day(event.on, task.as_of))
            numbers = replace(numbers, exempt=excused_event(task, event))
            yield finding(
                task,
                numbers,
                said,
                period=f"event:{event.id}",
                start=event.on,
                organization=stretch.organization,
                evidence=(event, *facts),
            )
    elif params.per is not None:
        yield from _in_periods(task, params, params.per, held)
    else:
        current = task.current()
        if current is None:
            return
        standing = [fact for fact in held if still_stands(fact, task.as_of)]
        numbers, said = _judged(task, params, standing, f"截至 {day(task.as_of)}")
        now = task.world.calendar.period_of(Unit.MONTH, task.as_of)
        assert now is not None  # noqa: S101 - months tile the calendar
        excused = excuse_for(task.world, task.clause, task.subject.id, first=date.min, last=task.as_of)
        yield finding(
            task,
            replace(numbers, exempt=excused is not None),
            said,
            period=now.key,
            start=now.start,
            organization=current.organization,
            evidence=standing,
        )


def _in_periods(task: Task, params: Composition, unit: Unit, held: Sequence[Fact]) -> Iterator[Finding]:
    for slot in slots(task.duty, task.subject, task.world, unit, task.window):
        period = slot.period
        latest = makeup_until(task.clause, slot, task.world)
        facts = [
            one
            for one in held
            if one.on <= latest and home(one, unit, [period], task.world.calendar) is not None
        ]
        numbers, said = _judged(task, params, facts, period.chinese())
        in_time, _ = _judged(task, params, [one for one in facts if one.on <= slot.due], period.chinese())
        recorded = task.world.recorded_since(task.subject)
        excused = excuse_for(
            task.world, task.clause, task.subject.id, key=period.key, first=period.start, last=period.end
        )
        numbers = replace(
            numbers,
            sure=in_time.sure,
            late=max(numbers.sure - in_time.sure, Fraction(0)),
            applicable=numbers.applicable and asks_anything(task.clause, slot),
            days_left=(slot.due - task.as_of).days,
            warn_days=warn_days(task.clause, slot.due, task.world, unit),
            exempt=excused is not None,
            missing=Missing.DATA if recorded is not None and period.start < recorded else numbers.missing,
        )
        yield finding(
            task,
            numbers,
            said,
            period=period.key,
            start=period.start,
            due=slot.due,
            organization=slot.scope.organization,
            evidence=facts,
        )


def _judged(task: Task, params: Composition, facts: Sequence[Fact], when: str) -> tuple[Numbers, Said]:
    """How many of the parts are there; a part that has too many is a breach of its own."""
    needed = unsure_parts = kept = over = 0
    lacking: list[str] = []
    asked: list[str] = []
    recorded = task.world.recorded_since(task.subject)
    each = _counted_in(params)
    for part in params.parts:
        sure, unsure = _of_part(task, params, part, facts)
        name = "" if part.type == "any" else _name(task, part.type)
        if part.at_least is not None:
            needed += 1
            upper = "" if part.at_most in {None, part.at_least} else f" 至 {part.at_most}"
            asked.append(f"{name or measure_name(params.of)} {part.at_least}{upper} {each}")
            if sure >= part.at_least:
                kept += 1
            elif sure + unsure >= part.at_least:
                unsure_parts += 1
            else:
                lacking.append(
                    f"{name or measure_name(params.of)}（应有 {part.at_least} {each}，实有 {sure} {each}）"
                )
        if part.at_most is not None and part.over is Over.BREACH and sure > part.at_most:
            over += 1
            lacking.append(
                f"{name or measure_name(params.of)}（至多 {part.at_most} {each}，实有 {sure} {each}）"
            )
        if part.at_least is None and part.at_most is not None:
            asked.append(f"{name or measure_name(params.of)}至多 {part.at_most} {each}")
    numbers = Numbers(
        need=Fraction(needed),
        sure=Fraction(kept),
        unsure=Fraction(unsure_parts),
        broken=over,
        missing=Missing.DATA if recorded is not None and recorded > task.as_of else None,
    )
    did = "都有" if len(asked) > 1 else "已有"
    if lacking or unsure_parts:
        did = f"缺{joined(lacking)}" if lacking else "记录不全"
    if over:
        did = f"不合的有{joined(lacking)}"
    should = f"应有{'、'.join(asked)}" if needed else "、".join(asked)
    return numbers, Said(what=task.clause.title, when=when, should=should, did=did, unit="项")


def _counted_in(params: Composition) -> str:
    """People are counted 人, what is done over a period 次, everything that stands 个."""
    unit = MEASURES[params.of].unit
    if unit is MeasureUnit.TIMES:
        return "次" if params.per is not None else "个"
    return unit.chinese or "个"


def _of_part(task: Task, params: Composition, part: Part, facts: Sequence[Fact]) -> tuple[int, int]:
    """How many surely and perhaps belong to a part; subordinate organisations are read from the tree."""
    if params.of == "subordinate" and part.type in SUBJECT_TYPES:
        below = task.world.subjects.below(task.subject.id, task.as_of)
        spells = [one.on(task.as_of) for one in below]
        return sum(1 for spell in spells if spell and is_a(spell.type, part.type)), 0
    sure = unsure = 0
    for fact in facts:
        found = fact.words(params.column)
        if part.type == "any" or (found is not None and part.type in found):
            number = int(fact.quantity)
            sure, unsure = (sure + number, unsure) if fact.sure else (sure, unsure + number)
        elif found is None:
            unsure += int(fact.quantity)
    return sure, unsure


def _name(task: Task, token: str) -> str:
    return SUBJECT_TYPES[token].chinese if token in SUBJECT_TYPES else task.word(token)


def implies(a: Composition, b: Composition) -> bool:
    """Whether having *a* always means having *b*."""
    if (a.of, a.column, a.per, a.event) != (b.of, b.column, b.per, b.event):
        return False
    ours = {part.type: part for part in a.parts}
    return all(other.type in ours and _part_implies(ours[other.type], other) for other in b.parts)


def _part_implies(a: Part, b: Part) -> bool:
    low = b.at_least is None or (a.at_least is not None and a.at_least >= b.at_least)
    capped = b.at_most is None or b.over is Over.FINE
    high = capped or (
        a.at_most is not None and a.over is Over.BREACH and b.at_most is not None and a.at_most <= b.at_most
    )
    return low and high
