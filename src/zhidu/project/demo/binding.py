"""Which clauses bind whom: the same duties the evaluation will use, found by subject and by measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.scope import on_day, stretches
from zhidu.domain.rules.terms import Modality
from zhidu.domain.rules.world import Duty, Stretch, World

P = TypeVar("P")
Stretches = tuple[Stretch, ...]

_EVENT_OF = {
    "schedule": "measure",
    "quota": "measure",
    "frequency": "measure",
    "deadline": "trigger",
    "role": "event",
    "content": "event",
    "record": "event",
    "disclosure": "what",
}
"""Kind → the parameter that names the event a clause looks at; coverage has two and is looked up by both."""


class Binding:
    """Duties that somebody will have to keep between two days; what only waits for an answer is left out."""

    def __init__(self, duties: Iterable[Duty], world: World, first: date, last: date) -> None:
        self._world = world
        self._by_subject: dict[str, list[Duty]] = defaultdict(list)
        self._by_event: dict[tuple[str, str], list[tuple[Duty, Stretches]]] = defaultdict(list)
        for duty in duties:
            if duty.clause.modality is Modality.MAY or duty.clause.open_needs:
                continue
            measures = _events_of(duty.clause)
            for subject in world.of_class(duty.clause.subject):
                found = stretches(duty, subject, world)
                if _binds(duty, found, first, last):
                    self._by_subject[subject.id].append(duty)
                    for measure in measures:
                        self._by_event[subject.id, measure].append((duty, found))

    def of(self, subject: str, kind: type[P]) -> Iterator[tuple[Duty, P]]:
        """Duties of one kind that bind the subject, with their parameters."""
        for duty in self._by_subject.get(subject, ()):
            if isinstance(duty.clause.params, kind):
                yield duty, duty.clause.params

    def at_event(self, subject: str, measure: str, day: date, kind: type[P]) -> Iterator[tuple[Duty, P]]:
        """Duties of one kind that look at such an event of the subject on that day."""
        for duty, found in self._by_event.get((subject, measure), ()):
            if isinstance(duty.clause.params, kind) and on_day(duty, found, day):
                yield duty, duty.clause.params

    def looks_at(self, subject: str, measure: str) -> bool:
        """Whether some clause that binds the subject looks at such events."""
        return (subject, measure) in self._by_event

    def subjects(self) -> Iterator[str]:
        """Everybody who is bound by something, in the order of the register."""
        return (one.id for one in self._world.subjects if one.id in self._by_subject)


def _binds(duty: Duty, found: Stretches, first: date, last: date) -> bool:
    return any(
        max(one.first, begin, first) <= min(one.last, end, last)
        for one in found
        for begin, end in duty.days_held(one.organization)
    )


def _events_of(clause: Clause) -> tuple[str, ...]:
    params = clause.params
    if clause.kind == "coverage":
        return tuple(name for name in (getattr(params, "at", ""), getattr(params, "before", "")) if name)
    if clause.kind == "decision":
        return ("ballot",)
    if clause.kind == "composition":
        return tuple(
            {name: None for name in (getattr(params, "of", ""), getattr(params, "event", "")) if name}
        )
    if clause.kind == "term":
        return tuple(name for name in (getattr(params, "starts", ""),) if name)
    if clause.kind == "prohibition":
        return tuple(name for name in (getattr(params, "forbids", ""),) if name)
    name = getattr(params, _EVENT_OF.get(clause.kind, ""), "") if clause.kind in _EVENT_OF else ""
    return (name,) if name else ()
