"""A fixed day, a branch under a township under a county, and who works there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.documents import actions
from zhidu.apps.documents.entries import Entry
from zhidu.apps.documents.models import Document
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@dataclass
class Offices:
    """Three levels, and their people."""

    county: Any
    town: Any
    branch: Branch
    secretary: Actor
    officer: Actor
    member: Actor
    above: Actor


@pytest.fixture
def offices(db: None) -> Offices:
    county = an_organization("云岭县委", type="county_committee")
    town = an_organization("云溪镇党委", type="township_committee", under=county)
    branch = a_branch("东岭村党支部", members=5, under=town, type="village_branch")
    made = Offices(
        county,
        town,
        branch,
        secretary=an_actor("secretary", branch.node, person=branch.people[0]),
        officer=an_actor("publicity", branch.node, person=branch.people[3]),
        member=an_actor("member", branch.node, person=branch.people[4]),
        above=an_actor("superior", town),
    )
    for node, word in ((branch.node, "东岭支"), (town, "云溪党发")):
        actions.set_agency(
            actor=SYSTEM,
            organization=node.pk,
            mark=f"中共{node.name}",
            word=word,
            signature=f"中共{node.name}",
        )
    return made


def an_entry(offices: Offices, **more: Any) -> Entry:
    return Entry(
        **{
            "kind": "request",
            "title": "关于确定李四为发展对象的请示",
            "text": "一、基本情况\n李四，1990年生。\n妥否，请批示。",
            "receivers": (offices.town.pk,),
            "note": "联系人：张三，8812 3456",
            **more,
        }
    )


def drafted(offices: Offices, **more: Any) -> Document:
    home = more.pop("home", offices.branch.node)
    return actions.draft(actor=SYSTEM, organization=home.pk, entry=an_entry(offices, **more))


STEPS = (actions.submit, actions.check, actions.sign, actions.send)


def taken(document: Document, steps: int, actor: Actor = SYSTEM) -> Document:
    """The document after so many of 送核、核稿、签发、发出."""
    for does in STEPS[:steps]:
        document = does(actor=actor, document=document.pk, version=document.version)
    return document


def sent(offices: Offices, **more: Any) -> Document:
    return taken(drafted(offices, **more), 4)
