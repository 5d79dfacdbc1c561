"""What comes round again: so many meetings a month, so many hours a year, a paper every half-year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from zhidu.domain.calendar import Period, Unit
from zhidu.domain.rules.counting import Slot, slots
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.kinds.params import Composition, Coverage, Frequency, Lapse, Quota, Record
from zhidu.domain.rules.kinds.quota import COLUMNS as SIZE_COLUMNS
from zhidu.domain.rules.scope import scaled
from zhidu.domain.rules.vocabulary import MEASURES, MeasureUnit, SubjectClass
from zhidu.domain.rules.world import Duty
from zhidu.project.demo.days import share
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.keeper import Keeper
from zhidu.project.demo.reactions import meets, population, sheet, wanted

_FINEST_FIRST = (
    Unit.WEEK,
    Unit.MONTH,
    Unit.TWO_MONTHS,
    Unit.QUARTER,
    Unit.SEMESTER,
    Unit.HALF_YEAR,
    Unit.YEAR,
    Unit.TERM,
)
_PLANNED_SHARE = 0.6
_CHUNKS = {Unit.YEAR: 4, Unit.HALF_YEAR: 2, Unit.SEMESTER: 2}
_ALLOWED_EACH_YEAR = 12


class Rhythm:
    """Fills every period that touches the county's fourteen months, for everybody who is bound."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._days = keeper.days
        self._window = Period(Unit.TERM, "window", keeper.clock.start, keeper.clock.as_of)

    def run(self) -> None:
        """Finest rhythms first, so that a quarterly meeting is found among the monthly ones."""
        for unit in _FINEST_FIRST:
            for subject in self._keeper.binding.subjects():
                for duty, often in list(self._keeper.binding.of(subject, Frequency)):
                    if often.per is unit:
                        self._often(subject, duty, often)
        for subject in self._keeper.binding.subjects():
            self._amounts(subject)
        for subject in self._keeper.binding.subjects():
            self._for_all(subject)

    def _amounts(self, subject: str) -> None:
        """What a period must add up to or show on paper, and what must not run out."""
        for duty, much in list(self._keeper.binding.of(subject, Quota)):
            if much.per is not None:
                self._much(subject, duty, much, much.per)
        for duty, paper in list(self._keeper.binding.of(subject, Record)):
            if paper.per is not None and not paper.event:
                self._papers(subject, duty, paper, paper.per)
        for duty, lapse in list(self._keeper.binding.of(subject, Lapse)):
            self._never_lapse(subject, duty, lapse)

    def _for_all(self, subject: str) -> None:
        """What everybody must have in a period, and the parts it must consist of."""
        for duty, coverage in list(self._keeper.binding.of(subject, Coverage)):
            if coverage.per is not None:
                self._everybody(subject, duty, coverage, coverage.per)
        for duty, parts in list(self._keeper.binding.of(subject, Composition)):
            if parts.per is not None and not parts.event:
                self._parts(subject, duty, parts, parts.per)

    def _slots(self, subject: str, duty: Duty, unit: Unit, anchor: str = "") -> list[Slot]:
        found = slots(
            duty, self._keeper.subject(subject), self._keeper.world, unit, self._window, anchor=anchor
        )
        return [slot for slot in found if slot.period.start <= self._keeper.clock.as_of]

    def _inside(self, measure: str, subject: str, slot: Slot, where: Iterable[Condition] = ()) -> list[Entry]:
        conditions = tuple(where)
        found = self._keeper.diary.between(measure, subject, slot.period.start, slot.period.end)
        return [one for one in found if meets(conditions, one)]

    def _often(self, subject: str, duty: Duty, often: Frequency) -> None:
        holder = subject
        if "self" not in often.held_by:
            above = self._keeper.world.subjects.ancestors(subject, self._keeper.clock.as_of)
            holder = next(iter(above), subject)
        columns = wanted(often.where)
        for slot in self._slots(subject, duty, often.per, often.anchor):
            if often.cap_from:
                self._allow(subject, often.cap_from, slot)
            if often.at_least is None:
                continue
            need = int(scaled(Fraction(often.at_least), slot.scope, slot.period, duty.clause.partial))
            found = self._inside(often.measure, holder, slot, often.where)
            have = len({one.says(often.distinct) for one in found}) if often.distinct else len(found)
            period = _reachable(slot, self._keeper.clock.start)
            empty = [n for n in range(need) if not any(one.on in share(period, n, need) for one in found)]
            for number in empty[: max(0, need - have)] or range(have, need):
                day = self._days.choose(holder, often.measure, period, number, columns, of=need)
                self._do(holder, often.measure, day, columns, slot)

    def _do(self, subject: str, measure: str, day: date, columns: dict[str, str], slot: Slot) -> None:
        keeper = self._keeper
        if day <= keeper.clock.as_of:
            keeper.happen(subject, measure, day, columns=columns)
        elif keeper.subject(subject).kind in _PLANNERS and keeper.chance.random() < _PLANNED_SHARE:
            keeper.plan(subject, measure, min(day, slot.due), columns=columns)

    def _allow(self, subject: str, measure: str, slot: Slot) -> None:
        """The number a superior lets them admit in the year."""
        if not self._inside(measure, subject, slot):
            self._keeper.diary.write(
                subject, measure, slot.period.start, quantity=_ALLOWED_EACH_YEAR, for_period=slot.period.key
            )

    def _much(self, subject: str, duty: Duty, much: Quota, unit: Unit) -> None:
        if much.at_least is None:
            return
        columns = wanted(much.where)
        for slot in self._slots(subject, duty, unit):
            need = scaled(Fraction(much.at_least), slot.scope, slot.period, duty.clause.partial)
            have = sum(
                (_worth(much, one) for one in self._inside(much.measure, subject, slot, much.where)),
                Fraction(0),
            )
            chunks = 1 if need <= 1 else _CHUNKS.get(unit, 1)
            each = Decimal(-(-(need - have) // chunks)) if need > have else Decimal(0)
            for number in range(chunks if each > 0 else 0):
                day = self._days.choose(subject, much.measure, slot.period, number, columns, of=chunks)
                quantity, more = _written(much, each)
                self._keeper.happen(
                    subject, much.measure, day, quantity=quantity, columns={**columns, **more}
                )

    def _papers(self, subject: str, duty: Duty, paper: Record, unit: Unit) -> None:
        for slot in self._slots(subject, duty, unit):
            have = [one for one in self._inside("record", subject, slot) if one.says("form") == paper.form]
            if not have:
                columns = sheet(paper)
                day = self._days.choose(subject, "record", slot.period, 0, columns)
                self._keeper.happen(subject, "record", day, columns=columns)

    def _never_lapse(self, subject: str, duty: Duty, lapse: Lapse) -> None:
        for measure in lapse.any_of:
            if MEASURES[measure].occasion and not self._has_occasions(subject, measure):
                continue
            for slot in self._slots(subject, duty, lapse.per):
                if not self._inside(measure, subject, slot):
                    day = self._days.choose(subject, measure, slot.period, 0, {})
                    self._keeper.happen(subject, measure, day)

    def _has_occasions(self, subject: str, measure: str) -> bool:
        clock = self._keeper.clock
        holders = [subject, *self._keeper.world.subjects.ancestors(subject, clock.as_of)]
        return any(
            self._keeper.diary.has(one, holder) for one in MEASURES[measure].occasion for holder in holders
        )

    def _everybody(self, subject: str, duty: Duty, coverage: Coverage, unit: Unit) -> None:
        columns = wanted(coverage.where)
        for slot in self._slots(subject, duty, unit):
            day_of_count = min(slot.period.end, self._keeper.clock.as_of)
            people = population(self._keeper, subject, coverage, day_of_count)
            if coverage.of.pairs:
                self._pairs(people, coverage, slot)
                continue
            for one in people:
                if not self._inside(coverage.has, one, slot, coverage.where):
                    day = self._days.choose(one, coverage.has, slot.period, 0, columns)
                    self._keeper.happen(one, coverage.has, day, columns=columns)

    def _pairs(self, people: list[str], coverage: Coverage, slot: Slot) -> None:
        """Everybody with everybody else once in the period."""
        for one, other in combinations(people, 2):
            found = [
                *(fact.says("with") == other for fact in self._inside(coverage.has, one, slot)),
                *(fact.says("with") == one for fact in self._inside(coverage.has, other, slot)),
            ]
            if not any(found):
                columns = {**wanted(coverage.where), "with": other}
                day = self._days.choose(one, coverage.has, slot.period, 0, columns)
                self._keeper.happen(one, coverage.has, day, columns=columns)

    def _parts(self, subject: str, duty: Duty, parts: Composition, unit: Unit) -> None:
        for slot in self._slots(subject, duty, unit):
            found = self._inside(parts.of, subject, slot)
            for part in parts.parts:
                have = sum(1 for one in found if part.type in {"any", *one.says(parts.column).split(";")})
                for number in range(have, part.at_least or 0):
                    if found and part.type != "any":
                        last = found[-1]
                        words = [one for one in last.says(parts.column).split(";") if one]
                        last.columns[parts.column] = ";".join([*words, part.type])
                        continue
                    columns = {} if part.type == "any" else {parts.column: part.type}
                    day = self._days.choose(subject, parts.of, slot.period, number, columns)
                    self._keeper.happen(subject, parts.of, day, columns=columns)


_PLANNERS = frozenset({SubjectClass.ORGANIZATION, SubjectClass.GROUP})


def _reachable(slot: Slot, start: date) -> Period:
    """The days of a period on which it is in scope; of a term of office, those since the records began."""
    period = slot.period
    first = max(period.start, start) if period.unit is Unit.TERM else period.start
    last = max(first, min(period.end, slot.scope.last))
    if slot.scope.days < period.days and slot.scope.last == period.end:
        first = date.fromordinal(period.end.toordinal() - slot.scope.days + 1)
    return Period(period.unit, period.key, first, last)


def _worth(much: Quota, entry: Entry) -> Fraction:
    measured = MEASURES[much.measure].unit
    if measured is MeasureUnit.TIMES and much.unit is not MeasureUnit.TIMES:
        return Fraction(entry.says(SIZE_COLUMNS.get(much.unit, "")) or 0)
    return Fraction(entry.quantity) / much.convert


def _written(much: Quota, size: Decimal) -> tuple[Decimal, dict[str, str]]:
    """A size in the clause's unit as the quantity and columns of a record."""
    measured = MEASURES[much.measure].unit
    if measured is MeasureUnit.TIMES and much.unit is not MeasureUnit.TIMES:
        return Decimal(1), {SIZE_COLUMNS.get(much.unit, much.unit.value): str(size)}
    converted = Fraction(size) * much.convert
    if (measured, much.unit) == (MeasureUnit.MINUTE, MeasureUnit.HOUR):
        converted *= 60
    return Decimal(-(-converted.numerator // converted.denominator)), {}
