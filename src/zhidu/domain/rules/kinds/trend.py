"""Trend: how a number moves against an earlier one (带少了、带老了、带丢了；大起大落)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhidu.domain.calendar import Period
from zhidu.domain.rules.counting import slots
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding, Numbers
from zhidu.domain.rules.kinds.base import Said, Task, finding
from zhidu.domain.rules.kinds.params import Trend
from zhidu.domain.rules.kinds.parts import Baseline, Movement, Tracked
from zhidu.domain.rules.vocabulary import STOCKS
from zhidu.domain.rules.wording import amount
from zhidu.domain.rules.world import measure_name


def evaluate(task: Task, params: Trend) -> Iterator[Finding]:
    """Against the start of the term: how things stand. Against the previous period: one finding per period."""
    if params.since is Baseline.TERM_START:
        current = task.current()
        period = task.world.calendar.period_of(params.per, task.as_of)
        if current is not None and period is not None:
            seen = [_since_start(task, one, current.organization) for one in params.tracked]
            yield _made(task, params, seen, period, current.organization, days_left=-1)
        return
    for slot in slots(task.duty, task.subject, task.world, params.per, task.window):
        if slot.period.start <= task.as_of:
            organization = slot.scope.organization
            seen = [_since_previous(task, one, slot.period, organization) for one in params.tracked]
            left = (slot.due - task.as_of).days
            yield _made(task, params, seen, slot.period, organization, days_left=left)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One tracked number before and now; None where no record says; ``final`` once it cannot change."""

    tracked: Tracked
    before: Fraction | None
    latest: Fraction | None
    facts: tuple[Fact, ...]
    final: bool = True


def _made(
    task: Task, params: Trend, seen: list[_Seen], period: Period, organization: str, *, days_left: int
) -> Finding:
    good = unknown = 0
    bad: list[str] = []
    shown: list[str] = []
    for one in seen:
        name = measure_name(one.tracked.measure)
        if one.before is None or one.latest is None:
            unknown += 1
            shown.append(f"{name}缺前后两次的数")
            continue
        shown.append(f"{name}由 {amount(one.before)} 到 {amount(one.latest)}")
        if _moved(one.tracked.must_not, one.before, one.latest, params.by, final=one.final):
            bad.append(f"{name}{one.tracked.must_not.chinese}")
        elif one.final:
            good += 1
    numbers = Numbers(
        need=Fraction(len(seen)),
        sure=Fraction(good),
        unsure=Fraction(unknown),
        broken=len(bad),
        days_left=days_left,
        warn_days=-1,  # nothing can be done in time about a number, so it is never "at risk"
    )
    tolerated = f"（变动在 {params.by} 以内不算）" if params.by else ""
    should = "、".join(f"{measure_name(one.measure)}不应{one.must_not.chinese}" for one in params.tracked)
    which = "" if params.since is Baseline.TERM_START else period.chinese()
    return finding(
        task,
        numbers,
        Said(
            what=task.clause.title,
            when=f"{which}与{params.since.chinese}相比",
            should=f"{should}{tolerated}",
            did="，".join(shown),
        ),
        period=period.key,
        start=period.start,
        organization=organization,
        evidence=[fact for one in seen for fact in one.facts],
    )


def _facts(task: Task, measure: str, organization: str) -> list[Fact]:
    return [
        fact
        for holder in dict.fromkeys((task.subject.id, organization))
        for fact in task.world.held.of(measure, holder)
        if fact.sure
    ]


def _since_start(task: Task, tracked: Tracked, organization: str) -> _Seen:
    facts = _facts(task, tracked.measure, organization)
    starts = task.subject.spells[-1].attributes.get("term_from", "")
    if not starts:
        return _Seen(tracked, None, None, ())
    begun = date.fromisoformat(starts)
    earlier = [fact for fact in facts if fact.on <= begun][-1:] or facts[:1]
    # a single number was not yet followed by another: it is not compared with itself
    later = [fact for fact in facts if fact.on > begun and fact not in earlier]
    return _Seen(tracked, _last(earlier), _last(later), (*earlier, *later[-1:]))


def _since_previous(task: Task, tracked: Tracked, period: Period, organization: str) -> _Seen:
    """A stock is compared by its latest value; a flow by its sum, which is only known once the period is over."""
    previous = task.world.calendar.previous(period)
    if previous is None:
        return _Seen(tracked, None, None, ())
    facts = _facts(task, tracked.measure, organization)
    before = [fact for fact in facts if previous.contains(fact.on)]
    now = [fact for fact in facts if period.contains(fact.on)]
    closed = task.as_of > period.end
    if tracked.measure in STOCKS:
        return _Seen(tracked, _last(before), _last(now), (*before[-1:], *now[-1:]))
    recorded = task.world.recorded_since(task.subject)
    began = max(task.subject.spells[0].first, recorded or date.min)
    return _Seen(
        tracked,
        _sum(before) if before or began <= previous.start else None,
        _sum(now) if now or began <= period.start else None,
        (*before, *now),
        final=closed,
    )


def _last(facts: list[Fact]) -> Fraction | None:
    return Fraction(facts[-1].quantity) if facts else None


def _sum(facts: list[Fact]) -> Fraction:
    return sum((Fraction(fact.quantity) for fact in facts), Fraction(0))


def _moved(movement: Movement, before: Fraction, latest: Fraction, by: Fraction, *, final: bool) -> bool:
    """Whether the number moved the forbidden way by more than the tolerated share of what it was.

    A sum that may still grow can already have risen too far; whether it fell is known at the end. Nothing can
    be said of a swing away from nought.
    """
    margin = abs(before) * by
    rose, fell = latest > before + margin, final and latest < before - margin
    if movement is Movement.FALL:
        return fell
    if movement is Movement.RISE:
        return rose
    return before != 0 and (rose or fell)


def implies(a: Trend, b: Trend) -> bool:
    """Whether *a* watches everything *b* watches, no more leniently."""
    return set(a.tracked) >= set(b.tracked) and a.since is b.since and a.per is b.per and a.by <= b.by
