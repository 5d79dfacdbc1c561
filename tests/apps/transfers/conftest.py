"""A day in November, two village branches of one township under a county, and who keeps the registers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.adoption.actions import adopt
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@dataclass
class Valley:
    """Two branches and the township above them."""

    town: Any
    branch: Branch
    other: Branch
    secretary: Actor
    """Of the first branch; so is the member."""
    member: Actor
    receiver: Actor
    """Secretary of the second branch."""
    officer: Actor
    """Of the township."""

    @property
    def person(self) -> int:
        return self.branch.people[4]


@pytest.fixture
def valley(db: None) -> Valley:
    county = an_organization("云岭县委", type="county_committee")
    adopt(actor=SYSTEM, organization=county.pk, book=the_book("national").pk, first=date(2018, 11, 1))
    town = an_organization("云溪镇党委", type="township_committee", under=county)
    branch = a_branch("东岭村党支部", members=6, under=town, type="village_branch")
    other = a_branch("青石村党支部", members=3, under=town, type="village_branch")
    return Valley(
        town,
        branch,
        other,
        secretary=an_actor("secretary", branch.node, person=branch.people[0]),
        member=an_actor("member", branch.node, person=branch.people[4]),
        receiver=an_actor("secretary", other.node, person=other.people[0]),
        officer=an_actor("superior", town),
    )
