"""A day in November, a branch of six under a township under a county, and who keeps the money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.dues.actions import Said, set_bases
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 11, 18)
MONTH = "2026-11"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@dataclass
class Money:
    """Three levels, and who keeps the money at each."""

    county: Any
    town: Any
    branch: Branch
    secretary: Actor
    member: Actor
    treasurer: Actor
    """Of the township."""


@pytest.fixture
def money(db: None) -> Money:
    county = an_organization("云岭县委", type="county_committee")
    adopt(actor=SYSTEM, organization=county.pk, book=the_book("national").pk, first=date(2018, 11, 1))
    town = an_organization("云溪镇党委", type="township_committee", under=county)
    branch = a_branch("东岭村党支部", members=6, under=town, type="village_branch")
    return Money(
        county,
        town,
        branch,
        secretary=an_actor("secretary", branch.node, person=branch.people[0]),
        member=an_actor("member", branch.node, person=branch.people[4]),
        treasurer=an_actor("superior", town),
    )


def everybody_pays(money: Money, since: str = "2026-01") -> None:
    """Four are paid by the month, one is retired, one tills the land."""
    people = money.branch.people
    said = {one: Said("salaried", Decimal(6000)) for one in people[:4]}
    said[people[4]] = Said("retired", Decimal("5000.01"))
    said[people[5]] = Said("farmer", agreed=Decimal("0.5"))
    set_bases(actor=SYSTEM, organization=money.branch.node.pk, since=since, said=said)
