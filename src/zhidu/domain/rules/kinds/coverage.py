"""Coverage: how many of those who should have something do have it (每名党员都有；每组都有联系人)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from zhidu.domain.calendar import Period, Unit
from zhidu.domain.rules.counting import asks_anything, home, makeup_until, slots, warn_days
from zhidu.domain.rules.excuses import excuse_for
from zhidu.domain.rules.facts import Fact, all_hold
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import Said, Task, excused_event, finding, joined, named
from zhidu.domain.rules.kinds.params import Coverage
from zhidu.domain.rules.kinds.role import COMMITTEE_POSTS
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.terms import Missing
from zhidu.domain.rules.vocabulary import ATTRIBUTES, SUBJECT_TYPES, SubjectClass, is_a
from zhidu.domain.rules.wording import amount, day
from zhidu.domain.rules.world import measure_name

ZERO = Fraction(0)
Has = Callable[[str], bool | None]


def evaluate(task: Task, params: Coverage) -> Iterator[Finding]:
    """One finding per event, per period, or one for how things stand."""
    if params.at or params.before:
        yield from _at_events(task, params)
    elif params.per is not None:
        yield from _in_periods(task, params, params.per)
    else:
        yield from _standing(task, params)


def _at_events(task: Task, params: Coverage) -> Iterator[Finding]:
    measure = params.at or params.before
    for event, stretch in events(task.duty, task.subject, task.stretches(), measure, task.world, task.window):

        def has(unit: str, event: Fact = event) -> bool | None:
            latest = event.on if params.before else date.max
            return _any(
                params, [f for f in _facts(task, params, unit) if f.ref == event.id and f.on <= latest]
            )

        numbers, did, lacking = _count(task, params, event.on, has, event=event)
        numbers = _closed(numbers, exempt=excused_event(task, event))
        yield finding(
            task,
            numbers,
            Said(
                what=measure_name(measure),
                when=day(event.on, task.as_of),
                should=_should(task, params, numbers),
                did=did + lacking,
            ),
            period=f"event:{event.id}",
            start=event.on,
            organization=stretch.organization,
            evidence=(event,),
        )


def _closed(numbers: Numbers, *, exempt: bool) -> Numbers:
    return replace(numbers, days_left=-1, exempt=exempt)


def _in_periods(task: Task, params: Coverage, unit: Unit) -> Iterator[Finding]:
    for slot in slots(task.duty, task.subject, task.world, unit, task.window):
        period = slot.period

        def until(latest: date, period: Period = period) -> Has:
            def has(person: str) -> bool | None:
                found = [one for one in _facts(task, params, person) if one.on <= latest]
                return _any(
                    params, [f for f in found if home(f, unit, [period], task.world.calendar) is not None]
                )

            return has

        on = min(period.end, task.as_of)
        numbers, did, lacking = _count(task, params, on, until(makeup_until(task.clause, slot, task.world)))
        in_time, _, _ = _count(task, params, on, until(slot.due))
        recorded = task.world.recorded_since(task.subject)
        numbers = replace(
            numbers,
            sure=in_time.sure,
            late=max(numbers.sure - in_time.sure, ZERO),
            applicable=numbers.applicable and asks_anything(task.clause, slot),
            days_left=(slot.due - task.as_of).days,
            warn_days=warn_days(task.clause, slot.due, task.world, unit),
            exempt=excuse_for(
                task.world, task.clause, task.subject.id, key=period.key, first=period.start, last=period.end
            )
            is not None,
            missing=Missing.DATA if recorded is not None and period.start < recorded else None,
        )
        yield finding(
            task,
            numbers,
            Said(
                what=task.clause.title,
                when=period.chinese(),
                should=_should(task, params, numbers),
                did=did + lacking,
                unit=_noun(params),
            ),
            period=period.key,
            start=period.start,
            due=slot.due,
            organization=slot.scope.organization,
        )


def _standing(task: Task, params: Coverage) -> Iterator[Finding]:
    current = task.current()
    if current is None:
        return

    def has(unit: str) -> bool | None:
        return _any(params, [f for f in _facts(task, params, unit) if still_stands(f, task.as_of)])

    numbers, did, lacking = _count(task, params, task.as_of, has)
    excused = excuse_for(task.world, task.clause, task.subject.id, first=date.min, last=task.as_of)
    now = task.world.calendar.period_of(Unit.MONTH, task.as_of)
    assert now is not None  # noqa: S101 - months tile the calendar
    yield finding(
        task,
        _closed(numbers, exempt=excused is not None),
        Said(
            what=task.clause.title,
            when=f"截至 {day(task.as_of)}",
            should=_should(task, params, numbers),
            did=did + lacking,
        ),
        period=now.key,
        start=now.start,
        organization=current.organization,
    )


def still_stands(fact: Fact, as_of: date) -> bool:
    """A standing thing counts until the day in its column ``ended_on``."""
    ended = fact.text("ended_on")
    try:
        return ended is None or date.fromisoformat(ended) > as_of
    except ValueError:
        return True


def _facts(task: Task, params: Coverage, unit: str) -> list[Fact]:
    """The facts that show one unit of the population has it; a pair may be written either way round."""
    held = task.world.held
    if not params.of.pairs:
        return list(held.of(params.has, unit))
    one, other = unit.split("+", 1)
    return [
        fact
        for first, second in ((one, other), (other, one))
        for fact in held.of(params.has, first)
        if second in (fact.words("with") or ())
    ]


def _any(params: Coverage, facts: list[Fact]) -> bool | None:
    answers = [all_hold(params.where, fact) if fact.sure else None for fact in facts]
    if any(answers):
        return True
    return None if any(answer is None for answer in answers) else False


def population(task: Task, params: Coverage, on: date) -> tuple[list[str], list[str]]:
    """Those to be counted on that day, and those of whom a needed column was left empty."""
    sure: list[str] = []
    unsure: list[str] = []
    # by id: the names in a sentence must not follow the order of the rows in a file
    for one in sorted(_candidates(task, on), key=lambda subject: subject.id):
        spell = one.on(on)
        if spell is None or not any(is_a(spell.type, wanted) for wanted in params.of.types):
            continue
        answers = [
            condition.holds(
                spell.attributes.get(condition.column)
                or (ATTRIBUTES[condition.column].default if condition.column in ATTRIBUTES else None)
            )
            for condition in params.of.where
        ]
        if any(answer is False for answer in answers):
            continue
        (unsure if any(answer is None for answer in answers) else sure).append(one.id)
    if params.of.pairs:
        return [f"{a}+{b}" for a, b in combinations(sorted(sure), 2)], []
    return sure, unsure


def _candidates(task: Task, on: date) -> list[Subject]:
    """Everybody below an organisation; the members of a group; for a person or body, its organisation's."""
    subjects = task.world.subjects
    if task.subject.kind is SubjectClass.ORGANIZATION:
        return list(subjects.below(task.subject.id, on))
    colleagues = list(subjects.below(subjects.organization_of(task.subject.id, on), on))
    if task.subject.kind is not SubjectClass.GROUP:
        return colleagues
    inside = {one.id for one in subjects.below(task.subject.id, on)}
    return [one for one in colleagues if one.id in inside or _named_group(one, on) == task.subject.id]


