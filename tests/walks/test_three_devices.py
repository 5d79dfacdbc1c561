"""One members' meeting on three devices, from the notice to the pdf that is signed, with a secret vote in it.

The secretary sits at a desktop, a member holds a telephone, the hall has a screen. The others vote through the act,
as they would on telephones of their own.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.apps.ballots.making import a_voting_branch
from tests.apps.builders import an_account, holds
from tests.browser import devices
from zhidu.apps.activities.models import Activity
from zhidu.apps.ballots.actions import cast, take_key
from zhidu.apps.ballots.models import Ballot
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "是否同意明年的工作计划？"
WRITER, WATCHER, COUNTER = 0, 3, 4
"""Places in the branch: the secretary, the member with the telephone who is the scrutineer, the other teller."""


@pytest.mark.covers("S2.1.11", "S5.2.5")
def test_a_members_meeting_from_the_notice_to_the_signed_pdf(browser: Any, live_server: Any) -> None:
    branch = a_voting_branch()
    with devices(browser, live_server) as device:
        desk = device(_somebody(branch, WRITER, "secretary"))
        phone = device(_somebody(branch, WATCHER), width=360)
        meeting = _arranged(desk)
        _answers_on_the_phone(phone)
        _opened_only_with_enough(desk, meeting, others=len(branch.people))
        ballot = _vote_prepared(desk, branch)
        keys = _keys(phone, branch, ballot)
        hall = device(_somebody(branch, 1))
        _voted(desk, phone, hall, branch, ballot)
        _counted(desk, hall, ballot, keys)
        _closed(desk, meeting)
        text = _printed(desk)
        for one in (desk, phone, hall):
            assert one.complaints == []
    said = "".join(text.split())
    for words in (
        QUESTION,
        "应到会党员9人，实到会8人",
        "实得赞成7票，已达到",
        "结果：通过。",
        "（签字）",
        "（盖章）",
    ):
        assert words in said
    assert "通报党费收缴情况" not in said
    assert not any(name in text for name in _voters_named(branch))


def _voters_named(branch: Any) -> list[str]:
    """Members without any office at the meeting: nothing says how they voted, so nothing need name them."""
    from zhidu.apps.members.models import Person  # noqa: PLC0415

    return list(Person.objects.filter(pk__in=branch.people[5:8]).values_list("name", flat=True))


def _somebody(branch: Any, place: int, *roles: str) -> Any:
    account = an_account(person=branch.people[place])
    for role in ("member", *roles):
        holds(account, role, branch.node)
    return account


def _arranged(desk: Any) -> Activity:
    """The secretary arranges it for today; those with accounts are told."""
    desk.goto("/activities/new/?then=plan")
    desk.get_by_role("link", name="支部党员大会").first.click()
    desk.get_by_label("日期").fill(today().isoformat())
    desk.get_by_label("地点").fill("村部会议室")
    desk.get_by_label("议题").fill(f"{QUESTION}\n通报党费收缴情况")
    desk.get_by_role("button", name="安排下来").click()
    desk.get_by_text("已安排").first.wait_for()
    return Activity.objects.get(kind="members_meeting")


def _answers_on_the_phone(phone: Any) -> None:
    phone.goto("/")
    phone.get_by_text("村部会议室").first.wait_for()
    phone.get_by_role("button", name="我能到会").first.click()
    phone.get_by_text("您已答复：能到会").first.wait_for()


def _opened_only_with_enough(desk: Any, meeting: Activity, *, others: int) -> None:
    """Too few are refused with the numbers; then one is on leave, and it begins."""
    desk.goto(f"/activities/{meeting.pk}/")
    desk.get_by_role("link", name="进会场").click()
    desk.get_by_role("button", name="都到了").click()
    desk.get_by_role("link", name="点名").click()
    for place in range(2, 8):
        _mark(desk, place, "缺席")
    desk.get_by_role("button", name="存名单").click()
    desk.get_by_role("button", name="宣布开会").click()
    desk.get_by_text("到会人数不够，不能开会").wait_for()
    desk.get_by_text("支部条例").first.wait_for()
    desk.get_by_role("link", name="点名").click()
    for place in range(2, 8):
        _mark(desk, place, "到会")
    _mark(desk, others - 1, "请假")
    desk.locator(".roll-one").nth(others - 1).locator("input[type=text]").fill("住院")
    desk.get_by_role("button", name="存名单").click()
    desk.get_by_role("button", name="宣布开会").click()
    desk.get_by_role("button", name="开始议").first.click()
    desk.get_by_text("正在议", exact=True).wait_for()


def _mark(desk: Any, place: int, word: str) -> None:
    desk.locator(".roll-one").nth(place).get_by_text(word, exact=True).click()


def _vote_prepared(desk: Any, branch: Any) -> Ballot:
    desk.locator(".agenda li").first.get_by_role("link", name="付表决").click()
    assert desk.get_by_label("表决什么").input_value() == QUESTION
    desk.get_by_label("事项", exact=True).select_option("work_plan")
    desk.get_by_text("无记名", exact=False).first.click()
    desk.locator("[name=scrutineer]").select_option(str(branch.people[WATCHER]))
    desk.locator("[name=counter]").select_option(str(branch.people[COUNTER]))
    desk.get_by_role("button", name="存好，看条款").click()
    desk.get_by_role("heading", name=QUESTION).wait_for()
    return Ballot.objects.get()


def _keys(phone: Any, branch: Any, ballot: Ballot) -> dict[int, str]:
    """Teller → code: one takes it on the telephone, the other elsewhere."""
    phone.goto(f"/ballots/{ballot.pk}/")
    phone.get_by_role("button", name="领钥匙").click()
    found = {}
    for teller in ballot.tellers.all():
        if teller.person_id == branch.people[WATCHER]:
            found[teller.pk] = phone.locator(".big-figure").inner_text()
        else:
            found[teller.pk] = take_key(actor=Actor(person=teller.person_id), ballot=ballot.pk)
    return found


def _voted(desk: Any, phone: Any, hall: Any, branch: Any, ballot: Ballot) -> None:
    """Eight are there: the telephone says no, the others yes; the hall sees how many, and nobody's name."""
    desk.goto(f"/ballots/{ballot.pk}/")
    desk.get_by_role("link", name="核对名册，开始").click()
    desk.get_by_role("button", name="名册无误，开始表决").click()
    desk.get_by_text("/ 8 票已投").wait_for()
    hall.goto(f"/ballots/{ballot.pk}/screen/")
    phone.goto("/ballots/")
    phone.get_by_role("link", name="去投票").first.click()
    phone.locator(".ballot label", has_text="反对").click()
    phone.get_by_role("button", name="交出，不能再改").click()
    phone.get_by_text("您的票已投入票箱").wait_for()
    for place, person in enumerate(branch.people[:8]):
        if place != WATCHER:
            cast(actor=Actor(person=person), ballot=ballot.pk, marks="y")
    hall.get_by_text("8 / 8").wait_for()
    assert not any(one.person.name in hall.content() for one in ballot.tellers.select_related("person"))


