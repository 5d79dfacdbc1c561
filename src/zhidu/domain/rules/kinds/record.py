"""Record: that a paper exists, with its fields, signatures and seal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from zhidu.domain.calendar import Unit
from zhidu.domain.rules.counting import Tally, numbers_for, slots, tallies
from zhidu.domain.rules.facts import Fact, all_hold
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds.base import ONE, Said, Task, event_finding, finding, joined, named
from zhidu.domain.rules.kinds.params import Record
from zhidu.domain.rules.scope import events
from zhidu.domain.rules.wording import entered_late


def evaluate(task: Task, params: Record) -> Iterator[Finding]:
    """One finding per event, or per period and subject."""
    if params.event:
        for event, stretch in events(
            task.duty, task.subject, task.stretches(), params.event, task.world, task.window
        ):
            meant = all_hold(params.where, event)
            if meant is False:
                continue
            papers = [
                one
                for one in task.world.held.about("record", event.id)
                if params.form in (one.words("form") or ())
            ]
            kept, did = _best(task, params, papers)
            kept = kept or None if meant is None else kept
            yield event_finding(
                task,
                event,
                stretch,
                Said(
                    what=named(task, params.event, params.where),
                    should=f"应有“{_title(task, params)}”",
                    did=did,
                ),
                kept=kept,
                evidence=papers,
            )
    elif params.per is not None:
        yield from _in_periods(task, params, params.per)


def _in_periods(task: Task, params: Record, unit: Unit) -> Iterator[Finding]:
    world = task.world
    asked = list(slots(task.duty, task.subject, world, unit, task.window))
    found = tallies(
        world,
        task.clause,
        asked,
        unit,
        [one for one in world.held.of("record", task.subject.id) if params.form in (one.words("form") or ())],
        [
            one
            for one in world.plans.of("record", task.subject.id)
            if params.form in (one.words("form") or ())
        ],
        lambda fact: complete(params, fact)[0],
    )
    for slot in asked:
        tally = found.get(slot.period.key) or Tally()
        numbers = numbers_for(
            world, task.clause, task.subject, slot, tally, unit, lambda _: Fraction(1), need=ONE, cap=None
        )
        papers = [*tally.on_time, *tally.late, *tally.unsure]
        _, did = _best(task, params, papers)
        if not papers and tally.rejected:
            did = _why_not(task, params, {one for one, _ in tally.rejected})
        yield finding(
            task,
            numbers,
            Said(
                what=task.clause.title,
                when=slot.period.chinese(),
                should=f"应有完整的“{_title(task, params)}”",
                did=did,
                extra=(entered_late(papers, slot.due),),
            ),
            period=slot.period.key,
            start=slot.period.start,
            due=slot.due,
            organization=slot.scope.organization,
            evidence=papers,
            considered=tally.rejected,
        )


def _why_not(task: Task, params: Record, rejected: set[str]) -> str:
    """What the papers that do not count lack; those that lack nothing came after the time to make up."""
    papers = [one for one in task.world.held.of("record", task.subject.id) if one.id in rejected]
    short = [one for one in papers if complete(params, one)[0] is False]
    return _best(task, params, short)[1] if short else "有材料，但已过补办期"


def _title(task: Task, params: Record) -> str:
    return task.world.forms.get((task.clause.book, params.form)) or task.word(params.form)


def _best(task: Task, params: Record, papers: Sequence[Fact]) -> tuple[bool | None, str]:
    """The most complete of the papers decides."""
    if not papers:
        return False, "没有材料"
    judged = [complete(params, one) for one in papers]
    judged.sort(key=lambda pair: {True: 0, None: 1, False: 2}[pair[0]])
    kept, lacking = judged[0]
    if kept:
        return True, "材料齐全"
    shown = joined(task.word(one) for one in lacking)
    return kept, f"材料缺“{shown}”" if kept is False else f"材料没有记下“{shown}”"


def complete(params: Record, paper: Fact) -> tuple[bool | None, list[str]]:
    """Whether a paper has everything, and what it lacks; None where the record does not say."""
    lacking: list[str] = []
    unknown: list[str] = []
    for column, wanted in (("fields", params.fields), ("signed_by", params.sign)):
        if not wanted:
            continue
        found = paper.words(column)
        if found is None:
            unknown += wanted
        else:
            lacking += [one for one in wanted if one not in found]
    if params.seal:
        sealed = paper.says_yes("sealed")
        if sealed is None:
            unknown.append("seal")
        elif not sealed:
            lacking.append("seal")
    if params.grades:
        grade = paper.words("grade")
        if grade is None:
            unknown.append("grade")
        elif not grade <= set(params.grades):
            lacking.append("grade")
    if lacking:
        return False, lacking
    return (None, unknown) if unknown else (True, [])


def implies(a: Record, b: Record) -> bool:
    """Whether *a*'s paper always serves for *b*."""
    if (a.form, a.event, a.per, a.where) != (b.form, b.event, b.per, b.where):
        return False
    return (
        set(a.fields) >= set(b.fields)
        and set(a.sign) >= set(b.sign)
        and a.seal >= b.seal
        and (not b.grades or a.grades == b.grades)
    )
