"""Term: how long something may or must last from its start (任期三年；评议半个月至一个月)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import ONE, Said, Task, finding, warn_within
from zhidu.domain.rules.kinds.params import Term
from zhidu.domain.rules.kinds.parts import Span
from zhidu.domain.rules.scope import on_day
from zhidu.domain.rules.terms import Missing
from zhidu.domain.rules.wording import day
from zhidu.domain.rules.world import Stretch, measure_name

ZERO = Fraction(0)


def evaluate(task: Task, params: Term) -> Iterator[Finding]:
    """One finding per start that was still running inside the window."""
    found = task.stretches()
    starts = list(task.world.held.of(params.starts, task.subject.id))
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        end = _ending(task, params, start, following)
        # a revision of the rule governs what is still running; what had ended is judged by the text of that day
        stretch = on_day(task.duty, found, end.on if end else task.as_of)
        if stretch is None:
            continue
        if (end.on if end else task.as_of) < task.window.start:
            continue
        yield _judged(task, params, start, end, stretch)


def _ending(task: Task, params: Term, start: Fact, following: Fact | None) -> Fact | None:
    """What ends it: the paired closing fact, or (for a term of office) the next start."""
    if not params.ends:
        return following
    paired = [*task.world.held.about(params.ends, start.id)]
    if start.ref:
        paired += task.world.held.about(params.ends, start.ref)
    return min(paired, key=lambda fact: fact.on, default=None)


def _judged(task: Task, params: Term, start: Fact, end: Fact | None, stretch: Stretch) -> Finding:
    calendar = task.world.calendar
    low = calendar.add(start.on, params.length.at_least) if params.length.at_least else None
    high = calendar.add(start.on, params.length.at_most) if params.length.at_most else None
    if not params.ends:
        low = None
    high, note = _extended(task, params, start, high)
    closing = end.on if end else None
    too_short = closing is not None and low is not None and closing < low
    in_time = closing is not None and not too_short and (high is None or closing <= high)
    late = closing is not None and high is not None and closing > high
    # a lower bound alone is no day by which anything is due
    due = high
    plan = _planned(task, params, start, high)
    numbers = Numbers(
        need=ONE,
        sure=ONE if in_time else ZERO,
        late=ONE if late else ZERO,
        planned=ONE if plan else ZERO,
        broken=1 if too_short else 0,
        days_left=None if due is None else (due - task.as_of).days,
        missing=None if stretch.sure else Missing.DATA,
        warn_days=warn_within(task, start.on, due, task.clause.warn) if due else 0,
    )
    did = f"自 {day(start.on)}起"
    did += f"，{day(closing)}结束" if closing else "，尚未结束" if params.ends else "，尚未换届"
    if closing and not params.ends:
        did = f"自 {day(start.on)}起，{day(closing)}换届"
    return finding(
        task,
        numbers,
        Said(
            what=measure_name(params.starts) if params.ends else task.clause.title,
            when=f"{day(start.on)}起",
            should=_should(params.length, low, high, task.as_of),
            did=did,
            extra=(note,),
        ),
        period=f"event:{start.id}",
        start=start.on,
        due=due,
        organization=stretch.organization,
        evidence=(start, *((end,) if end else ())),
    )


def _extended(task: Task, params: Term, start: Fact, high: date | None) -> tuple[date | None, str]:
    """An approved extension moves the end, but never by more than the clause allows."""
    if params.extend is None or high is None:
        return high, ""
    furthest = task.world.calendar.add(high, params.extend.at_most)
    for fact in task.world.held.of("term_extended", task.subject.id):
        if fact.ref not in {"", start.id} or not start.on <= fact.on <= furthest:
            continue
        if params.extend.approver not in (fact.words("approver") or ()):
            continue
        until = fact.text("until")
        try:
            asked = date.fromisoformat(until) if until else furthest
        except ValueError:
            continue
        granted = min(asked, furthest)
        return granted, f"经{task.word(params.extend.approver)}批准延长至 {day(granted)}"
    return high, ""


def _planned(task: Task, params: Term, start: Fact, high: date | None) -> bool:
    if params.ends:
        return any(
            fact.ref in {start.id, start.ref} for fact in task.world.plans.all_of(params.ends) if fact.ref
        )
    plans = task.world.plans.of(params.starts, task.subject.id)
    return any(high is None or fact.on <= high for fact in plans)


def _should(length: Span, low: date | None, high: date | None, as_of: date) -> str:
    if low is not None and high is not None and length.at_least and length.at_most:
        if length.at_least == length.at_most:
            return f"应满 {length.at_most.chinese()}"
        return f"应历时 {length.at_least.chinese()}至 {length.at_most.chinese()}"
    if high is not None:
        return f"应不晚于 {day(high, as_of)}结束"
    return f"应不早于 {day(low, as_of)}结束" if low else "应有起止"


def implies(a: Term, b: Term) -> bool:
    """Whether keeping *a* keeps *b*: the same thing within bounds no wider, extended no further."""
    if a.starts != b.starts or a.ends != b.ends:
        return False
    return a == b