def _counted(desk: Any, hall: Any, ballot: Ballot, keys: dict[int, str]) -> None:
    desk.goto(f"/ballots/{ballot.pk}/count/")
    for teller, code in keys.items():
        desk.fill(f"[name=code{teller}]", code)
    desk.get_by_label("不同意见").fill("一位同志认为应先清欠。")
    desk.get_by_role("button", name="开箱，公布结果").click()
    desk.get_by_text("结果：通过").wait_for()
    desk.get_by_role("link", name="看全部票，再数一遍").click()
    desk.get_by_text("共 8 张").last.wait_for()
    assert desk.locator("table").last.locator("tbody tr").count() == 8
    hall.get_by_text("赞成").wait_for()


def _closed(desk: Any, meeting: Activity) -> None:
    desk.goto(f"/meetings/{meeting.pk}/")
    desk.get_by_role("link", name="结束会议").click()
    desk.locator("[name=begins]").fill("09:00")
    desk.locator("[name=ends]").fill("10:30")
    desk.locator("[name=rest][value=put_off]").check()
    desk.get_by_role("button", name="结束并定稿").click()
    desk.wait_for_url(f"**/activities/{meeting.pk}/")


def _printed(desk: Any) -> str:
    """The resolution, as it is printed and signed."""
    link = desk.locator("li", has_text="决议").get_by_role("link", name="打印").first
    answer = desk.context.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    return "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)
