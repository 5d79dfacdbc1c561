"""A branch's month by hand: what the secretary and the two group leaders press and type, against the paper books.

The month before stands in the site already, as it would in any office: what stays the same is filled in from it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import Branch, a_branch, an_account, an_organization, holds
from tests.walks.hand import Hand
from tests.walks.paper import Book, month
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db(transaction=True)
MEMBERS = 12
MEETINGS = {
    "支委会": "研究本月工作安排——同意\n讨论困难党员帮扶——每月走访一次",
    "支部党员大会": "学习全会精神\n审议支部工作报告——同意",
    "党员活动日": "整治人居环境",
}
"""As the month goes: kind → points of the agenda, with what came of them."""
BY_HAND = {
    "committee_meeting": 1,
    "members_meeting": 1,
    "party_day": 1,
    "party_lecture": 1,
    "group_meeting": 2,
    "talk_held": MEMBERS,
}
"""Kind → how many records stand there afterwards."""
EVERYDAY = ("members_meeting", "committee_meeting", "party_lecture", "party_day")


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
        on=today() - timedelta(days=32),
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
    hand.page.set_default_timeout(10_000)

    hand.page.goto("/")
    for kind, points in MEETINGS.items():
        _open(hand, kind)
        hand.type("主题" if kind == "党员活动日" else "议题", points)
        if kind != "支委会":
            _two_were_away(hand)
        hand.button("记下来")
        hand.did(kind)

    _open(hand, "党课")
    hand.choose("授课人", index=2)
    hand.type("主题", "从严治党永远在路上")
    hand.button("记下来")
    hand.did("党课")

    for first in range(0, MEMBERS, 3):
        hand.link("记一次活动")
        hand.link("谈心谈话")
        for place in range(first, first + 3):
            hand.press(hand.page.locator("[name=who]").nth(place))
        hand.type("主题", "思想、工作和家里的难处")
        hand.button("记下来")
        hand.did("谈心谈话（3 人）")

    for place, group in enumerate(branch.groups):
        sign_in(_officer(branch, 4 + place, "group_leader", group))
        hand.page.goto("/")
        _open(hand, "党小组会")
        hand.type("议题", "讨论整治方案——分片包干")
        hand.button("记下来")
        hand.did(f"第{place + 1}党小组会")

    assert {
        kind: number
        for kind, number in Counter(
            Activity.objects.filter(on=today()).values_list("kind", flat=True)
        ).items()
        if kind in BY_HAND
    } == BY_HAND
    books = month(meetings=5, lectures=1, gatherings=6, members=MEMBERS)
    with capsys.disabled():
        print(_told(hand, books))  # noqa: T201 - the count is the point
    assert (hand.presses + hand.fields) * 3 < sum(one.fields for one in books)
    assert hand.fields * 10 < sum(one.fields for one in books)
    assert hand.page.complaints == []


def _told(hand: Hand, books: tuple[Book, ...]) -> str:
    lines = ["", "支部一个月的事，在系统里：点几下、填几栏"]
    lines += [f"  {work:<12} 点 {presses:>3}，填 {fields:>3}" for work, presses, fields in hand.told]
    lines += [f"  合计         点 {hand.presses:>3}，填 {hand.fields:>3}（共 {hand.signs} 字）"]
    lines += ["在各本纸质台账里：填几栏（签名不算）"]
    lines += [f"  {one.title}：{len(one.boxes)} 栏 × {one.entries}" for one in books]
    lines += [f"  合计 {sum(one.fields for one in books)} 栏"]
    return "\n".join(lines)


def _open(hand: Hand, kind: str) -> None:
    hand.link("记一次活动")
    hand.link(kind)
    hand.link("时间、地点、主持照上次填")


def _two_were_away(hand: Hand) -> None:
    """Two of twelve were not there, one with leave."""
    page = hand.page
    hand.press(page.get_by_text("有人没到，点出来"))
    for place, word, ground in ((4, "请假", "住院"), (9, "缺席", "外出")):
        one = page.locator(".roll-one").nth(place)
        hand.press(one.get_by_text(word, exact=True))
        one.locator("input[type=text]").fill(ground)
        hand.fields += 1


def _officer(branch: Branch, place: int, role: str, node: Any) -> Any:
    account = an_account(person=branch.people[place])
    holds(account, role, node)
    return account
