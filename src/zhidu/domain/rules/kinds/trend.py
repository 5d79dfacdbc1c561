"""Trend: how a number moves against an earlier one (带少了、带老了、带丢了；大起大落)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from zhidu.domain.calendar import Period
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import Said, Task, finding
from zhidu.domain.rules.kinds.params import Trend
from zhidu.domain.rules.kinds.parts import Baseline, Movement, Tracked
from zhidu.domain.rules.vocabulary import STOCKS
from zhidu.domain.rules.wording import amount
from zhidu.domain.rules.world import measure_name


def evaluate(task: Task, params: Trend) -> Iterator[Finding]:
    """One finding for how things stand in the period of ``as_of``."""
    current = task.current()
    period = task.world.calendar.period_of(params.per, task.as_of)
    if current is None or period is None:
        return
    good = unknown = 0
    bad: list[str] = []
    shown: list[str] = []
    evidence: list[Fact] = []
    for tracked in params.tracked:
        before, now, facts = _values(task, params, tracked, period, current.organization)
        evidence += facts
        name = measure_name(tracked.measure)
        if before is None or now is None:
            unknown += 1
            shown.append(f"{name}缺前后两次的数")
            continue
        shown.append(f"{name}由 {amount(before)} 到 {amount(now)}")
        if _moved(tracked.must_not, before, now, params.by):
            bad.append(f"{name}{tracked.must_not.chinese}")
        else:
            good += 1
    numbers = Numbers(
        need=Fraction(len(params.tracked)), sure=Fraction(good), unsure=Fraction(unknown), broken=len(bad)
    )
    tolerated = f"（{params.by} 以内不算）" if params.by else ""
    should = "、".join(f"{measure_name(one.measure)}不应{one.must_not.chinese}" for one in params.tracked)
    yield finding(
        task,
        numbers,
        Said(
            what=task.clause.title,
            when=f"与{params.since.chinese}相比",
            should=f"{should}{tolerated}",
            did="，".join(shown),
        ),
        period=period.key,
        start=period.start,
        organization=current.organization,
        evidence=evidence,
    )


def _values(
    task: Task, params: Trend, tracked: Tracked, period: Period, organization: str
) -> tuple[Fraction | None, Fraction | None, list[Fact]]:
    facts = [
        fact
        for holder in dict.fromkeys((task.subject.id, organization))
        for fact in task.world.held.of(tracked.measure, holder)
        if fact.sure
    ]
    if params.since is Baseline.TERM_START:
        starts = task.subject.spells[-1].attributes.get("term_from", "")
        if not starts:
            return None, None, facts
        begun = date.fromisoformat(starts)
        earlier = [fact for fact in facts if fact.on <= begun] or facts[:1]
        later = [fact for fact in facts if fact.on > begun]
        return _last(earlier), _last(later), [*earlier[-1:], *later[-1:]]
    previous = task.world.calendar.previous(period)
    if previous is None:
        return None, None, facts
    read = _last if tracked.measure in STOCKS else _sum
    before = [fact for fact in facts if previous.contains(fact.on)]
    now = [fact for fact in facts if period.contains(fact.on)]
    return read(before), read(now), [*before, *now]


def _last(facts: list[Fact]) -> Fraction | None:
    return Fraction(facts[-1].quantity) if facts else None


def _sum(facts: list[Fact]) -> Fraction | None:
    return sum((Fraction(fact.quantity) for fact in facts), Fraction(0)) if facts else None


def _moved(movement: Movement, before: Fraction, now: Fraction, by: Fraction) -> bool:
    """Whether the number moved the forbidden way by more than the tolerated share of what it was."""
    margin = abs(before) * by
    if movement is Movement.FALL:
        return now < before - margin
    if movement is Movement.RISE:
        return now > before + margin
    return abs(now - before) > margin


def implies(a: Trend, b: Trend) -> bool:
    """Whether *a* watches everything *b* watches, no more leniently."""
    return set(a.tracked) >= set(b.tracked) and a.since is b.since and a.per is b.per and a.by <= b.by
