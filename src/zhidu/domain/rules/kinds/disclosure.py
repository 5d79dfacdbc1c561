"""Disclosure: what was told, to whom, through which channel, by when (通报、公开、公示)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from zhidu.domain.rules.facts import Fact, all_hold, narrower
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import Said, Task, excused_event, finding, warn_within
from zhidu.domain.rules.kinds.deadline import paired
from zhidu.domain.rules.kinds.params import Disclosure
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.terms import Missing
from zhidu.domain.rules.wording import day
from zhidu.domain.rules.world import measure_name

ZERO = Fraction(0)


def evaluate(task: Task, params: Disclosure) -> Iterator[Finding]:
    """One finding per thing that must be told; every audience counts."""
    for event, stretch in events(
        task.duty, task.subject, task.stretches(), params.what, task.world, task.window
    ):
        meant = all_hold(params.where, event)
        if meant is False:
            continue
        due = task.world.calendar.add(event.on, params.within) if params.within else None
        told = [one for one in paired(task.world, task.world.held, "disclosure", event) if one.on >= event.on]
        reached = {who: _reached(params, who, told) for who in params.to}
        in_time = [who for who, one in reached.items() if one and (due is None or one.on <= due)]
        late = [who for who, one in reached.items() if one and due is not None and one.on > due]
        maybe = _perhaps(params, told) - set(in_time) - set(late)
        excused = bool(params.unless) and event.says_yes(params.unless) is True
        numbers = Numbers(
            need=Fraction(len(params.to)),
            sure=Fraction(len(in_time)),
            late=Fraction(len(late)),
            unsure=Fraction(len(maybe)),
            planned=Fraction(
                len(params.to) if paired(task.world, task.world.plans, "disclosure", event) else 0
            ),
            days_left=None if due is None else (due - task.as_of).days,
            warn_days=warn_within(task, event.on, due, task.clause.warn) if due else 0,
            exempt=excused or excused_event(task, event),
            missing=None if meant and event.sure else Missing.DATA,
        )
        lacking = [who for who in params.to if who not in in_time and who not in late]
        yield finding(
            task,
            numbers,
            Said(
                what=measure_name(params.what),
                when=day(event.on, task.as_of),
                should=_should(task, params, due),
                did=_did(task, in_time, late, lacking),
            ),
            period=f"event:{event.id}",
            start=event.on,
            due=due,
            organization=stretch.organization,
            evidence=(event, *told),
        )


def _reached(params: Disclosure, who: str, told: list[Fact]) -> Fact | None:
    """The first disclosure that surely reached one audience through an accepted channel."""
    for one in told:
        channel = one.words("via")
        through = not params.via or (channel is not None and bool(channel & params.via))
        if who in (one.words("audience") or ()) and through and one.sure:
            return one
    return None


def _perhaps(params: Disclosure, told: list[Fact]) -> set[str]:
    """Audiences that may have been reached, going by records that leave out the audience or the channel."""
    found: set[str] = set()
    for one in told:
        audience, channel = one.words("audience"), one.words("via")
        if audience is None:
            found |= params.to
        elif not one.sure or (params.via and channel is None):
            found |= audience & params.to
    return found


def _should(task: Task, params: Disclosure, due: date | None) -> str:
    by = f"（不晚于 {day(due, task.as_of)}）" if due else ""
    via = f"通过{task.phrase(params.via)}" if params.via else ""
    return f"应{via}告知{task.phrase(params.to)}{by}"


def _did(task: Task, in_time: list[str], late: list[str], lacking: list[str]) -> str:
    parts = []
    if in_time:
        parts.append(f"已告知{task.phrase(in_time)}")
    if late:
        parts.append(f"迟告知{task.phrase(late)}")
    if lacking:
        parts.append(f"没有告知{task.phrase(lacking)}的记录")
    return "，".join(parts)


def implies(a: Disclosure, b: Disclosure) -> bool:
    """Whether *a* tells everybody *b* would, no later."""
    if a.what != b.what or not a.to >= b.to or not narrower(b.where, a.where) or a.unless != b.unless:
        return False
    if b.via and not (a.via and a.via <= b.via):
        return False
    if b.within is None:
        return True
    return a.within is not None and a.within.unit is b.within.unit and a.within.amount <= b.within.amount
