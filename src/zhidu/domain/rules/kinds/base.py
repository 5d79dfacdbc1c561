"""What the evaluators of all kinds share: the task they are given and the finding they give back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from zhidu.domain.calendar import Duration, Period
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.excuses import excuse_for, offered
from zhidu.domain.rules.facts import Condition, Fact
from zhidu.domain.rules.findings import Finding, Numbers, judge
from zhidu.domain.rules.scope import on_day, stretches
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.terms import Verdict
from zhidu.domain.rules.wording import day, sentence
from zhidu.domain.rules.world import Duty, Stretch, World, measure_name

ONE = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One clause, one subject, one window of days, in one world."""

    duty: Duty
    subject: Subject
    world: World
    window: Period

    @property
    def clause(self) -> Clause:
        return self.duty.clause

    @property
    def as_of(self) -> date:
        return self.world.as_of

    def word(self, token: str) -> str:
        """The Chinese of a token as the clause's own book uses it."""
        return self.world.word(token, self.clause.book)

    def phrase(self, tokens: Iterable[str]) -> str:
        """Several tokens as people write them in a row, in a fixed order."""
        return "、".join(sorted({self.word(token) for token in tokens}))

    def either(self, tokens: Iterable[str]) -> str:
        """Several tokens of which one is enough: 书记、委员或党小组长."""
        return "或".join(self.phrase(tokens).rsplit("、", 1))

    def stretches(self) -> tuple[Stretch, ...]:
        return stretches(self.duty, self.subject, self.world)

    def current(self) -> Stretch | None:
        """The stretch that binds at ``as_of``."""
        return on_day(self.duty, self.stretches(), self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of a finding, before the verdict is put between them."""

    what: str
    should: str
    did: str
    when: str = ""
    unit: str = ""
    lapsed: bool = True
    extra: tuple[str, ...] = ()


def finding(
    task: Task,
    numbers: Numbers,
    said: Said,
    *,
    period: str,
    start: date,
    organization: str,
    due: date | None = None,
    evidence: Iterable[Fact | str] = (),
    considered: Iterable[tuple[str, str]] = (),
) -> Finding:
    """Put numbers and words together into a finding."""
    clause = task.clause
    extra, verdict = said.extra, judge(numbers)
    if verdict is Verdict.BREACHED and not _surely_bound(task, start):
        numbers = replace(numbers, bound=False)
        verdict, extra = judge(numbers), (*extra, "登记不全，看不出本条是否适用")
    if verdict in {Verdict.EXEMPT, Verdict.BREACHED}:
        extra = (*extra, *_way_out(task, verdict, period, start, due))
    explanation = sentence(
        clause,
        what=said.what,
        when=said.when or day(start, task.as_of),
        should=said.should,
        did=said.did,
        numbers=numbers,
        verdict=verdict,
        as_of=task.as_of,
        due=due,
        unit=said.unit,
        lapsed=said.lapsed,
        extra=extra,
    )
    made = Finding(
        clause=clause,
        subject=task.subject.id,
        period=period,
        numbers=numbers,
        explanation=explanation,
        start=start,
        due=due,
        evidence=tuple(dict.fromkeys(one if isinstance(one, str) else one.id for one in evidence)),
        considered=tuple(considered),
        organization=organization,
    )
    if clause.proposes and made.verdict is Verdict.BREACHED:
        name = task.word(clause.proposes)
        return replace(
            made,
            proposes=clause.proposes,
            explanation=f"{explanation}系统提出：{name}；是否启动由有权的组织按程序决定。",
        )
    return made


def _way_out(task: Task, verdict: Verdict, period: str, start: date, due: date | None) -> Iterator[str]:
    """Why it does not count against them, or why the excuse that was put forward did not help."""
    fact = offered(task.world, task.clause, task.subject.id, key=period, first=start, last=due or task.as_of)
    reason = "" if fact is None else fact.text("reason") or task.phrase(fact.words("ground") or ())
    approver = "" if fact is None else task.phrase(fact.words("approver") or ())
    if verdict is Verdict.EXEMPT:
        yield f"已按规定免计（{reason or '有规定的情形'}{f'，{approver}批准' if approver else ''}）"
    elif fact is not None and not approver:
        yield f"提出过理由（{reason or '没有写明'}），但没有批准人，不能免计"
    elif fact is not None:
        yield f"提出过理由（{reason or '没有写明'}，{approver}批准），不属于本条可以免计的情形"


def _surely_bound(task: Task, since: date) -> bool:
    """Whether the columns that decide if the clause binds were filled in, for the days in question."""
    return all(one.sure for one in task.stretches() if one.first <= task.as_of and one.last >= since)


def event_finding(
    task: Task,
    event: Fact,
    stretch: Stretch,
    said: Said,
    *,
    kept: bool | None,
    exempt: bool = False,
    evidence: Iterable[Fact | str] = (),
    still_open: bool = False,
) -> Finding:
    """The finding of a kind that looks at one event: kept, not kept, or not to be told from the record.

    *still_open*: not kept by this event, but another one may still do.
    """
    excused = exempt or excused_event(task, event)
    numbers = Numbers(
        need=ONE,
        sure=ONE if kept else Fraction(0),
        unsure=ONE if kept is None or (not event.sure and kept is not False) else Fraction(0),
        days_left=None if still_open else -1,
        exempt=excused,
        broken=1 if kept is False and not still_open else 0,
    )
    if kept and not event.sure:
        numbers = replace(numbers, sure=Fraction(0))
    return finding(
        task,
        numbers,
        said,
        period=f"event:{event.id}",
        start=event.on,
        organization=stretch.organization,
        evidence=(event, *evidence),
    )


def excused_event(task: Task, event: Fact) -> bool:
    """Whether an accepted deviation or excuse names this event."""
    return (
        excuse_for(task.world, task.clause, task.subject.id, first=event.on, last=event.on, event=event.id)
        is not None
    )


def warn_within(task: Task, start: date, due: date, warn: Duration | None) -> int:
    """Days before *due* from which an open deadline is at risk.

    As the clause says, else the last third of the time and at most 15 days.
    """
    if warn is not None:
        return (due - task.world.calendar.subtract(due, warn)).days
    return min(15, max(1, (due - start).days // 3))


def named(task: Task, measure: str, where: Iterable[Condition] = ()) -> str:
    """A measure with what the clause narrows it to: 综合考核（半年）, so that two clauses read differently."""
    flags: list[str] = []
    words: list[str] = []
    for one in where:
        if one.any_of == frozenset({"true"}):
            flags.append(task.word(one.column))
        elif one.any_of and "false" not in one.any_of:
            words.append(task.phrase(one.any_of))
    inside = "、".join(one for one in (*words, *flags) if not one.isascii())
    return f"{measure_name(measure)}（{inside}）" if inside else measure_name(measure)


def joined(parts: Iterable[str], none: str = "无") -> str:
    """Names in a row, at most five, the rest counted."""
    names = list(parts)
    if not names:
        return none
    shown = "、".join(names[:5])
    return shown if len(names) <= 5 else f"{shown}等 {len(names)} 个"