def _named_group(member: Subject, on: date) -> str:
    """The group in a member's column ``group``, where the tree stops at the branch."""
    spell = member.on(on)
    return spell.attributes.get("group", "") if spell else ""


def _count(
    task: Task, params: Coverage, on: date, has: Has, event: Fact | None = None
) -> tuple[Numbers, str, str]:
    people, doubtful = population(task, params, on)
    answers = {one: has(one) for one in people}
    if event is not None and task.clause.excuse is not None:
        # excused but there all the same counts as there (row 5)
        answers = {one: kept for one, kept in answers.items() if kept or not _excused(task, one, event)}
        people = list(answers)
    sure = sum(1 for answer in answers.values() if answer)
    unsure = sum(1 for answer in answers.values() if answer is None)
    lacking = [_name(task, one) for one, answer in answers.items() if answer is False]
    numbers = Numbers(
        need=Fraction(params.ratio.least(len(people))),
        sure=Fraction(sure),
        unsure=Fraction(unsure),
        applicable=bool(people) or bool(doubtful),
        missing=Missing.DATA if doubtful else None,
    )
    noun = _noun(params)
    did = f"共 {len(people)} {noun}，有的 {sure} {noun}"
    if unsure:
        did += f"，另有 {unsure} {noun}记录不全"
    if doubtful:
        did += f"，{len(doubtful)} {noun}是否在内没有登记"
    return numbers, did, f"（还没有的：{joined(lacking)}）" if lacking else ""


def _noun(params: Coverage) -> str:
    if params.of.pairs:
        return "对"
    return "个" if _things(params) else "人"


def _things(params: Coverage) -> bool:
    return not any(
        SUBJECT_TYPES[one].kind.value in {"member", "prospect", "post_holder"} for one in params.of.types
    )


def _excused(task: Task, person: str, event: Fact) -> bool:
    return (
        excuse_for(task.world, task.clause, person, first=event.on, last=event.on, event=event.id) is not None
    )


def _name(task: Task, unit: str) -> str:
    names = []
    for part in unit.split("+"):
        subject = task.world.subjects.get(part)
        names.append(subject.name if subject else part)
    return "与".join(names)


def _who(task: Task, params: Coverage) -> str:
    """Whom the clause counts, with what narrows them: 党员（支部委员）, 党员（流动党员）."""
    kinds = "、".join(sorted(SUBJECT_TYPES[one].chinese for one in params.of.types))
    only = []
    for one in params.of.where:
        if one.any_of >= COMMITTEE_POSTS:
            only.append("支部委员")
        elif one.any_of == frozenset({"true"}):
            only.append(ATTRIBUTES[one.column].chinese.removeprefix("是否").replace("有无", "有"))
        elif one.any_of and "false" not in one.any_of:
            only.append(task.phrase(one.any_of))
    return f"{kinds}（{'，'.join(only)}）" if only else kinds


def _should(task: Task, params: Coverage, numbers: Numbers) -> str:
    who = _who(task, params)
    if params.of.pairs:
        who = f"{who}两两之间"
    has = f"“{named(task, params.has, params.where)}”"
    if params.ratio.ratio == 1 and not params.ratio.strict:
        return f"全部{who}都应有{has}"
    number = f"即不少于 {amount(numbers.need or ZERO)} {_noun(params)}"
    return f"{params.ratio.chinese()}的{who}应有{has}（{number}）"


def implies(a: Coverage, b: Coverage) -> bool:
    """Whether *a* always brings *b*: same thing for the same people, and no smaller share."""
    if (a.of, a.has, a.at, a.before, a.per, a.where) != (b.of, b.has, b.at, b.before, b.per, b.where):
        return False
    return (a.ratio.ratio, a.ratio.strict) >= (b.ratio.ratio, b.ratio.strict)
