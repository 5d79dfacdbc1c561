"""Lapse: whole months in a row without dues, organised life or assigned work (row 12).

It only ever proposes a procedure. Everything doubtful counts in the member's favour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from zhidu.domain.calendar import Period
from zhidu.domain.rules.counting import spread
from zhidu.domain.rules.excuses import excuse_for
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import Said, Task, finding
from zhidu.domain.rules.kinds.params import Lapse
from zhidu.domain.rules.terms import Missing
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.domain.rules.world import Stretch, measure_name

LOOK_BACK = 24
"""Periods looked back at most: far beyond any run a clause may name."""


@dataclass(slots=True)
class _Run:
    measure: str
    surely: int = 0
    perhaps: int = 0
    first: Period | None = None
    last: Period | None = None
    reset: str = ""


def evaluate(task: Task, params: Lapse) -> Iterator[Finding]:
    """One finding at ``as_of``: the longest run among the named things, never mixed with one another."""
    current = task.current()
    if current is None:
        return
    now = task.world.calendar.period_of(params.per, task.as_of)
    if now is None:
        return
    months = _whole_periods(task, now)
    runs = [_run(task, params, measure, months) for measure in params.any_of]
    worst = max(runs, key=lambda run: (run.surely, run.perhaps))
    doubtful = max(runs, key=lambda run: run.perhaps)
    unsure = max(doubtful.perhaps, worst.perhaps) - worst.surely
    numbers = Numbers(
        need=None,
        cap=Fraction(params.run - 1),
        alarm=Fraction(params.warn_at),
        sure=Fraction(worst.surely),
        unsure=Fraction(unsure if worst.surely < params.run <= worst.surely + unsure else 0),
        missing=Missing.DATA if unsure else None,
    )
    unit = {"month": "个月"}.get(params.per.value, params.per.chinese)
    names = "、".join(measure_name(measure) for measure in params.any_of)
    what = measure_name(params.any_of[0]) if len(params.any_of) == 1 else "其中任何一项（各项分别计算）"
    did = f"现已连续 {worst.surely} {unit}没有{measure_name(worst.measure)}"
    if worst.surely == 0:
        did = "没有中断"
    elif worst.first is not None and worst.last is not None and worst.first != worst.last:
        did += f"（{worst.first.chinese()}至 {worst.last.chinese()}）"
    if numbers.unsure:
        did += f"，另有 {int(numbers.unsure)} {unit}记录不全"
    yield finding(
        task,
        numbers,
        Said(
            what=names,
            when=f"截至 {now.chinese()}",
            should=f"连续 {params.run} {unit}没有{what}、又无正当理由的，才提出处理",
            did=did,
            extra=(worst.reset,),
        ),
        period=now.key,
        start=now.start,
        due=None,
        organization=current.organization,
    )


def _whole_periods(task: Task, now: Period) -> list[Period]:
    """Whole periods of membership that are over, newest first."""
    calendar, stretches = task.world.calendar, task.stretches()
    period: Period | None = now if now.end <= task.as_of else calendar.previous(now)
    found: list[Period] = []
    while period is not None and len(found) < LOOK_BACK and _member_throughout(stretches, period):
        found.append(period)
        period = calendar.previous(period)
    return found


def _member_throughout(stretches: tuple[Stretch, ...], period: Period) -> bool:
    days = sum(
        (min(one.last, period.end) - max(one.first, period.start)).days + 1
        for one in stretches
        if one.first <= period.end and one.last >= period.start
    )
    return days >= period.days


def _run(task: Task, params: Lapse, measure: str, months: list[Period]) -> _Run:
    run = _Run(measure)
    certain = True
    recorded = task.world.recorded_since(task.subject)
    for month in months:
        done = _done(task, measure, month)
        excused = excuse_for(
            task.world,
            task.clause,
            task.subject.id,
            key=month.key,
            first=month.start,
            last=month.end,
            measure=measure,
        )
        if done or excused is not None or not _occasion(task, measure, month):
            if excused is not None:
                run.reset = f"{month.chinese()}有经认可的正当理由，从次月起算"
            break
        unknown = done is None or (recorded is not None and month.start < recorded)
        certain = certain and not unknown
        run.perhaps += 1
        if certain:
            run.surely += 1
            run.first = month
            run.last = run.last or month
        if run.perhaps >= params.run and not certain:
            break
    return run


def _done(task: Task, measure: str, month: Period) -> bool | None:
    """Whether the thing was done in the month or for it; None where only an incomplete record says so."""
    answer: bool | None = False
    calendar = task.world.calendar
    held = task.world.held.of(measure, task.subject.id)
    for fact in (share for one in held for share in spread(one, month.unit, calendar)):
        if month.contains(fact.on) or fact.for_period == month.key:
            if fact.sure:
                return True
            answer = None
    return answer


def _occasion(task: Task, measure: str, month: Period) -> bool:
    """Whether there was anything to take part in: without a meeting nobody stayed away."""
    wanted = MEASURES[measure].occasion
    if not wanted:
        return True
    held = task.world.held
    spell = task.subject.on(month.end)
    group = spell.attributes.get("group", "") if spell else ""
    holders = [task.subject.id, group, *task.world.subjects.ancestors(task.subject.id, month.end)]
    return any(
        month.contains(fact.on) for name in wanted for holder in holders for fact in held.of(name, holder)
    )


def implies(a: Lapse, b: Lapse) -> bool:
    """Lapse clauses are fixed: neither shorter nor longer is stricter, so only the same implies the same."""
    return set(a.any_of) == set(b.any_of) and a.run == b.run and a.per is b.per
