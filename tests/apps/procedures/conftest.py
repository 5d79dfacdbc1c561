"""A fixed day, a branch under a township that runs the shipped books, and those who act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.procedures.actions import open_case
from zhidu.apps.procedures.choosing import offered
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.models import Case
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 11, 18)
On = Callable[[date], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@dataclass(frozen=True)
class Place:
    """A branch under a general branch under a township under a county, with an officer of each."""

    county: Any
    town: Any
    general: Any
    branch: Branch
    secretary: Actor
    member: Actor
    township: Actor
    general_secretary: Actor

    def of(self, title: str) -> str:
        """The key of the procedure of that id, once the township has adopted the book that has it."""
        draft = shipped_draft(BOOKS[title])
        if adoption.book_with_digest(draft.digest) is None:
            book = import_book(actor=SYSTEM, draft=draft)
            adopt(actor=SYSTEM, organization=self.town.pk, book=book.pk, first=date(2020, 1, 1))
        return next(one.key for one in offered(self.branch.node, TODAY) if one.procedure.id == title)

    def opened(self, procedure: str, *, actor: Actor | None = None, first: date = TODAY, **more: Any) -> Case:
        """A case of the branch."""
        return open_case(
            actor=actor or self.secretary,
            organization=self.branch.node.pk,
            procedure=self.of(procedure),
            first=first,
            **more,
        )


BOOKS = {
    "complaint": "school-ten-systems",
    "removal": "branch-comprehensive",
    "deferred-decision": "branch-comprehensive",
    "democratic-life": "branch-comprehensive",
    "self-withdrawal": "school-branch",
    "disposal": "poverty-office",
    "admission": "poverty-office",
    "four-step-cycle": "township-iso9001",
    "unqualified-disposal": "national",
    "organisational-life": "national",
    "election": "national",
    "recruitment-2026": "national",
}
"""Procedure → the shipped book it is taken from."""


@pytest.fixture
def place(db: None) -> Place:
    county = an_organization("云岭县委", type="county_committee", on=None)
    town = an_organization("云溪镇党委", type="township_committee", under=county)
    general = an_organization("东岭村党总支", type="general_branch", under=town)
    branch = a_branch("东岭村第一党支部", type="village_branch", members=7, under=general)
    return Place(
        county,
        town,
        general,
        branch,
        an_actor("secretary", branch.node, person=branch.people[0]),
        an_actor("member", branch.node, person=branch.people[4]),
        an_actor("superior", town),
        an_actor("secretary", general),
    )


def now(case: Case) -> Live:
    """The case as it stands, read afresh."""
    rows = Case.objects.select_related("organization", "matter", "book", "person")
    return live(rows.get(pk=case.pk))
