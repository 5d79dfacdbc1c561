"""A pack as it stands: which parts are there, who has done what, what is missing; read from the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.attendance import COMMITTEE_POSTS, Entitled, entitled, holders
from zhidu.apps.activities.places import Place, places
from zhidu.apps.activities.states import State
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.meetings import queries as meetings
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.pack.parts import MEASURES_STEP, MEETING_STEPS, PARTS, SOURCES, Part
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.facts import words
from zhidu.domain.rules.kinds.params import Coverage, Deadline, Stage

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

TALK, ANALYSIS, OPINION, PROBLEM, PLANNED = (
    "talk_held",
    "self_analysis",
    "opinions_gathered",
    "problem_found",
    "correction_planned",
)
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(slots=True)
class Line:
    """One member in the pack."""

    who: Entitled
    talked: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    analysis: Activity | None = None
    analysed: bool = False
    criticised: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One part with the record that shows it, and the clause that asks for it ('' where none does)."""

    part: Part
    record: Activity | None
    asked: str


class Pack:
    """The pack of one case; each thing is looked up when it is first asked for."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.meeting: Activity = case.meeting

    @cached_property
    def place(self) -> Place:
        return places([self.meeting.node_id])[self.meeting.node_id]

    @cached_property
    def records(self) -> list[Activity]:
        """Everything that refers to the meeting and counts, the first first; one query."""
        return activities.about(self.meeting.pk)

    @cached_property
    def clauses(self) -> list[Clause]:
        """Clauses that bind the organisation on the day of the meeting and speak of it."""
        node = orgs.node(self.meeting.organization_id)
        return [
            duty.clause
            for duty in adoption.duties(node)
            if self.meeting.kind in _looks_at(duty.clause)
            and any(first <= self.meeting.on <= last for first, last in duty.days_held(node.code))
        ]

    def of(self, measure: str) -> list[Activity]:
        return [one for one in self.records if one.kind == measure]

    # ------------------------------------------------------------ parts and steps

    @cached_property
    def shown(self) -> list[Shown]:
        """The parts that a clause asks for or that are there; others are not spoken of."""
        found = []
        for part in PARTS:
            rows = self.of(part.measure)
            if part.key == "notified" and not self.not_told:
                rows = [self.meeting]
            asked = next((one.source for one in self.clauses if _asks(one, part.measure)), "")
            if part.measure == OPINION and self.sources_lacking:
                rows = []
            # at a meeting whose procedure has a step of that name the study is part of the meeting itself
            wanted = part.key != "study" and bool(part.steps & self._steps)
            if asked or rows or wanted or self.of(part.measure):
                found.append(Shown(part, rows[0] if rows else None, asked))
        return found

    @cached_property
    def _steps(self) -> frozenset[str]:
        procedure = adoption.rulebook(self.case.book).procedures[self.case.procedure]
        return frozenset(one.id for one in procedure.steps)

    def shows(self, step: str) -> Activity | None:
        """The record by which a step counts as taken; None where nothing shows it yet."""
        for part in PARTS:
            if step in part.steps and (found := self._complete(part)) is not None:
                return found
        if step in MEASURES_STEP:
            return next(iter(self.of(PLANNED)), None)
        if step in MEETING_STEPS and self.meeting.state == State.HELD and self.meeting.voided_at is None:
            return self.meeting
        return None

    def _complete(self, part: Part) -> Activity | None:
        rows = self.of(part.measure)
        if part.key == "notified":
            return None if self.not_told else self.meeting
        if part.measure == OPINION and self.sources_lacking:
            return None
        if part.key == "talks" and not rows:
            talks = self.of(TALK)
            return talks[-1] if talks and self.pairs_asked and not self.pairs_lacking else None
        return rows[-1] if rows else None

    # ------------------------------------------------------------ opinions

    @cached_property
    def sources_asked(self) -> list[str]:
        """Of whom clauses want opinions to be asked; without such a clause of anybody."""
        found: set[str] = set()
        for one in self.clauses:
            if _asks(one, OPINION) and isinstance(one.params, Deadline):
                found |= one.params.to
        return [one for one in SOURCES if one in found]

    @cached_property
    def opinions(self) -> dict[str, list[Activity]]:
        found: dict[str, list[Activity]] = defaultdict(list)
        for one in self.of(OPINION):
            for source in words(one.columns.get("audience", "")) or {""}:
                found[source].append(one)
        return found

    @property
    def sources_lacking(self) -> list[str]:
        return [one for one in self.sources_asked if one not in self.opinions]

    # ------------------------------------------------------------ people

    @cached_property
    def people(self) -> list[Entitled]:
        """Who is to come to the meeting."""
        return entitled(self.place, self.meeting.kind, self.meeting.on)

    @cached_property
    def committee(self) -> list[Entitled]:
        return [one for one in holders(self.place, self.meeting.on) if COMMITTEE_POSTS & set(one.posts)]

    @cached_property
    def talks(self) -> set[frozenset[int]]:
        """Pairs who talked before the meeting; entered once, it counts for both."""
        found = set()
        for one in self.of(TALK):
            for code in words(one.columns.get("with", "")):
                number = code.removeprefix("person-")
                if one.person_id is not None and number.isdecimal():
                    found.add(frozenset({one.person_id, int(number)}))
        return found

    @cached_property
    def pairs_asked(self) -> bool:
        """Whether a clause wants every two of the committee to have talked."""
        return any(
            isinstance(one.params, Coverage) and one.params.of.pairs and one.params.has == TALK
            for one in self.clauses
        )

    @property
    def pairs_lacking(self) -> list[tuple[Entitled, Entitled]]:
        """Two of the committee who have not talked yet."""
        return [
            (one, other)
            for one, other in combinations(self.committee, 2)
            if frozenset({one.person, other.person}) not in self.talks
        ]

    @cached_property
    def not_told(self) -> list[Entitled]:
        """Those to come of whom nobody has written down that they were told."""
        told = activities.told_of(self.meeting.pk) | {one.person_id for one in self.of("notified")}
        return [one for one in self.people if one.person not in told]

    @cached_property
    def analyses(self) -> dict[int, Activity]:
        return {one.person_id: one for one in self.of(ANALYSIS) if one.person_id is not None}

    @cached_property
    def lines(self) -> list[Line]:
        """Everybody to come, with what is there of them and what is missing."""
        names = {one.person: one.name for one in [*self.committee, *self.people]}
        lacking: dict[int, list[str]] = defaultdict(list)
        if self.pairs_asked:
            for one, other in self.pairs_lacking:
                lacking[one.person].append(other.name)
                lacking[other.person].append(one.name)
        said = {name: self._spoke(name) for name in ("analysed", "criticised")}
        return [
            Line(
                one,
                [
                    names[pk]
                    for pair in self.talks
                    if one.person in pair
                    for pk in pair - {one.person}
                    if pk in names
                ],
                lacking[one.person],
                self.analyses.get(one.person),
                one.person in said["analysed"],
                one.person in said["criticised"],
            )
            for one in self.people
        ]

    def _spoke(self, column: str) -> set[int]:
        """Whose own analysis, or whose criticism, stands in the record of the meeting or in one of its own."""
        codes: frozenset[str] = words(self.meeting.columns.get(f"{column}_id", "")) or frozenset()
        found = {int(one.removeprefix("person-")) for one in codes}
        measure = {"analysed": "analysis_given", "criticised": "criticism_given"}[column]
        return found | {one.person_id for one in self.of(measure) if one.person_id is not None}

    # ------------------------------------------------------------ what was found, and what is done about it

    @cached_property
    def problems(self) -> list[tuple[Activity, Activity | None, Any]]:
        """Problem, measure, and the task that carries it out."""
        tasks = {one.measure_id: one for one in meetings.given_at(self.meeting.pk) if one.measure_id}
        measures = {one.columns.get("problem", ""): one for one in self.of(PLANNED)}
        return [
            (one, measures.get(one.code), tasks.get(measures[one.code].pk) if one.code in measures else None)
            for one in self.of(PROBLEM)
        ]


def _asks(clause: Clause, measure: str) -> bool:
    params = clause.params
    if isinstance(params, Deadline):
        return params.act == measure
    return isinstance(params, Coverage) and params.has == measure


def _looks_at(clause: Clause) -> frozenset[str]:
    """The meetings a clause speaks of: what it follows or goes before."""
    params = clause.params
    if isinstance(params, Deadline):
        return frozenset({params.trigger})
    if isinstance(params, Coverage):
        return frozenset({one for one in (params.at, params.before) if one})
    return frozenset()


def procedures_for(clauses: Iterable[Clause], kind: str) -> list[tuple[str, str]]:
    """(book, procedure) of those that clauses in force prescribe for meetings of *kind*: 办的次序."""
    return [
        (one.book, one.params.procedure)
        for one in clauses
        if isinstance(one.params, Stage) and one.family.partition(".")[0] == kind
    ]
