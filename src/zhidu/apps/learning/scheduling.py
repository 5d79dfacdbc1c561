"""The sessions of a year as the clauses have them: so many a period, each in the slot that a clause names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.setting import Setting
from zhidu.apps.adoption.queries import calendar
from zhidu.apps.learning.kinds import SESSIONS
from zhidu.domain.calendar import Unit, Window
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Composition, Content, Frequency, Schedule
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.vocabulary import MEASURES


@dataclass(frozen=True, slots=True)
class Slot:
    """When sessions of a kind are to be and how many a period asks for, as the clauses say."""

    kind: str
    unit: Unit
    each: int
    windows: tuple[Window, ...]
    because: tuple[Clause, ...]

    @property
    def sentence(self) -> str:
        """领导班子学习：每月 1 次，在每周二 08:00 至 11:00."""
        when = "；".join(window.chinese() for window in self.windows)
        said = f"{SESSIONS[self.kind]}：每{self.unit.chinese} {self.each} 次"
        return f"{said}，在{when}" if when else f"{said}，哪天没有规定"

    @property
    def hours(self) -> tuple[time | None, time | None]:
        begins = next((one.time_from for one in self.windows if one.time_from), None)
        return begins, next((one.time_to for one in self.windows if one.time_to), None)


@dataclass(frozen=True, slots=True)
class Proposed:
    """One session that the clauses ask for."""

    kind: str
    on: date
    begins: time | None
    ends: time | None


def setting_of(kind: str, place: Place, day: date) -> Setting:
    """A kind of session there on a day: its clauses and their words."""
    return Setting(Kind(MEASURES[kind]), place, day)


def slots(place: Place, day: date) -> list[Slot]:
    """What the clauses in force say of each kind of session; a kind nothing is said of is left out."""
    found = []
    clauses = setting_of(next(iter(SESSIONS)), place, day).clauses
    for kind in SESSIONS:
        asked = [
            (one, one.params)
            for one in clauses
            if isinstance(one.params, Frequency) and one.params.measure == kind and one.params.at_least
        ]
        if not asked:
            continue
        # the shortest period asks for the most; what is kept there is kept in the longer ones as well
        first, params = min(asked, key=lambda pair: (_LENGTH.get(pair[1].per, 99), -(pair[1].at_least or 0)))
        timed = [
            (one, one.params.windows)
            for one in clauses
            if isinstance(one.params, Schedule) and one.params.measure == kind and one.params.windows
        ]
        timed.sort(key=lambda pair: pair[0].modality is not Modality.MUST)
        windows = timed[0][1] if timed else ()
        because = (first, *(one for one, _ in timed))
        found.append(Slot(kind, params.per, params.at_least or 1, windows, because))
    return found


def topics_of(kind: str, place: Place, day: date) -> dict[str, str]:
    """The classes of content that clauses name for a kind of session: word → Chinese."""
    return _words(kind, place, day, "topics")


def forms_of(kind: str, place: Place, day: date) -> dict[str, str]:
    """The forms of study that clauses name for it."""
    return _words(kind, place, day, "form")


def _words(kind: str, place: Place, day: date, column: str) -> dict[str, str]:
    setting = setting_of(kind, place, day)
    found: dict[str, str] = {}
    for one in setting.clauses:
        params = one.params
        if isinstance(params, Content) and params.event == kind and params.column == column:
            for token in sorted(params.allowed | params.must_include):
                found.setdefault(token, setting.words.word(token, one.book))
    return found


def parts_of(measure: str, place: Place, day: date) -> dict[str, str]:
    """The sorts that clauses ask a standing collection to have (讲师团队的几类人员): word → Chinese."""
    setting = setting_of(measure, place, day)
    found: dict[str, str] = {}
    for one in setting.clauses:
        if isinstance(one.params, Composition) and one.params.of == measure:
            for part in one.params.parts:
                found.setdefault(part.type, setting.words.word(part.type, one.book))
    return found


def propose(place: Place, first: date, last: date) -> tuple[list[Proposed], list[Slot]]:
    """Sessions from *first* to *last* as the clauses have them, in order of time, and the slots they follow.

    Each period gets as many as it asks for, on the first days that are worked and lie in the slot. A period of which
    *first* leaves no such day gets none. Kinds without a slot of their own are told and given no day.
    """
    days, found = calendar(), []
    asked = slots(place, first)
    for slot in asked:
        if not slot.windows:
            continue
        begins, ends = slot.hours
        for period in days.periods(slot.unit, first, last):
            since, until = max(period.start, first), min(period.end, last)
            fitting = (
                day
                for day in _days(since, until)
                if days.is_workday(day)
                and any(window.holds(day, days, begins=begins, ends=ends) for window in slot.windows)
            )
            found += [
                Proposed(slot.kind, day, begins, ends)
                for day, _ in zip(fitting, range(slot.each), strict=False)
            ]
    return sorted(found, key=lambda one: (one.on, one.begins or time(), one.kind)), asked


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1)]


_LENGTH = {
    unit: place
    for place, unit in enumerate(
        (Unit.WEEK, Unit.MONTH, Unit.TWO_MONTHS, Unit.QUARTER, Unit.HALF_YEAR, Unit.SEMESTER, Unit.YEAR)
    )
}
