"""The member's own page: what comes next, the dues, the year; each number opens what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
from django.test import Client

from tests.apps.builders import Branch, a_branch, a_client, an_actor
from zhidu.apps.activities.actions import plan, record_held
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.entries import Entry
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def branch() -> Branch:
    return a_branch("东岭村党支部", members=6, groups=1)


@pytest.fixture
def member(branch: Branch) -> Client:
    return a_client(an_actor("member", branch.node, person=branch.people[4]))


def shown(member: Client, address: str = "/") -> str:
    return member.get(address).content.decode()


def test_the_next_meeting_comes_first_with_both_answers(branch: Branch, member: Client) -> None:
    plan(
        actor=SYSTEM,
        entry=Entry(
            kind="members_meeting",
            node=branch.node.pk,
            on=TODAY,
            begins=time(19),
            venue="村委会二楼会议室",
        ),
    )
    text = shown(member)
    assert "今晚 19:00" in text
    assert "村委会二楼会议室" in text
    assert text.index("我能到会") < text.index("我的一年")


def test_an_amount_that_was_not_recorded_is_not_shown(branch: Branch, member: Client) -> None:
    assert "党费" not in shown(member).partition("<main")[2].partition("我的一年")[0]
    record_held(
        actor=SYSTEM, entry=Entry(kind="dues_paid", node=branch.node.pk, person=branch.people[4], on=TODAY)
    )
    text = shown(member)
    assert "11月党费" in text
    assert "已交" in text
    assert "元" not in text.partition("11月党费")[2].partition("</section>")[0]


def test_an_amount_that_was_recorded_is_shown(branch: Branch, member: Client) -> None:
    record_held(
        actor=SYSTEM,
        entry=Entry(
            kind="dues_paid",
            node=branch.node.pk,
            person=branch.people[4],
            on=TODAY,
            columns={"amount": "19.30"},
        ),
    )
    assert "19.30" in shown(member)


def test_the_year_counts_meetings_with_a_list_of_names(branch: Branch, member: Client) -> None:
    for day, names in (
        (date(2026, 3, 5), ()),
        (date(2026, 6, 5), (Name(branch.people[4], "leave", "值班"),)),
    ):
        record_held(
            actor=SYSTEM,
            entry=Entry(kind="members_meeting", node=branch.node.pk, on=day),
            attendance=Attendance(names),
        )
    text = shown(member)
    assert "1 / 2 次" in text
    year = shown(member, "/my/year/?part=leave")
    assert "6月5日" in year
    assert "3月5日" not in year


def test_an_officer_finds_the_own_page_under_mine(branch: Branch, member: Client) -> None:
    secretary = a_client(an_actor("secretary", branch.node, person=branch.people[0]))
    assert "同志" in secretary.get("/my/").content.decode()
    assert member.get("/my/")["Location"] == "/my/year/"


def test_an_account_without_a_person_is_told_so(branch: Branch) -> None:
    superior = a_client(an_actor("superior", branch.node))
    for address in ("/my/", "/my/year/"):
        assert "还没有对上" in superior.get(address).content.decode()


@pytest.mark.parametrize("year", ["0001", "9999", "２０２６", "abc", ""])
def test_a_year_that_makes_no_sense_is_this_year(member: Client, year: str) -> None:
    assert "我的 2026 年" in shown(member, f"/my/year/?year={year}")
