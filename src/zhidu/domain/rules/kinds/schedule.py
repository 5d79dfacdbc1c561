"""Schedule: when it is done, where it is done at all (每月第三个周五、六月底)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhidu.domain.calendar import Unit, Window, disjoint
from zhidu.domain.rules.facts import Fact, all_hold, narrower
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds.base import Said, Task, event_finding, named
from zhidu.domain.rules.kinds.params import Schedule
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.wording import day

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def evaluate(task: Task, params: Schedule) -> Iterator[Finding]:
    """One finding per event; an event that never happened is the business of the frequency clause."""
    filled: dict[tuple[int, str], int] = {}
    found = events(task.duty, task.subject, task.stretches(), params.measure, task.world, task.window)
    for event, stretch in found:
        meant = all_hold(params.where, event)
        if meant is False:
            continue
        if params.set_by:
            kept, should = _on_set_days(task, params, event)
        else:
            kept = _in_window(task, params, event)
            should = "应在" + "或".join(window.chinese() for window in params.windows)
        did = f"实际在 {day(event.on, task.as_of)}{_hour_and_weekday(params, event)}"
        if kept is None and not params.set_by:
            did += "，起止钟点或学期没有记录"
        if kept and params.each is not None:
            key = _window_key(task, params, event)
            filled[key] = filled.get(key, 0) + 1
            if filled[key] > params.each:
                kept, did = False, f"{did}，同一时段内已是第 {filled[key]} 次"
        note = ""
        still_open = False
        if kept is False and params.one_of is not None:
            kept, still_open, note = _another_fits(task, params, event, params.one_of)
        if kept is False and params.move is not None:
            kept, note = _moved(task, params, event)
        if kept is False and meant is None:
            kept, note = None, "没有记下是否属于本条所说的活动"
        yield event_finding(
            task,
            event,
            stretch,
            Said(
                what=named(task, params.measure, params.where),
                should=should,
                did=did,
                extra=(note,),
            ),
            kept=kept,
            still_open=still_open,
        )


def _another_fits(task: Task, params: Schedule, event: Fact, unit: Unit) -> tuple[bool, bool, str]:
    """Whether another event of the period lies in the window, and if not, whether one may still come."""
    period = task.world.calendar.period_of(unit, event.on)
    if period is None:
        return False, False, ""
    others = [one for one in task.world.held.of(params.measure, task.subject.id) if period.contains(one.on)]
    if any(_in_window(task, params, one) for one in others):
        return True, False, f"{period.chinese()}另有一次在规定的时间内"
    return False, task.as_of <= period.end, ""


def _hour_and_weekday(params: Schedule, event: Fact) -> str:
    """（周三 16:00—17:00）: only where the window asks for them, as far as they were recorded."""
    parts = []
    if any(window.weekday is not None for window in params.windows):
        parts.append(WEEKDAYS[event.on.weekday()])
    if any(window.time_from is not None or window.time_to is not None for window in params.windows):
        clocks = [one for one in (event.clock("begins"), event.clock("ends")) if one is not None]
        parts.append("—".join(f"{one.hour}:{one.minute:02d}" for one in clocks))
    shown = " ".join(part for part in parts if part)
    return f"（{shown}）" if shown else ""


def _in_window(task: Task, params: Schedule, event: Fact) -> bool | None:
    answers = [
        window.holds(event.on, task.world.calendar, begins=event.clock("begins"), ends=event.clock("ends"))
        for window in params.windows
    ]
    if any(answers):
        return True
    return None if any(answer is None for answer in answers) else False


def _window_key(task: Task, params: Schedule, event: Fact) -> tuple[int, str]:
    """Which window of which year the event fills."""
    for place, window in enumerate(params.windows):
        if window.holds(event.on, task.world.calendar):
            return place, str(event.on.year)
    return -1, str(event.on.year)


def _on_set_days(task: Task, params: Schedule, event: Fact) -> tuple[bool | None, str]:
    """Against the days somebody else fixed: facts ``date_set`` with columns of, first, last."""
    who = task.word(params.set_by)
    stretches: list[tuple[date, date]] = []
    for source in task.world.sources(task.subject.id, ("self", "superior"), event.on):
        for fact in task.world.held.of("date_set", source):
            if params.measure in (fact.words("of") or ()):
                first = _date(fact.text("first"))
                last = _date(fact.text("last")) or first
                if first and last and first.year == event.on.year:
                    stretches.append((first, last))
    if not stretches:
        return None, f"时间应由{who}确定（没有找到确定时间的记录）"
    shown = "或".join(
        f"{day(first, event.on)}至 {day(last, event.on)}" if first != last else day(first, event.on)
        for first, last in stretches
    )
    return any(first <= event.on <= last for first, last in stretches), f"应在{who}确定的 {shown}"


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _moved(task: Task, params: Schedule, event: Fact) -> tuple[bool | None, str]:
    """An event outside its window is kept when those named agreed, and in time where the clause says before."""
    move = params.move
    assert move is not None  # noqa: S101 - the caller asked
    consent = event.words("consent_by")
    who = task.phrase(move.consent)
    if consent is None or not consent & move.consent:
        return False, f"调整须经{who}同意，没有找到同意的记录"
    agreed = _date(event.text("consent_on"))
    if agreed is None and move.before:
        return None, f"有{who}同意，但没有记下同意的日期"
    if move.before and agreed is not None and agreed > event.on:
        return False, f"{who} {day(agreed, task.as_of)}才同意，应在调整前"
    return True, f"经{who}同意调整"


def implies(a: Schedule, b: Schedule) -> bool:
    """Whether keeping *a* keeps *b*: every window of a is one of b's, and no looser ways out."""
    # an event the other clause looks at must be looked at here too
    if a.measure != b.measure or a.set_by != b.set_by or not narrower(b.where, a.where):
        return False
    if not a.windows or not set(a.windows) <= set(b.windows):
        return False
    return (
        a.move == b.move
        and (a.one_of is None or a.one_of is b.one_of)
        and (b.each is None or a.each == b.each)
    )


def clash(a: Schedule, b: Schedule) -> bool:
    """Whether nothing at all can keep both (Tuesday against Friday)."""
    if a.measure != b.measure or not a.windows or not b.windows or a.move or b.move:
        return False
    if a.where != b.where:
        return False

    def apart(one: Window, other: Window) -> bool:
        return disjoint(one, other)

    return all(apart(one, other) for one in a.windows for other in b.windows)
