"""A branch's month by hand: what the secretary and the two group leaders press and type, against the paper books.

The month before stands in the site already, as it would in any office: what stays the same is filled in from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import Branch, a_branch, a_member, an_account, an_organization, holds
from tests.walks.hand import Hand
from tests.walks.paper import month
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 10, 30)
MEMBERS = 12
EVERYDAY = ("members_meeting", "committee_meeting", "party_lecture", "party_day")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


def a_usual_branch() -> Branch:
    town = an_organization("云溪镇党委", type="township_committee")
    adopt(actor=SYSTEM, organization=town.pk, book=the_book("national").pk, first=date(2018, 11, 1))
    made = a_branch("东岭村党支部", members=MEMBERS, groups=2, officers=3, under=town, type="village_branch")
    for kind in EVERYDAY:
        _last_month(made, kind, made.node)
    for group in made.groups:
        _last_month(made, "group_meeting", group)
    return made


def _last_month(branch: Branch, kind: str, node: Any) -> None:
    chair = branch.people[branch.groups.index(node) if node in branch.groups else 0]
    columns = {"chair_id": f"person-{chair}", "recorder_id": f"person-{branch.people[2]}"}
    entry = Entry(
        kind=kind,
        node=node.pk,
        on=TODAY - timedelta(days=32),
        begins=time(15),
        ends=time(16, 30),
        venue="村部会议室",
        quantity=Decimal(1),
        columns=columns,
    )
    record_held(actor=SYSTEM, entry=entry, attendance=Attendance(()))


def test_a_month_takes_fewer_presses_and_fields_than_the_paper_books(
    sign_in: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    branch = a_usual_branch()
    hand = Hand(sign_in(_officer(branch, 0, "secretary", branch.node)))
    hand.page.goto("/")
    print(hand.page.inner_text("main"))
    hand.page.goto("/activities/new/")
    print(hand.page.inner_text("main"))
    hand.link("党员大会")
    print(hand.page.inner_text("main"))
    hand.page.goto(f"/activities/record/?node={branch.node.pk}&kind=talk_held")
    print(hand.page.inner_text("main"))


def _officer(branch: Branch, place: int, role: str, node: Any) -> Any:
    account = an_account(person=branch.people[place])
    holds(account, role, node)
    return account
