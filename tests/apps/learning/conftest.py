"""A school branch in November that runs the rules of study, its secretary, and somebody of the branch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.entries import Entry
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import everything
from zhidu.apps.learning.actions import set_conversion
from zhidu.apps.learning.actions.set_conversion import Answer
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 11, 18)
RATES = Answer(hour=Decimal(1), half=Decimal(4), day=Decimal(8), half_from=Decimal(3), day_from=Decimal(6))


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@dataclass
class Studying:
    """Whoever studies, and by which rules."""

    above: Any
    branch: Branch
    secretary: Actor
    member: Actor
    superior: Actor

    @property
    def node(self) -> Any:
        return self.branch.node


def a_studying_branch(*books: str, members: int = 5, type: str = "school_branch", **answers: Any) -> Studying:  # noqa: A002
    above = an_organization("云岭县教体局党委", type="committee")
    branch = a_branch("第一中学党支部", members=members, under=above, type=type)
    for book in books:
        adopt(
            actor=SYSTEM,
            organization=branch.node.pk,
            book=the_book(book).pk,
            first=date(2026, 1, 1),
            answers=answers.get(book.replace("-", "_")),
        )
    return Studying(
        above,
        branch,
        secretary=an_actor("secretary", branch.node, person=branch.people[0]),
        member=an_actor("member", branch.node, person=branch.people[4]),
        superior=an_actor("superior", above),
    )


@pytest.fixture
def school(db: None) -> Studying:
    return a_studying_branch("school-branch")


def reckons(where: Any, **more: Any) -> None:
    values = {name: getattr(RATES, name) for name in Answer.__dataclass_fields__}
    set_conversion(
        actor=SYSTEM, organization=where.pk, since=date(2026, 1, 1), answer=Answer(**{**values, **more})
    )


def studied(
    school: Studying, on: date, begins: time | None, ends: time | None, *, away: int = 0, **more: Any
) -> Any:
    """A session of the members that was held; the last *away* of the branch were absent."""
    absent = tuple(Name(one, "absent") for one in school.branch.people[len(school.branch.people) - away :])
    entry = Entry(
        **{"kind": "member_study", "node": school.node.pk, "on": on, "begins": begins, "ends": ends, **more}
    )
    return record_held(actor=SYSTEM, entry=entry, attendance=Attendance(absent))


def verdicts(school: Studying, family: str, subject: str = "") -> list[tuple[str, str]]:
    """(period, verdict) under a family of clauses, of the branch or of one subject."""
    bring_up([school.node.pk], TODAY)
    rows = [one for one in everything() if one.family == family and (not subject or one.subject == subject)]
    return sorted((one.period, one.verdict) for one in rows)
