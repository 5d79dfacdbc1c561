"""Counting facts into periods: what was done in time, late, perhaps, or is planned; and what did not count.

Shared by every kind that asks for so much in a period (frequency, quota, record per period, coverage per
period), so that "counts" means the same everywhere (rows 1-4, 6, 10).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from zhidu.domain.calendar import Calendar, Period, Unit, add_months, term_period
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.excuses import excuse_for
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Numbers
from zhidu.domain.rules.scope import InPeriod, in_period, scaled, stretches
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.terms import Missing
from zhidu.domain.rules.wording import day
from zhidu.domain.rules.world import Duty, World

ZERO = Fraction(0)
Weigh = Callable[[Fact], Fraction | None]
"""How much a fact counts for; None when that cannot be told from the record."""
Test = Callable[[Fact], bool | None]

WARN_DAYS = {
    Unit.WEEK: 2,
    Unit.MONTH: 15,
    Unit.TWO_MONTHS: 20,
    Unit.QUARTER: 30,
    Unit.SEMESTER: 30,
    Unit.HALF_YEAR: 45,
    Unit.YEAR: 60,
    Unit.TERM: 180,
}
"""Days before the due day from which an open, unplanned shortfall is at risk, where the clause does not say."""


@dataclass(slots=True)
class Tally:
    """The facts of one period, sorted by what they are worth."""

    on_time: list[Fact] = field(default_factory=list)
    late: list[Fact] = field(default_factory=list)
    unsure: list[Fact] = field(default_factory=list)
    planned: list[Fact] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slot:
    """One period of one subject in which a clause asks for something."""

    period: Period
    scope: InPeriod
    due: date


def periods_of(subject: Subject, world: World, unit: Unit, window: Period, anchor: str = "") -> list[Period]:
    """The periods of *unit* a clause speaks of for this subject.

    Calendar periods, terms of office, or years counted from an anchor event.
    """
    if anchor:
        return _anchored(subject, world, anchor, window)
    if unit is Unit.TERM:
        return _terms(subject, window)
    return list(world.calendar.periods(unit, window.start, window.end))


def _terms(subject: Subject, window: Period) -> list[Period]:
    found = {}
    for spell in subject.spells:
        starts, ends = spell.attributes.get("term_from", ""), spell.attributes.get("term_to", "")
        if starts and ends:
            period = term_period(date.fromisoformat(starts), date.fromisoformat(ends))
            if period.start <= window.end and period.end >= window.start:
                found[period.key] = period
    return list(found.values())


def _anchored(subject: Subject, world: World, anchor: str, window: Period) -> list[Period]:
    found = []
    for fact in world.held.of(anchor, subject.id):
        for year in range(60):
            start = add_months(fact.on, 12 * year)
            if start > window.end:
                break
            end = date.fromordinal(add_months(fact.on, 12 * (year + 1)).toordinal() - 1)
            if end >= window.start:
                found.append(Period(Unit.YEAR, f"A{start.isoformat()}", start, end))
    return found


def home(fact: Fact, unit: Unit, periods: Sequence[Period], calendar: Calendar) -> Period | None:
    """The period a fact belongs to: the one that holds what it declares, else its day's.

    What was declared for a longer period, or across two of this rhythm, only the day can place.
    """
    if fact.for_period:
        for period in periods:
            if period.key == fact.for_period:
                return period
        declared = _declared(fact, calendar)
        if declared is not None:
            inside = [p for p in periods if p.start <= declared.start and declared.end <= p.end]
            if inside:
                return inside[0]
            if _elsewhere(declared, unit, periods, calendar):
                return None
    return next((period for period in periods if period.contains(fact.on)), None)


def _elsewhere(declared: Period, unit: Unit, periods: Sequence[Period], calendar: Calendar) -> bool:
    """Whether what was declared lies within a period of this rhythm that is not asked about here."""
    # terms of office and years counted from an event are not periods of the calendar
    if not periods or unit is Unit.TERM or calendar.period_of(unit, periods[0].start) != periods[0]:
        return False
    whole = calendar.period_of(unit, declared.start)
    return whole is not None and declared.end <= whole.end


def _declared(fact: Fact, calendar: Calendar) -> Period | None:
    try:
        return calendar.parse(fact.for_period)
    except ValueError:
        return None


def spread(fact: Fact, unit: Unit, calendar: Calendar) -> list[Fact]:
    """A fact declared for several periods at once, one share for each: three months' dues paid for a quarter.

    Only where there is at least one whole piece for every period; one meeting is never a meeting of each month.
    """
    declared = _declared(fact, calendar) if fact.for_period and unit is not Unit.TERM else None
    if declared is None or fact.quantity <= 1:
        return [fact]
    inside = [
        period
        for period in calendar.periods(unit, declared.start, declared.end)
        if declared.start <= period.start and period.end <= declared.end
    ]
    if len(inside) < 2 or fact.quantity < len(inside):
        return [fact]
    return [replace(fact, for_period=period.key, quantity=fact.quantity / len(inside)) for period in inside]


def slots(
    duty: Duty,
    subject: Subject,
    world: World,
    unit: Unit,
    window: Period,
    *,
    anchor: str = "",
    due_of: Callable[[Period], date] | None = None,
) -> Iterator[Slot]:
    """Every period in the window in which the clause binds the subject, with its due day."""
    found = stretches(duty, subject, world)
    if not found:
        return
    for period in periods_of(subject, world, unit, window, anchor):
        scope = in_period(duty, found, period)
        if scope is None:
            continue
        due = due_of(period) if due_of else period.end
        yield Slot(period, scope, min(due, scope.last) if scope.last < period.end else due)


def tallies(
    world: World,
    clause: Clause,
    asked: Sequence[Slot],
    unit: Unit,
    facts: Iterable[Fact],
    plans: Iterable[Fact],
    test: Test,
) -> dict[str, Tally]:
    """Sort held facts and plans into the asked periods."""
    result: dict[str, Tally] = defaultdict(Tally)
    by_key = {slot.period.key: slot for slot in asked}
    periods = [slot.period for slot in asked]
    for fact in (share for one in facts for share in spread(one, unit, world.calendar)):
        period = home(fact, unit, periods, world.calendar)
        if period is None:
            continue
        slot, tally = by_key[period.key], result[period.key]
        passes = test(fact)
        if passes is False:
            tally.rejected.append((fact.id, "不符合本条的条件"))
        elif fact.on > slot.due and fact.on > makeup_until(clause, slot, world):
            tally.rejected.append((fact.id, f"{day(fact.on, world.as_of)}才办，已过补办期"))
        elif passes is None or not fact.sure:
            tally.unsure.append(fact)
        else:
            (tally.on_time if fact.on <= slot.due else tally.late).append(fact)
    for fact in plans:
        period = home(fact, unit, periods, world.calendar)
        if period is not None and fact.on <= by_key[period.key].due and test(fact) is not False:
            result[period.key].planned.append(fact)
    return result


def makeup_until(clause: Clause, slot: Slot, world: World) -> date:
    """Until when a missed one may still be made up; where the clause is silent, until the next period ends."""
    if clause.makeup is not None:
        return world.calendar.add(slot.due, clause.makeup)
    following = world.calendar.next(slot.period) if slot.period.unit is not Unit.TERM else None
    return following.end if following is not None and following.end > slot.due else slot.due


def warn_days(clause: Clause, due: date, world: World, unit: Unit) -> int:
    """Days before *due* from which an open shortfall is at risk: as the clause says, else by its rhythm."""
    if clause.warn is not None:
        return (due - world.calendar.subtract(due, clause.warn)).days
    return WARN_DAYS[unit]


def asks_anything(clause: Clause, slot: Slot) -> bool:
    """Whether a whole that cannot be halved (a full set of parts) is asked of a period in scope only in part."""
    return scaled(Fraction(1), slot.scope, slot.period, clause.partial) > 0


def total(facts: Iterable[Fact], weigh: Weigh) -> tuple[Fraction, list[Fact]]:
    """The sum of what can be told, and the facts whose weight cannot."""
    known, unknown = ZERO, []
    for fact in facts:
        weight = weigh(fact)
        if weight is None:
            unknown.append(fact)
        else:
            known = known + weight if known else weight
    return known, unknown


def numbers_for(
    world: World,
    clause: Clause,
    subject: Subject,
    slot: Slot,
    tally: Tally,
    unit: Unit,
    weigh: Weigh,
    *,
    need: Fraction | None,
    cap: Fraction | None,
) -> Numbers:
    """The numbers of one period: what is asked after scaling, what was seen, and whether it is excused."""
    sure, unknown = total(tally.on_time, weigh)
    late, unknown_late = total(tally.late, weigh)
    unsure, unknown_unsure = total(tally.unsure, weigh)
    planned, _ = total(tally.planned, weigh)
    asked = scaled(need, slot.scope, slot.period, clause.partial) if need is not None else None
    unreadable = [*unknown, *unknown_late, *unknown_unsure]
    if unreadable and asked is not None:
        unsure += max(asked - sure - late, ZERO)
    recorded = world.recorded_since(subject)
    gap = (recorded is not None and slot.period.start < recorded) or not slot.scope.sure
    excused = excuse_for(
        world, clause, subject.id, key=slot.period.key, first=slot.period.start, last=slot.period.end
    )
    return Numbers(
        need=asked,
        cap=cap,
        sure=sure,
        late=late,
        unsure=unsure,
        planned=planned,
        days_left=(slot.due - world.as_of).days,
        warn_days=warn_days(clause, slot.due, world, unit),
        exempt=excused is not None,
        applicable=asked is None or asked > 0,
        missing=Missing.DATA if gap else None,
    )
