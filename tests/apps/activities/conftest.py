"""A fixed day, a branch with two groups, and its secretary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.apps.builders import Branch, a_branch, an_actor
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def branch(db: None) -> Branch:
    return a_branch("东岭村党支部", members=8, groups=2, officers=5)


@pytest.fixture
def secretary(branch: Branch) -> Actor:
    return an_actor("secretary", branch.node, person=branch.people[0])
