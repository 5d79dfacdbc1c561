"""On which day something is done: inside the windows the rules name, on a day of work, together with the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zhidu.domain.calendar import Period
from zhidu.domain.rules.kinds.params import Schedule
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.vocabulary import SubjectClass

if TYPE_CHECKING:
    from zhidu.project.demo.keeper import Keeper

_PERSONS = frozenset({SubjectClass.MEMBER, SubjectClass.POST_HOLDER, SubjectClass.PROSPECT})
_PERSONAL_SHARE = 0.45
"""People do their own duties in the first half of a period, as branches ask them to."""
_SET_IN = {"democratic_appraisal": (11, 1, 12, 20), "democratic_life_meeting": (11, 10, 12, 25)}
_SET_ELSE = (10, 8, 12, 20)
"""The stretch of the year that a superior fixes for what it lets nobody choose (month, day, month, day)."""


class Days:
    """Chooses days; people of one branch are given the same day for the same thing."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._shared: dict[tuple[str, str, str, int], date] = {}

    def choose(
        self,
        subject: str,
        measure: str,
        period: Period,
        number: int,
        columns: Mapping[str, str],
        *,
        of: int = 1,
    ) -> date:
        """A day for the event of that number out of *of* in a period."""
        who = self._keeper.subject(subject)
        if who.kind not in _PERSONS:
            return self._present(
                subject, self.pick(subject, measure, *share(period, number, of).ends, columns), period
            )
        branch = self._keeper.world.subjects.organization_of(
            subject, min(period.end, self._keeper.clock.as_of)
        )
        key = (branch, measure, f"{period.key}{sorted(columns.items())}", number)
        if key not in self._shared:
            first, last = share(period, number, of).ends
            last = first + timedelta(days=round((last - first).days * _PERSONAL_SHARE))
            self._shared[key] = self.pick(subject, measure, first, last, columns)
        return self._present(subject, self._shared[key], period)

    def _present(self, subject: str, day: date, period: Period) -> date:
        """The day itself, or the first later one of the period on which the subject is there."""
        return next((one for one in _from(day, period.end) if self._keeper.on_watch(subject, one)), day)

    def pick(self, subject: str, measure: str, first: date, last: date, columns: Mapping[str, str]) -> date:
        """A day between two days, in the windows the rules name."""
        clauses = [
            (duty.clause.modality is Modality.MUST, params)
            for duty, params in self._keeper.binding.of(subject, Schedule)
            if params.measure == measure and _concerns(params, columns)
        ]
        if not clauses:
            return self._keeper.workday(first, last)
        taken = {one.on for one in self._keeper.diary.of(measure, subject)}
        days = self._best(subject, first, last, clauses) or self._best(
            subject, first.replace(day=1), last, clauses
        )
        free = [one for one in days if one not in taken and self._keeper.world.calendar.is_workday(one)]
        if free or days:
            return self._keeper.chance.choice(free or days)
        return self._keeper.workday(first, last)

    def has_window(self, subject: str, measure: str) -> bool:
        """Whether some rule says when the thing should be done."""
        return any(params.measure == measure for _, params in self._keeper.binding.of(subject, Schedule))

    def _best(
        self, subject: str, first: date, last: date, clauses: list[tuple[bool, Schedule]]
    ) -> list[date]:
        """The days that fit the most clauses, a *must* counting more; none where no clause fits any day."""
        scores: dict[int, list[date]] = {}
        for day in _from(first, last):
            score = sum(2 if must else 1 for must, params in clauses if self._in_window(subject, day, params))
            scores.setdefault(score, []).append(day)
        return scores[max(scores)] if scores and max(scores) else []

    def _in_window(self, subject: str, day: date, params: Schedule) -> bool:
        if params.set_by:
            first, last = self._fixed(subject, params.measure, day.year)
            return first <= day <= last
        calendar = self._keeper.world.calendar
        return any(day in window.days(day, day, calendar) for window in params.windows)

    def _fixed(self, subject: str, measure: str, year: int) -> tuple[date, date]:
        """The days the superior fixed; it fixes them now if it has not yet."""
        keeper = self._keeper
        above = next(iter(keeper.world.subjects.ancestors(subject, keeper.clock.as_of)), subject)
        for entry in keeper.diary.of("date_set", above):
            if entry.says("of") == measure and entry.says("first").startswith(str(year)):
                return date.fromisoformat(entry.says("first")), date.fromisoformat(entry.says("last"))
        month, day, last_month, last_day = _SET_IN.get(measure, _SET_ELSE)
        first, last = date(year, month, day), date(year, last_month, last_day)
        told = first - timedelta(days=25)
        keeper.diary.write(
            above,
            "date_set",
            told,
            columns={"of": measure, "first": first.isoformat(), "last": last.isoformat()},
        )
        return first, last


def _concerns(params: Schedule, columns: Mapping[str, str]) -> bool:
    return all(one.holds(columns.get(one.column)) is not False for one in params.where)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a period, both ends included."""

    ends: tuple[date, date]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.ends[0] <= day <= self.ends[1]


def share(period: Period, number: int, of: int) -> Share:
    """The part of a period in which the event of that number falls, when there are several."""
    if of <= 1:
        return Share((period.start, period.end))
    length = period.days // of
    first = period.start + timedelta(days=number * length)
    last = period.end if number == of - 1 else first + timedelta(days=length - 1)
    return Share((first, last))


def _from(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
