"""Evaluation: clause × subject × period → findings. Pure: the same records and dates give the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from zhidu.domain.calendar import Calendar, Duration, Period, Unit
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import Said, Task, finding
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.revisions import revised
from zhidu.domain.rules.subjects import Subject, Subjects
from zhidu.domain.rules.terms import Missing, Modality, Reach
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.domain.rules.world import Days, Duty, World, measure_name


def evaluate(duties: Iterable[Duty], world: World, first: date, last: date) -> Iterator[Finding]:
    """Every finding of *duties* over the periods and events that touch ``first`` … ``last`` (inclusive)."""
    window = Period(Unit.TERM, "window", first, last)
    for duty in duties:
        for subject in world.of_class(duty.clause.subject):
            yield from evaluate_one(Task(duty=duty, subject=subject, world=world, window=window))


def evaluate_one(task: Task) -> Iterator[Finding]:
    """The findings of one clause for one subject."""
    clause = task.clause
    kind = KINDS[clause.kind]
    if clause.modality is Modality.MAY or kind.evaluate is None:
        return
    if clause.open_needs:
        yield from _undetermined(task, Missing.SETTING, _questions(clause))
        return
    unbound = [measure_name(one) for one in clause.params.measures if one in task.world.unbound]
    if unbound:
        yield from _undetermined(task, Missing.UNBOUND, f"“{'、'.join(unbound)}”还没有数据来源")
        return
    yield from kind.evaluate(task, clause.params)


def _questions(clause: Clause) -> str:
    asked = "；".join(
        f"{need.ask.rstrip('？?')}（建议{_spaced(_readable(need.suggest))}）" for need in clause.open_needs
    )
    return f"制度没有写明，须由本组织先明确：{asked}。在此之前只作记录"


def _spaced(words: str) -> str:
    """A figure stands apart from the Chinese before it, a word does not: 建议 7 天, 建议每季度."""
    return f" {words}" if words[:1].isascii() else words


def _readable(suggestion: str) -> str:
    """A suggested answer in words: ``7d`` → 7 天, ``quarter`` → 季度, ``1/1`` → 全部."""
    try:
        return Duration.parse(suggestion).chinese()
    except ValueError:
        pass
    if suggestion in {unit.value for unit in Unit}:
        return f"每{Unit(suggestion).chinese}"
    return {"1/1": "全部", "true": "是", "false": "否"}.get(suggestion, suggestion)


def _undetermined(task: Task, missing: Missing, why: str) -> Iterator[Finding]:
    """One finding per subject, so that the open question is seen where it is open."""
    current = task.current()
    now = task.world.calendar.period_of(Unit.MONTH, task.as_of)
    if current is None or now is None or task.subject.kind is SubjectClass.EVENT:
        return
    yield finding(
        task,
        Numbers(missing=missing, days_left=None),
        Said(what=task.clause.title, when=now.chinese(), should=why, did="暂不判定"),
        period=now.key,
        start=now.start,
        organization=current.organization,
    )


def duties_of(book: Rulebook, subjects: Subjects, calendar: Calendar) -> list[Duty]:
    """The duties of one book run alone: adopted by the roots of the tree, and reaching below from there."""
    holders = {reach: _holders(subjects, reach) for reach in Reach}
    return revised(
        (Duty(clause=clause, holders=holders[clause.applies.reach]) for clause in book.clauses), calendar
    )


def _holders(subjects: Subjects, reach: Reach) -> dict[str, tuple[Days, ...]] | None:
    """Organisations a clause of that reach binds; None (everybody) where it reaches both ways."""
    if reach is Reach.BOTH:
        return None
    found: dict[str, tuple[Days, ...]] = {}
    for subject in subjects:
        if subject.kind is SubjectClass.ORGANIZATION:
            days = tuple(
                (spell.first, spell.last)
                for spell in subject.spells
                if bool(_above(spell.belongs_to, subjects)) is (reach is Reach.BELOW)
            )
            if days:
                found[subject.id] = days
    return found


def _above(parent: str, subjects: Subjects) -> Subject | None:
    return subjects.get(parent) if parent else None
