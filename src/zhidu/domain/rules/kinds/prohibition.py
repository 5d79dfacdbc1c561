"""Prohibition: what must not happen, and what a confirmed fact blocks afterwards (一票否决)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from zhidu.domain.calendar import Period
from zhidu.domain.rules.counting import home, slots
from zhidu.domain.rules.excuses import excuse_for
from zhidu.domain.rules.facts import Fact, all_hold, narrower
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import Said, Task, finding, joined
from zhidu.domain.rules.kinds.params import Prohibition
from zhidu.domain.rules.kinds.parts import When
from zhidu.domain.rules.scope import events, on_day
from zhidu.domain.rules.wording import day
from zhidu.domain.rules.world import measure_name

NONE_ALLOWED = Fraction(0)


def evaluate(task: Task, params: Prohibition) -> Iterator[Finding]:
    """One finding per trigger (what it blocks), or one per period (what must not be done at all)."""
    if params.when is not None:
        yield from _blocked(task, params, params.when)
    else:
        yield from _forbidden(task, params)


def _blocked(task: Task, params: Prohibition, when: When) -> Iterator[Finding]:
    for trigger, stretch in events(
        task.duty, task.subject, task.stretches(), when.fact, task.world, task.window
    ):
        meant = all_hold(params.where, trigger)
        if meant is False or (when.also and not _also(task, when, trigger)):
            continue
        sure = meant is True and trigger.sure
        first, last = _span(task, when, trigger)
        violations = [
            fact
            for measure in params.blocks
            for fact in task.world.held.of(measure, task.subject.id)
            if _falls(task, when, fact, first, last)
        ]
        blocked = "、".join(measure_name(one) for one in params.blocks)
        broken = len(violations) if params.blocks else 1
        if params.blocks:
            did = (
                f"期间有{joined(measure_name(one.measure) for one in violations)}"
                if violations
                else f"期间没有{blocked}"
            )
            should = (
                f"{day(first, task.as_of)}至 {day(last, task.as_of)}不得{blocked}"
                if last != date.max
                else f"不得{blocked}"
            )
        else:
            should, did = task.clause.title, f"{day(trigger.on, task.as_of)}{measure_name(trigger.measure)}"
        yield finding(
            task,
            Numbers(
                need=None,
                cap=NONE_ALLOWED,
                sure=Fraction(broken) if sure else NONE_ALLOWED,
                unsure=NONE_ALLOWED if sure else Fraction(broken),
                exempt=excuse_for(
                    task.world,
                    task.clause,
                    task.subject.id,
                    first=trigger.on,
                    last=trigger.on,
                    event=trigger.id,
                )
                is not None,
            ),
            Said(what=measure_name(when.fact), when=day(trigger.on, task.as_of), should=should, did=did),
            period=f"event:{trigger.id}",
            start=trigger.on,
            organization=stretch.organization,
            evidence=(trigger, *violations),
        )


def _also(task: Task, when: When, trigger: Fact) -> bool:
    """The second fact a prohibition asks for: about the same matter, or about the trigger itself."""
    held = task.world.held
    related = [
        *held.about(when.also, trigger.id),
        *(held.about(when.also, trigger.ref) if trigger.ref else ()),
    ]
    return bool(related)


def _falls(task: Task, when: When, fact: Fact, first: date, last: date) -> bool:
    """Whether an act lies in the blocked stretch; one for the year before belongs to that year."""
    if when.same is not None and fact.for_period:
        stretch = Period(when.same, "", first, last)
        return home(fact, when.same, [stretch], task.world.calendar) is not None
    return first <= fact.on <= last


def _span(task: Task, when: When, trigger: Fact) -> tuple[date, date]:
    if when.same is not None:
        period = task.world.calendar.period_of(when.same, trigger.on)
        if period is not None:
            return period.start, period.end
    if when.lasting is not None:
        return trigger.on, task.world.calendar.add(trigger.on, when.lasting)
    return trigger.on, date.max


def _forbidden(task: Task, params: Prohibition) -> Iterator[Finding]:
    stretches = task.stretches()
    for slot in slots(task.duty, task.subject, task.world, params.per, task.window):
        period = slot.period
        if period.start > task.as_of:
            continue
        sure: list[Fact] = []
        unsure: list[Fact] = []
        for fact in task.world.held.of(params.forbids, task.subject.id):
            if not period.contains(fact.on) or on_day(task.duty, stretches, fact.on) is None:
                continue
            answer = all_hold(params.where, fact)
            if answer is not False:
                (sure if answer and fact.sure else unsure).append(fact)
        name = measure_name(params.forbids)
        yield finding(
            task,
            Numbers(
                need=None,
                cap=NONE_ALLOWED,
                sure=Fraction(len(sure)),
                unsure=Fraction(len(unsure)),
                exempt=excuse_for(
                    task.world,
                    task.clause,
                    task.subject.id,
                    key=period.key,
                    first=period.start,
                    last=period.end,
                )
                is not None,
            ),
            Said(
                what=task.clause.title,
                when=period.chinese(),
                should=f"不得有“{name}”" if not params.where else "不得有此类情况",
                did=f"发现 {len(sure)} 起"
                if sure
                else "没有发现"
                if not unsure
                else f"有 {len(unsure)} 起记录不全",
            ),
            period=period.key,
            start=period.start,
            organization=slot.scope.organization,
            evidence=[*sure, *unsure],
        )


def implies(a: Prohibition, b: Prohibition) -> bool:
    """Whether *a* forbids everything *b* forbids."""
    if a.when is None or b.when is None:
        return a.when is b.when and a.forbids == b.forbids and a.per is b.per and narrower(b.where, a.where)
    # where nothing is blocked the trigger itself is the breach, which no list of blocked things covers
    blocks = set(a.blocks) >= set(b.blocks) and bool(a.blocks) == bool(b.blocks)
    return a.when == b.when and blocks and a.where == b.where
