"""Somebody does what a clause asks: the records of one event kept in every respect, kind by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.properties.matching import cells_of, passing
from tests.properties.strategies import CALENDAR, FIRST, MEMBERS
from zhidu.domain.calendar import Window
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.kinds import params as p

LAST = date(2026, 6, 30)
BALLOT = {"forum": "members_meeting;committee_meeting", "matter": "admission;reward", "result": "passed"}
VOTES = {"entitled": "12", "present": "12", "yes": "12", "no": "0", "everyone": "12", "written": "0"}
CARE = {"persons": "1", "done": "heard_person;exchange", "dissent_recorded": "true"}


@dataclass(slots=True)
class Diary:
    """Records of one subject as they are written down, numbered so that no two share an id."""

    holder: str
    mark: str
    facts: list[Fact] = field(default_factory=list)

    def note(
        self,
        measure: str,
        on: date,
        cells: Mapping[str, str],
        *,
        ref: str = "",
        subject: str = "",
        quantity: Decimal = Decimal(1),
    ) -> str:
        """Write one record and give back its id."""
        name = f"{self.mark}{len(self.facts)}"
        self.facts.append(
            Fact(
                id=name,
                subject=subject or self.holder,
                measure=measure,
                on=on,
                ref=ref,
                quantity=quantity,
                attributes={key: value for key, value in cells.items() if value},
            )
        )
        return name


@st.composite
def deeds(draw: st.DrawFn, clause: Clause, holder: str, mark: str) -> list[Fact]:
    """The records of one thing done as *clause* asks; [] for kinds that do not look at single events."""
    on = draw(st.dates(FIRST, LAST))
    diary = Diary(holder, mark)
    _one_event(draw, clause.params, diary, on)
    _something_and_what_follows(draw, clause.params, diary, on)
    return diary.facts


def _one_event(draw: st.DrawFn, params: Any, diary: Diary, on: date) -> None:
    match params:
        case p.Quota(per=None):
            size = (params.at_most if params.at_least is None else params.at_least) or Decimal(0)
            cells = {"minutes": str(size), "hours": str(size), **passing(params.where)}
            diary.note(params.measure, on, cells, quantity=size)
        case p.Schedule():
            _scheduled(draw, params, diary)
        case p.Role():
            served = sorted(params.allowed or {"secretary", "deputy"})[: params.exactly or 1]
            diary.note(params.event, on, {params.duty: ";".join(served)})
        case p.Content():
            diary.note(params.event, on, _contents(params))
        case p.DecisionRule():
            method = {"method": ";".join(sorted(params.method))}
            diary.note("ballot", on, {**BALLOT, **VOTES, **CARE, **method})
        case p.Stage():
            for place, step in enumerate(("first", "second", "third")):
                diary.note("procedure_step", on + timedelta(days=15 * place), {"step": step})


def _something_and_what_follows(draw: st.DrawFn, params: Any, diary: Diary, on: date) -> None:
    match params:
        case p.Record(event=event) if event:
            diary.note("record", on, cells_of(params), ref=diary.note(event, on, passing(params.where)))
        case p.Disclosure():
            told = diary.note(params.what, on, passing(params.where))
            diary.note("disclosure", on + timedelta(days=draw(st.integers(0, 3))), cells_of(params), ref=told)
        case p.Deadline():
            trigger = diary.note(params.trigger, on, passing(params.where))
            early = CALENDAR.subtract(on, params.within) if params.before and params.within else on
            diary.note(params.act, early, cells_of(params), ref=trigger)
        case p.Coverage(at=at, before=before) if at or before:
            event = diary.note(at or before, on, {})
            for person in MEMBERS:
                diary.note(params.has, on, cells_of(params), ref=event, subject=person)


def _scheduled(draw: st.DrawFn, params: p.Schedule, diary: Diary) -> None:
    """On a day, and in hours, that one of the windows names."""
    if not params.windows:
        return
    window: Window = draw(st.sampled_from(params.windows))
    fitting = list(window.days(FIRST, LAST, CALENDAR))
    if not fitting:
        return
    begins, ends = window.time_from or time(9), window.time_to or time(22)
    hours = {"begins": begins.isoformat("minutes"), "ends": ends.isoformat("minutes")}
    diary.note(params.measure, draw(st.sampled_from(fitting)), {**hours, **passing(params.where)})


def _contents(params: p.Content) -> dict[str, str]:
    topics = sorted(params.must_include)
    topics += sorted(params.allowed - params.must_include)
    least = max(params.exactly or 0, params.at_least or 0, len(params.must_include), 1)
    return {"topic": ";".join(topics[:least]), "forum": min(params.reserved_to, default="")}
