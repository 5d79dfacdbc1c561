"""A fixed day, a branch under a township, and its secretary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.disclosure.actions import publish
from zhidu.apps.disclosure.entries import Entry
from zhidu.apps.disclosure.models import Notice
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def branch(db: None) -> Branch:
    town = an_organization("云溪镇党委", type="township_committee")
    return a_branch("东岭村党支部", members=5, under=town)


@pytest.fixture
def secretary(branch: Branch) -> Actor:
    return an_actor("secretary", branch.node, person=branch.people[0])


def an_entry(**more: Any) -> Entry:
    return Entry(
        **{
            "category": "village",
            "title": "村东水渠清淤工程用款明细",
            "text": "合计 10750 元。",
            "audience": "public",
            "via": ("site",),
            "first": TODAY,
            **more,
        }
    )


def told(branch: Branch, **more: Any) -> Notice:
    return publish(actor=SYSTEM, organization=branch.node.pk, entry=an_entry(**more))
