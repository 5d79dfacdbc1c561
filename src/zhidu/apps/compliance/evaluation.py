"""Findings of one organisation or of everybody, worked out afresh from the records; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance.worlds import world
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.calendar import Period, Unit
from zhidu.domain.rules.evaluate import evaluate_one
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds.base import Task
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.domain.rules.world import Duty, World

Governed = Mapping[str, Sequence[Subject]]


def first_day(as_of: date) -> date:
    """From when findings are kept: the beginning of the year before. Older years are worked out when asked for."""
    return date(as_of.year - 1, 1, 1)


def findings(
    organization: int, *, as_of: date, known_on: date | None = None, first: date | None = None
) -> list[Finding]:
    """All findings of one organisation, from *first* (see :func:`first_day`) to *as_of*."""
    node = orgs.node(organization)
    here = world(node, as_of=as_of, known_on=known_on)
    return judged(node.code, adoption.duties(node), here, first or first_day(as_of))


def judged(
    code: str, duties: Iterable[Duty], here: World, first: date, governed: Governed | None = None
) -> list[Finding]:
    """The findings of the organisation *code* under *duties*, in one world; worked out for its own subjects only.

    *governed* is asked for where many organisations are judged in the same world: see :func:`governed_in`.
    """
    window = Period(Unit.TERM, "window", first, here.as_of)
    own = _own(_governed(code, here) if governed is None else governed.get(code, ()))
    found = []
    for duty in duties:
        for subject in own.get(duty.clause.subject, ()):
            task = Task(duty=duty, subject=subject, world=here, window=window)
            found += [one for one in evaluate_one(task) if one.organization == code]
    return found


def governed_in(here: World) -> Governed:
    """Organisation → the subjects it governs or once governed, looked at once for all organisations."""
    found: dict[str, list[Subject]] = {}
    for subject in here.subjects:
        for code in dict.fromkeys(organization for _, _, organization in here.subjects.governed(subject)):
            found.setdefault(code, []).append(subject)
    return found


def _own(governed: Iterable[Subject]) -> dict[SubjectClass, list[Subject]]:
    """The subjects of an organisation by class; *event* may be about any of them."""
    found: dict[SubjectClass, list[Subject]] = {}
    for subject in governed:
        found.setdefault(subject.kind, []).append(subject)
        found.setdefault(SubjectClass.EVENT, []).append(subject)
    return found


def _governed(code: str, here: World) -> Iterator[Subject]:
    for subject in here.subjects:
        if any(organization == code for _, _, organization in here.subjects.governed(subject)):
            yield subject
