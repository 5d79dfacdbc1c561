"""A day in November, and a branch of five under a township; all numbers of people are made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.registry.identity_numbers import check_digit
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@dataclass
class Files:
    """A branch under a township, and who may do what with the files of its people."""

    town: Any
    branch: Branch
    secretary: Actor
    member: Actor
    """The last of the branch."""
    publicity: Actor
    """A committee member who does not keep files."""
    officer: Actor
    """Of the township."""

    @property
    def people(self) -> list[int]:
        return self.branch.people


@pytest.fixture
def files(db: None) -> Files:
    town = an_organization("云溪镇党委", type="township_committee")
    branch = a_branch("东岭村党支部", members=5, under=town, type="village_branch")
    return Files(
        town,
        branch,
        secretary=an_actor("secretary", branch.node, person=branch.people[0]),
        member=an_actor("member", branch.node, person=branch.people[4]),
        publicity=an_actor("publicity", branch.node, person=branch.people[3]),
        officer=an_actor("superior", town),
    )


def a_number(born: str = "19850312", order: int = 101) -> str:
    """An identity number of nobody, valid to its last place; an odd *order* is a man's."""
    body = f"330799{born}{order:03d}"
    return body + check_digit(body)
