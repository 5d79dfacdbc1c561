"""Class hours of sessions, by the answer of the organisation or of the nearest one above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from zhidu.apps.learning.kinds import GATHERINGS, NOTE, SELF_STUDY
from zhidu.apps.learning.models import Conversion
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.learning import single_time
from zhidu.domain.rules.facts import Fact
from zhidu.foundation.clock import ZONE

HOURS = "class_hours"


class Reckoning:
    """What was answered, by organisation; one query."""

    def __init__(self, known_on: date | None = None) -> None:
        self._rows: dict[int, list[Conversion]] = defaultdict(list)
        for row in Conversion.objects.all():
            if known_on is None or row.set_at.astimezone(ZONE).date() <= known_on:
                self._rows[row.organization_id].append(row)

    def __bool__(self) -> bool:
        return bool(self._rows)

    def on(self, line: Sequence[int], day: date) -> Conversion | None:
        """The answer that runs on a day; *line* are the organisation and those above it, the nearest last."""
        for pk in reversed(line):
            running = [row for row in self._rows.get(pk, ()) if row.since <= day]
            if running:
                return running[-1]
        return None


def facts(recorded: Collection[Fact], known_on: date) -> list[Fact]:
    """The facts on record, with the class hours that follow from sessions, and no time of one person twice.

    Where somebody wrote down how many class hours a session came to, that stands. At most two queries.
    """
    events = {one.id: one for one in recorded if one.measure in GATHERINGS or one.measure == SELF_STUDY}
    reckoning = Reckoning(known_on) if events else None
    found = list(recorded)
    if reckoning:
        found += _class_hours(recorded, events, reckoning)
    found += [
        replace(one, id=f"{one.id}.{HOURS}", measure=HOURS, quantity=Decimal(said), ref=one.id, attributes={})
        for one in events.values()
        if one.measure == SELF_STUDY and (said := one.text("counted"))
    ]
    return single_time(_own_notes(found), events)


def _own_notes(found: list[Fact]) -> list[Fact]:
    """Each note refers to that person's own attendance of the session: nobody else's note stands for it."""
    notes = [one for one in found if one.measure == NOTE and one.ref]
    if not notes:
        return found
    attended = {one.id for one in found if one.measure == "study_attended"}
    own = {one.id: ref for one in notes if (ref := f"{one.ref}.study_attended.{one.subject}") in attended}
    return [replace(one, ref=own[one.id]) if one.id in own else one for one in found]


def _class_hours(recorded: Iterable[Fact], events: Mapping[str, Fact], reckoning: Reckoning) -> list[Fact]:
    timed = {
        code: one
        for code, one in events.items()
        if one.measure in GATHERINGS and not one.planned and not one.text(HOURS) and one.number("minutes")
    }
    lines = _lines({number for one in timed.values() if (number := _node(one.subject)) is not None})
    worth = {}
    for code, one in timed.items():
        running = reckoning.on(lines.get(_node(one.subject) or 0, ()), one.on)
        minutes = one.number("minutes")
        if running is not None and minutes is not None:
            worth[code] = running.rates.class_hours(int(minutes))
    return [
        replace(
            one, id=f"{one.ref}.{HOURS}.{one.subject}", measure=HOURS, quantity=worth[one.ref], attributes={}
        )
        for one in recorded
        if one.measure == "attendance" and one.ref in worth
    ]


def _lines(nodes: Collection[int]) -> dict[int, tuple[int, ...]]:
    return {pk: (*one.ancestor_ids, pk) for pk, one in orgs.nodes(nodes).items()}


def _node(code: str) -> int | None:
    tail = code.rpartition("-")[2]
    return int(tail) if tail.isdecimal() else None


def running(organization: int, day: date) -> Conversion | None:
    """How an organisation reckons on a day; two queries."""
    line = _lines([organization]).get(organization, ())
    return Reckoning().on(line, day)
