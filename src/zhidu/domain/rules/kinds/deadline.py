"""Deadline: one thing follows another within a time, or goes before it (收到后几日内；外出前)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from zhidu.domain.rules.facts import Fact, FactIndex, all_hold, in_order, narrower
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import ONE, Said, Task, excused_event, finding, named, warn_within
from zhidu.domain.rules.kinds.params import Deadline
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.domain.rules.wording import day, entered_late
from zhidu.domain.rules.world import Stretch, World, measure_name

ZERO = Fraction(0)


def evaluate(task: Task, params: Deadline) -> Iterator[Finding]:
    """One finding per trigger."""
    for trigger, stretch in events(
        task.duty, task.subject, task.stretches(), params.trigger, task.world, task.window
    ):
        if all_hold(params.where, trigger) is False:
            continue
        yield _judged(task, params, trigger, stretch)


def _judged(task: Task, params: Deadline, trigger: Fact, stretch: Stretch) -> Finding:
    due = _due(task, params, trigger)
    acts = paired(task.world, task.world.held, params.act, trigger)
    good = [(act, _complete(params, act)) for act in acts]
    good = [(act, whole) for act, whole in good if whole is not False]
    chosen = min(good, key=lambda pair: (pair[0].on > due, pair[1] is None, pair[0].on), default=None)
    act, whole = chosen or (None, False)
    in_time = act is not None and act.on <= due
    makeup = task.clause.makeup
    limit = task.world.calendar.add(due, makeup) if makeup else (due if params.before else date.max)
    late = act is not None and due < act.on <= limit
    surely = whole is True and act is not None and act.sure
    doubtful = not trigger.sure or all_hold(params.where, trigger) is None
    counted = ONE if act is not None and (in_time or late) else ZERO
    recorded = task.world.recorded_since(task.subject)
    closed_early = params.before and trigger.on <= task.as_of
    numbers = Numbers(
        need=ONE,
        sure=counted if surely and in_time else ZERO,
        late=counted if surely and late else ZERO,
        unsure=ONE if doubtful else ZERO if surely else counted,
        planned=Fraction(len(paired(task.world, task.world.plans, params.act, trigger))),
        days_left=(due - task.as_of).days if not closed_early else min(-1, (due - task.as_of).days),
        warn_days=warn_within(task, trigger.on, due, task.clause.warn),
        exempt=excused_event(task, trigger),
    )
    if recorded is not None and trigger.on < recorded and not counted:
        numbers = Numbers(unsure=ONE, days_left=numbers.days_left, exempt=numbers.exempt)
    name = measure_name(params.act)
    did = f"没有“{name}”的记录"
    if act is not None:
        did = f"{day(act.on, task.as_of)}{'才' if act.on > due else ''}有“{name}”"
        if whole is None:
            did += f"，没有记下{_left_out(task, params, act)}"
    elif acts:
        did = f"有“{name}”，但对象或办理人不对"
    return finding(
        task,
        numbers,
        Said(
            what=named(task, params.trigger, params.where),
            when=day(trigger.on, task.as_of),
            should=_should(task, params, due),
            did=did,
            lapsed=not closed_early,
            extra=(entered_late([act], due) if act is not None else "",),
        ),
        period=f"event:{trigger.id}",
        start=trigger.on,
        due=due,
        organization=stretch.organization,
        evidence=(trigger, *((act,) if act else ())),
    )


def _due(task: Task, params: Deadline, trigger: Fact) -> date:
    calendar = task.world.calendar
    if params.before:
        return calendar.subtract(trigger.on, params.within) if params.within else trigger.on
    if params.within is not None:
        return calendar.add(trigger.on, params.within)
    assert params.end_of is not None  # noqa: S101 - the loader refuses a deadline without any limit
    period = calendar.period_of(params.end_of, trigger.on)
    return period.end if period else trigger.on


def paired(world: World, index: FactIndex, measure: str, trigger: Fact) -> Sequence[Fact]:
    """Acts that belong to a trigger: they refer to it, both refer to the same thing, or it refers to them.

    Oldest first, each once. What two people did about the same thing (their notes of one meeting) is not each
    other's.
    """
    found = index.about(measure, trigger.id)
    if not trigger.ref:
        return found
    named = index.by_id(trigger.ref)
    more = [named] if named is not None and named.measure == measure else []
    beside = [one for one in index.about(measure, trigger.ref) if not _of_somebody_else(world, one, trigger)]
    every = {one.id: one for one in (*found, *beside, *more)}
    return sorted(every.values(), key=in_order)


def _of_somebody_else(world: World, act: Fact, trigger: Fact) -> bool:
    """Whether the one is about one member and the other about another; a post may be the member's own."""
    if act.subject == trigger.subject:
        return False
    both = [world.subjects.get(one.subject) for one in (act, trigger)]
    return all(one is not None and one.kind is SubjectClass.MEMBER for one in both)


def _complete(params: Deadline, act: Fact) -> bool | None:
    """Whether the act was done by and to those named, with every field filled."""
    answer: bool | None = True
    for column, wanted in (("by", params.by), ("audience", params.to)):
        if not wanted:
            continue
        found = act.words(column)
        if found is None:
            answer = None
        elif (column == "by" and not found & wanted) or (column == "audience" and not wanted <= found):
            return False
    if any(act.text(name) is None for name in params.fields):
        answer = None
    return answer


def _left_out(task: Task, params: Deadline, act: Fact) -> str:
    """The columns of an act that a clause needs and nobody filled."""
    needed = [("办理人", "by", params.by), ("对象", "audience", params.to)]
    empty = [name for name, column, wanted in needed if wanted and act.words(column) is None]
    return "、".join((*empty, *(task.word(name) for name in params.fields if act.text(name) is None)))


def _should(task: Task, params: Deadline, due: date) -> str:
    name = measure_name(params.act)
    last = f"不晚于 {day(due, task.as_of)}"
    if params.before:
        lead = f"提前 {params.within.chinese()}" if params.within and params.within.amount else "事前"
    elif params.within is not None and not params.within.amount:
        lead, last = "当天", day(due, task.as_of)
    elif params.within is not None:
        lead = f"{params.within.chinese()}内"
    else:
        lead = f"{params.end_of.chinese if params.end_of else ''}内"
    whom = f"对象：{task.phrase(params.to)}，" if params.to else ""
    return f"{lead}应有“{name}”（{whom}{last}）"


def implies(a: Deadline, b: Deadline) -> bool:
    """Whether keeping *a* keeps *b*: same pair, no later, to and with at least as much."""
    if a.trigger != b.trigger or a.act != b.act or a.before != b.before or a.end_of is not b.end_of:
        return False
    if not narrower(b.where, a.where) or not a.to >= b.to or not set(a.fields) >= set(b.fields):
        return False
    if b.by and not (a.by and a.by <= b.by):
        return False
    if a.within is None or b.within is None:
        return a.within == b.within or (a.before and b.within is None)
    if a.within.unit is not b.within.unit:
        return False
    return a.within.amount >= b.within.amount if a.before else a.within.amount <= b.within.amount
