"""A fixed day, a branch under the national book, and a members' meeting on that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

import pytest

from tests.apps.builders import Branch, a_branch, a_member, an_actor, an_organization
from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.entries import Entry
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def branch(db: None) -> Branch:
    """Eight full members, the first five of them the committee; one 预备党员 comes on top."""
    town = an_organization("云溪镇党委", type="township_committee")
    book = import_book(actor=SYSTEM, draft=shipped_draft("national"))
    adopt(actor=SYSTEM, organization=town.pk, book=book.pk, first=date(2018, 11, 1))
    made = a_branch("东岭村党支部", members=8, officers=5, under=town, type="village_branch")
    a_member(made.node, "新来的", type="probationary_member")
    return made


@pytest.fixture
def secretary(branch: Branch) -> Actor:
    return an_actor("secretary", branch.node, person=branch.people[0])


@pytest.fixture
def arranged(branch: Branch, secretary: Actor) -> Callable[..., Any]:
    """``arranged(kind, …)`` is a meeting on that day, with the points given."""

    def make(kind: str = "members_meeting", *points: str, **more: Any) -> Any:
        entry = Entry(
            **{"kind": kind, "node": branch.node.pk, "on": TODAY, "begins": time(9), "planned": True, **more}
        )
        agenda = [Item(one) for one in points]
        return plan(actor=SYSTEM, entry=entry, agenda=agenda)

    return make
