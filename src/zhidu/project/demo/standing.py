"""What stands for years: committees elected, channels set up, lists drawn up, posts assigned, numbers that move."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from zhidu.domain.rules.kinds.params import Composition, Coverage, Term, Trend
from zhidu.domain.rules.kinds.parts import Baseline, Movement
from zhidu.domain.rules.vocabulary import STOCKS, SUBJECT_TYPES
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.keeper import Keeper
from zhidu.project.demo.reactions import meets, population, wanted

_SINCE_YEARS = 2
_BASE = {"members_mean_age": 48, "members_lost": 1, "venue_utilisation": 62, "space_share": 70}
_BASE_ELSE = 20


def set_up(keeper: Keeper) -> None:
    """Write down everything that was there before the county's records begin."""
    for subject in list(keeper.binding.subjects()):
        for _, term in list(keeper.binding.of(subject, Term)):
            _elected(keeper, subject, term)
        for _, parts in list(keeper.binding.of(subject, Composition)):
            if parts.per is None and not parts.event:
                _assembled(keeper, subject, parts)
    for subject in list(keeper.binding.subjects()):
        for _, coverage in list(keeper.binding.of(subject, Coverage)):
            if not (coverage.at or coverage.before or coverage.per):
                _all_have(keeper, subject, coverage)
        for _, trend in list(keeper.binding.of(subject, Trend)):
            _steady(keeper, subject, trend)


def long_ago(keeper: Keeper, subject: str) -> date:
    """A day two years back, or the subject's first if it is younger."""
    spells = keeper.subject(subject).spells
    return max(spells[0].first, keeper.clock.years_ago(_SINCE_YEARS))


def _elected(keeper: Keeper, subject: str, term: Term) -> None:
    begun = keeper.subject(subject).spells[-1].attributes.get("term_from", "")
    if begun and not term.ends and not keeper.diary.has(term.starts, subject):
        keeper.happen(subject, term.starts, date.fromisoformat(begun))


def _assembled(keeper: Keeper, subject: str, parts: Composition) -> None:
    day = long_ago(keeper, subject)
    found = keeper.diary.of(parts.of, subject)
    for part in parts.parts:
        if parts.of == "subordinate" and part.type in SUBJECT_TYPES:
            continue
        have = [one for one in found if part.type in {"any", *one.says(parts.column).split(";")}]
        short = (part.at_least or 0) - sum(int(one.quantity) for one in have)
        columns = {} if part.type == "any" else {parts.column: part.type}
        for _ in range(max(0, short)):
            keeper.happen(subject, parts.of, day, columns=columns)


def _all_have(keeper: Keeper, subject: str, coverage: Coverage) -> None:
    columns = wanted(coverage.where)
    for one in population(keeper, subject, coverage, keeper.clock.as_of):
        found = keeper.diary.of(coverage.has, one)
        if any(meets(coverage.where, entry) for entry in found):
            continue
        free = next((entry for entry in found if not any(entry.says(name) for name in columns)), None)
        if free is not None:
            free.columns.update(columns)
        else:
            keeper.happen(one, coverage.has, long_ago(keeper, one), columns=columns)


def _steady(keeper: Keeper, subject: str, trend: Trend) -> None:
    """Two figures of each number that is watched, moving the way they should."""
    clock = keeper.clock
    for tracked in trend.tracked:
        if keeper.diary.has(tracked.measure, subject):
            continue
        base = _BASE.get(tracked.measure, _BASE_ELSE if tracked.measure in STOCKS else 2)
        step = {Movement.FALL: 1, Movement.RISE: -1, Movement.SWING: 0}[tracked.must_not]
        begun = keeper.subject(subject).spells[-1].attributes.get("term_from", "")
        if trend.since is Baseline.TERM_START and begun:
            first = date.fromisoformat(begun)
            days = [first, max(first + timedelta(days=1), clock.in_month(1, 5))]
        else:
            around = keeper.world.calendar.periods(trend.per, date(clock.start.year - 1, 1, 1), clock.as_of)
            days = [min(period.start + timedelta(days=4), clock.as_of) for period in around]
        for place, day in enumerate(days):
            keeper.happen(subject, tracked.measure, day, quantity=Decimal(max(0, base + step * place)))


def ended(entry: Entry, day: date) -> None:
    """Something that stood no longer does."""
    entry.columns["ended_on"] = day.isoformat()
