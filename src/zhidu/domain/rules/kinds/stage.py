"""Stage: that a case goes through the steps of its procedure, in order, and long enough in each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from zhidu.domain.procedures import OTHERWISE, Procedure, Step
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import ONE, Said, Task, finding, joined, warn_within
from zhidu.domain.rules.kinds.params import Stage
from zhidu.domain.rules.scope import on_day
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.domain.rules.wording import day

ZERO = Fraction(0)


def evaluate(task: Task, params: Stage) -> Iterator[Finding]:
    """One finding per case that runs this procedure."""
    procedure = task.world.procedures.get((task.clause.book, params.procedure))
    if procedure is None or not _runs(task, params):
        return
    rounds = _rounds(task, procedure, loops=params.loops or procedure.loops)
    first = [fact for one in rounds for fact in one.values()]
    opened = min((fact.on for fact in first), default=task.subject.spells[0].first)
    closed = task.world.held.of("procedure_closed", task.subject.id)
    ended = closed[-1].on if closed else task.as_of
    # the rules of the organisation that has the case, as long as it has it
    bound = on_day(task.duty, task.stretches(), min(ended, task.subject.spells[-1].last))
    if bound is None or ended < task.window.start:
        return
    if params.min_dwell is not None:
        waits = [_dwell(task, params, procedure, one) for one in rounds]
        # a step taken too early stays so, whatever round has been begun since
        numbers, said, due = next((one for one in waits if one[0].broken), waits[-1])
    else:
        numbers, said, due = _order(task, params, procedure, rounds, closed=bool(closed))
    yield finding(
        task,
        numbers,
        said,
        period=f"event:{task.subject.id}",
        start=max(opened, date(1900, 1, 1)),
        due=due,
        organization=bound.organization,
        evidence=first,
    )


def _runs(task: Task, params: Stage) -> bool:
    """A case names its procedure; a task is run by every procedure that speaks of tasks."""
    attributes = task.subject.spells[-1].attributes
    named = attributes.get("procedure")
    if named:
        return named == params.procedure
    return task.subject.kind is not SubjectClass.CASE or attributes.get("matter") == params.matter != ""


def _rounds(task: Task, procedure: Procedure, *, loops: bool) -> list[dict[str, Fact]]:
    """Step → its first record, round by round; a procedure that loops begins anew with its first step."""
    rounds: list[dict[str, Fact]] = [{}]
    for fact in task.world.held.of("procedure_step", task.subject.id):
        for name in fact.words("step") or ():
            again = name in rounds[-1] and name == procedure.steps[0].id
            if loops and again and len(rounds[-1]) > 1:
                rounds.append({})
            rounds[-1].setdefault(name, fact)
    return rounds


def _dwell(
    task: Task, params: Stage, procedure: Procedure, steps: dict[str, Fact]
) -> tuple[Numbers, Said, date | None]:
    dwell = params.min_dwell
    assert dwell is not None  # noqa: S101 - the caller asked
    step_title, since_title = _title(procedure, params.step), _title(procedure, dwell.since)
    since, reached = steps.get(dwell.since), steps.get(params.step)
    should = f"“{since_title}”满 {dwell.length.chinese()}才可“{step_title}”"
    if since is None:
        if reached is None:
            return Numbers(days_left=None), _said(task, should, f"尚未“{since_title}”"), None
        did = f"{day(reached.on)}“{step_title}”，但没有“{since_title}”的记录"
        return Numbers(unsure=ONE), _said(task, should, did), reached.on
    earliest = task.world.calendar.add(since.on, dwell.length)
    if reached is None:
        did = f"{day(since.on)}“{since_title}”，最早 {day(earliest)}可办"
        return Numbers(days_left=None), _said(task, should, did), None
    early = reached.on < earliest
    did = f"{day(since.on)}“{since_title}”，{day(reached.on)}“{step_title}”"
    if early:
        did += f"，早了 {(earliest - reached.on).days} 天（最早 {day(earliest)}）"
    return Numbers(sure=ZERO if early else ONE, broken=int(early)), _said(task, should, did), reached.on


def _order(
    task: Task, params: Stage, procedure: Procedure, rounds: list[dict[str, Fact]], *, closed: bool
) -> tuple[Numbers, Said, date | None]:
    steps = rounds[-1]
    required = [one for one in procedure.steps if _required(procedure, one, steps)]
    if params.step:
        required = [one for one in required if one.id == params.step]
    done = [one for one in required if one.id in steps]
    missing = [one for one in required if one.id not in steps]
    faults = [fault for one in rounds for fault in _order_faults(procedure, one)]
    for place, one in enumerate(rounds[:-1], start=1):
        skipped = [step.title for step in required if step.id not in one]
        faults += [f"第 {place} 轮没有“{title}”就开始了下一轮" for title in skipped]
    if closed:
        faults += [f"已办结，但没有“{one.title}”" for one in missing]
    due, overdue, warn = _next_due(task, procedure, steps)
    faults += overdue
    finished = not missing
    numbers = Numbers(
        need=Fraction(len(required)),
        sure=Fraction(len(done)),
        broken=len(faults),
        days_left=None if due is None or finished or closed else (due - task.as_of).days,
        warn_days=warn,
    )
    did = f"已办 {len(done)} 步"
    if len(rounds) > 1:
        did = f"第 {len(rounds)} 轮{did}"
    if missing and not closed:
        did += f"，下一步“{missing[0].title}”"
    if faults:
        did += "；" + joined(faults)
    should = f"“{procedure.title}”应依次办完 {len(required)} 步"
    return numbers, _said(task, should, did), due


def _required(procedure: Procedure, step: Step, steps: dict[str, Fact]) -> bool:
    """Whether a step must be taken: one with ``only_if`` as soon as an earlier step came out that way."""
    if step.optional:
        return False
    chosen = _chosen(procedure, step, steps)
    return not step.only_if or chosen is True or (chosen is None and step.only_if == OTHERWISE)


def _chosen(procedure: Procedure, step: Step, steps: dict[str, Fact]) -> bool | None:
    """Whether the latest result recorded before a conditional step names its branch; None without a result."""
    for earlier in reversed(procedure.steps[: procedure.position(step.id)]):
        fact = steps.get(earlier.id)
        result = fact.words("result") if fact else None
        if result is not None:
            return step.only_if in result
    return None


def _order_faults(procedure: Procedure, steps: dict[str, Fact]) -> Iterator[str]:
    """Steps taken before an earlier required one, or before they had waited long enough."""
    for place, step in enumerate(procedure.steps):
        fact = steps.get(step.id)
        if fact is None:
            continue
        if step.only_if and _chosen(procedure, step, steps) is False:
            yield f"“{step.title}”不是应走的一支"
        for earlier in procedure.steps[:place]:
            before = steps.get(earlier.id)
            skipped = before is None and _required(procedure, earlier, steps)
            if skipped:
                yield f"“{step.title}”先于“{earlier.title}”"
            elif before is not None and before.on > fact.on:
                yield f"“{step.title}”（{day(fact.on)}）早于“{earlier.title}”（{day(before.on)}）"


def _next_due(task: Task, procedure: Procedure, steps: dict[str, Fact]) -> tuple[date | None, list[str], int]:
    """The nearest open time limit of a step, and what is already past it or was done too early or too late."""
    calendar = task.world.calendar
    nearest: tuple[date, Step, date] | None = None
    faults = []
    for step in procedure.steps:
        fact, since = steps.get(step.id), steps.get(step.since)
        if fact and since and step.min_dwell and fact.on < calendar.add(since.on, step.min_dwell):
            earliest = calendar.add(since.on, step.min_dwell)
            faults.append(f"“{step.title}”最早应为 {day(earliest)}，实为 {day(fact.on)}")
        origin = steps.get(step.within_of)
        if origin is None or step.within is None:
            continue
        due = calendar.add(origin.on, step.within)
        if fact is not None and fact.on > due:
            faults.append(f"“{step.title}”应不晚于 {day(due)}，实为 {day(fact.on)}")
        elif fact is None and _required(procedure, step, steps):
            if task.as_of > due:
                faults.append(f"“{step.title}”应不晚于 {day(due)}，尚未办")
            elif nearest is None or due < nearest[0]:
                nearest = (due, step, origin.on)
    if nearest is None:
        return None, faults, 0
    return nearest[0], faults, warn_within(task, nearest[2], nearest[0], task.clause.warn)


def _title(procedure: Procedure, step_id: str) -> str:
    step = procedure.step(step_id)
    return step.title if step else step_id


def _said(task: Task, should: str, did: str) -> Said:
    return Said(what=task.subject.name, when="全程", should=should, did=did)


def implies(a: Stage, b: Stage) -> bool:
    """Procedures are compared by people; of one procedure, the longer wait implies the shorter."""
    if a.procedure != b.procedure or a.step != b.step or a.min_dwell is None or b.min_dwell is None:
        return a == b
    ours, theirs = a.min_dwell, b.min_dwell
    same = ours.since == theirs.since and ours.length.unit is theirs.length.unit and a.loops >= b.loops
    return same and ours.length.amount >= theirs.length.amount
