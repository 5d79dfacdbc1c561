"""Random small worlds: a county, two branches, their members, and what they may have recorded.

Everything is valid by construction: what is drawn could have come from plain files without a complaint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.properties.cells import ABOUT_EXCUSES, COLUMNS, COMPANIONS, KIND_COLUMNS
from tests.properties.shown import shown
from zhidu.domain.calendar import Calendar, Duration, Period, Unit
from zhidu.domain.procedures import Procedure, Step
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.evaluate import duties_of, evaluate
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.subjects import Spell, Subject, Subjects
from zhidu.domain.rules.world import Duty, World

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
COUNTY, BRANCH, OTHER, GROUP, CASE = "县委", "一支部", "二支部", "一组", "事项一"
MEMBERS = ("张三", "李四", "王五")
CALENDAR = Calendar()
_STEPS = ("first", "second", "third")
PROCEDURES = (
    Procedure(id="three-steps", title="三步", steps=tuple(Step(id=one, title=one) for one in _STEPS)),
    Procedure(
        id="timed-steps",
        title="限时三步",
        steps=(
            Step(id="first", title="first"),
            Step(id="second", title="second", within=Duration.parse("20d"), within_of="first"),
            Step(id="third", title="third", min_dwell=Duration.parse("10d"), since="second", optional=True),
        ),
    ),
)


def _spell(
    kind: str, parent: str, first: date, last: date = date.max, cells: Mapping[str, str] | None = None
) -> Spell:
    return Spell(
        type=kind,
        belongs_to=parent,
        first=first,
        last=last,
        attributes={name: value for name, value in (cells or {}).items() if value},
    )


LONG_AGO = date(2020, 1, 1)
mid_year = st.dates(FIRST, date(2026, 10, 31))
begins = st.just(LONG_AGO) | st.just(LONG_AGO) | mid_year


@st.composite
def members(draw: st.DrawFn, name: str, *, settled: bool) -> Subject:
    """A member; unless *settled*, one who may join, move or leave within the year."""
    kind = draw(st.sampled_from(("full_member", "probationary_member")))
    cells = {
        "post": draw(st.sampled_from(("", "secretary", "deputy"))),
        "floating": draw(st.sampled_from(("", "true", "false"))),
    }
    home = draw(st.sampled_from((BRANCH, OTHER, BRANCH)))
    if settled:
        return Subject(name, (_spell(kind, home, LONG_AGO, cells=cells),))
    first = draw(begins)
    moves = draw(st.none() | st.none() | st.dates(first + timedelta(days=1), LAST))
    if moves is None:
        return Subject(name, (_spell(kind, home, first, cells=cells),))
    before = _spell(kind, home, first, moves - timedelta(days=1), cells=cells)
    away = OTHER if home == BRANCH else BRANCH
    leaves = draw(st.booleans())
    return Subject(name, (before,) if leaves else (before, _spell("full_member", away, moves, cells=cells)))


@st.composite
def trees(draw: st.DrawFn, *, settled: bool = False) -> tuple[Subject, ...]:
    """A county with two branches; *settled*: nobody comes or goes, and records exist throughout."""
    since = LONG_AGO if settled else draw(begins)
    recording = "" if settled else draw(st.sampled_from(("", "", "2026-03-01")))
    branch = {
        "sector": draw(st.sampled_from(("", "农村"))),
        "term_from": draw(st.sampled_from(("2024-03-01", "2026-05-01", ""))),
        "term_to": "2027-02-28",
        "recording_from": recording,
    }
    case = {"procedure": draw(st.sampled_from(("", "three-steps", "timed-steps")))}
    return (
        Subject(COUNTY, (_spell("county_committee", "", LONG_AGO),)),
        Subject(BRANCH, (_spell("village_branch", COUNTY, since, cells=branch),)),
        Subject(OTHER, (_spell("office_branch", COUNTY, LONG_AGO, cells={"sector": "机关"}),)),
        Subject(GROUP, (_spell("group", BRANCH, since),)),
        *(draw(members(name, settled=settled)) for name in MEMBERS),
        Subject(CASE, (_spell("case", BRANCH, since, cells=case),)),
    )


@dataclass(frozen=True, slots=True)
class Habit:
    """How records may look: what a property needs to leave out is switched off here."""

    most: int = 10
    first: date = date(2025, 12, 1)
    last: date = date(2027, 2, 28)
    late_entry: bool = True
    declared: bool = True
    voided: bool = True
    unsure: bool = True
    excused: bool = True
    planned: bool = True


ANY_HABIT = Habit()


@st.composite
def facts(
    draw: st.DrawFn, clauses: Sequence[Clause], subjects: Sequence[Subject], habit: Habit = ANY_HABIT
) -> list[Fact]:
    """Records around *clauses*: what they count, what they refer to, excuses and deviations."""
    pool = sorted(
        {one for clause in clauses for one in (*clause.params.measures, *COMPANIONS.get(clause.kind, ()))}
    )
    if habit.excused:
        pool += ["deviation", "excuse"]
    pool += [one for clause in clauses for one in clause.params.measures]
    columns = sorted({one for clause in clauses for one in KIND_COLUMNS[clause.kind]})
    count = draw(st.integers(0, habit.most))
    names = [f"f{number}" for number in range(count)]
    ids = [one.id for one in subjects]
    # twice as often those the clauses speak of: records of others are only there to be left alone
    ids += 2 * [one.id for one in subjects if any(one.kind is clause.subject for clause in clauses)]
    return [draw(_facts(name, names, pool, columns, ids, habit)) for name in names]


@st.composite
def _facts(
    draw: st.DrawFn,
    name: str,
    names: Sequence[str],
    pool: Sequence[str],
    columns: Sequence[str],
    subjects: Sequence[str],
    habit: Habit,
) -> Fact:
    measure = draw(st.sampled_from(pool))
    on = draw(st.dates(habit.first, habit.last))
    special = measure in {"excuse", "deviation"}
    cells = draw(
        st.fixed_dictionaries({}, optional={one: COLUMNS[one] for one in ABOUT_EXCUSES})
        if special
        else st.fixed_dictionaries({}, optional={one: COLUMNS[one] for one in columns})
    )
    plain = Fact(
        id=name,
        subject=draw(st.sampled_from(subjects)),
        measure=measure,
        on=on,
        quantity=draw(st.sampled_from([Decimal(1), Decimal(1), Decimal(2), Decimal("0.5"), Decimal(30)])),
        ref=draw(st.sampled_from(("", *names, "matter-1"))),
        attributes=cells,
    )
    return draw(_written_down(plain, habit))


@st.composite
def _written_down(draw: st.DrawFn, fact: Fact, habit: Habit) -> Fact:
    """The same fact with its entry: in time or late, complete or not, declared, planned, voided."""
    oddity = draw(st.sampled_from(("", "", "late", "declared", "voided", "unsure", "planned")))
    if oddity == "late" and habit.late_entry:
        return replace(fact, entered_on=fact.on + timedelta(days=draw(st.integers(0, 60))))
    if oddity == "declared" and habit.declared:
        return replace(fact, for_period=draw(declarations(fact.on)))
    if oddity == "voided" and habit.voided:
        return replace(fact, voided_on=fact.on + timedelta(days=draw(st.integers(0, 200))))
    if oddity == "planned" and habit.planned:
        early = fact.on - timedelta(days=draw(st.integers(1, 60)))
        return replace(fact, entered_on=early, planned=draw(st.booleans()))
    return replace(fact, sure=False) if oddity == "unsure" and habit.unsure else fact


@st.composite
def declarations(draw: st.DrawFn, on: date) -> str:
    """The key of the period of *on*, or of one or two before it."""
    unit = draw(st.sampled_from([one for one in Unit if one is not Unit.TERM]))
    period: Period | None = CALENDAR.period_of(unit, on)
    for _ in range(draw(st.integers(0, 2))):
        period = CALENDAR.previous(period) if period else None
    assert period is not None
    return period.key


as_of_days = st.dates(date(2026, 1, 15), date(2027, 6, 30))


@dataclass(frozen=True, slots=True)
class Scene:
    """One clause among some subjects and records, looked at on a day."""

    clause: Clause
    subjects: tuple[Subject, ...]
    facts: tuple[Fact, ...]
    as_of: date

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text("\n".join(map(shown, (self.clause, self.subjects, self.facts, self.as_of))))

    def findings(
        self,
        *,
        facts: Iterable[Fact] | None = None,
        subjects: Iterable[Subject] | None = None,
        as_of: date | None = None,
        known_on: date | None = None,
        clause: Clause | None = None,
    ) -> list[Finding]:
        """The findings of 2026, with any part of the scene replaced."""
        return judged(
            [clause or self.clause],
            self.subjects if subjects is None else subjects,
            self.facts if facts is None else facts,
            as_of or self.as_of,
            known_on=known_on,
        )


@st.composite
def scenes(
    draw: st.DrawFn, clauses: st.SearchStrategy[Clause], habit: Habit = ANY_HABIT, *, settled: bool = False
) -> Scene:
    clause = draw(clauses)
    subjects = draw(trees(settled=settled))
    return Scene(clause, subjects, tuple(draw(facts([clause], subjects, habit))), draw(as_of_days))


def judged(
    clauses: Sequence[Clause],
    subjects: Iterable[Subject],
    found: Iterable[Fact],
    as_of: date,
    *,
    known_on: date | None = None,
    first: date = FIRST,
    last: date = LAST,
) -> list[Finding]:
    """The findings of clauses that each run as a book of their own."""
    world = World(
        subjects=Subjects(subjects),
        facts=found,
        as_of=as_of,
        known_on=known_on,
        procedures={(clause.book, one.id): one for clause in clauses for one in PROCEDURES},
    )
    return list(evaluate(_duties(clauses, world), world, first, last))


def _duties(clauses: Sequence[Clause], world: World) -> list[Duty]:
    found = []
    for clause in clauses:
        book = Rulebook(id=clause.book, title=clause.book, level="local", version="1", clauses=(clause,))
        found += duties_of(book, world.subjects, world.calendar)
    return found


def by_place(found: Iterable[Finding]) -> dict[tuple[str, str, str], Finding]:
    """Clause, subject and period → the one finding there."""
    return {(one.clause.key, one.subject, one.period): one for one in found}
