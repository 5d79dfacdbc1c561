"""A fixed day, a branch of nine that runs the national rules, and its secretary."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.apps.ballots.making import TODAY, a_voting_branch
from tests.apps.builders import Branch, an_actor
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import on_day


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def branch(db: None) -> Branch:
    return a_voting_branch()


@pytest.fixture
def secretary(branch: Branch) -> Actor:
    return an_actor("secretary", branch.node, person=branch.people[0])
