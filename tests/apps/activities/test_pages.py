"""Pages: they work without script, say what is wrong at its field, and cost the same whatever the size."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.activities.books import adopted
from tests.apps.activities.making import a_meeting, dues
from tests.apps.builders import a_branch, a_client, a_member, an_actor, members_of
from zhidu.apps.activities.actions import correct, enter_many, open_matter, plan, record_held, void
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.models import Activity
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
RECORD, PLAN = "/activities/record/", "/activities/plan/"


@pytest.fixture
def client(branch, secretary):
    adopted(branch.node)
    return a_client(secretary)


def at(address: str, branch, kind: str, **more: Any) -> str:
    asked = {"kind": kind, "node": branch.node.pk, **more}
    return f"{address}?" + "&".join(f"{name}={value}" for name, value in asked.items())


def test_the_form_of_a_meeting_offers_what_the_clauses_ask(client, branch):
    page = client.get(at(RECORD, branch, "members_meeting", for_period="2026-09")).text
    assert "大会由书记主持" in page
    assert f'value="person-{branch.people[0]}" selected' in page
    assert 'value="2026-09"' in page
    assert "应到 8 人" in page


def test_a_meeting_is_recorded_with_everybody_but_the_exceptions(client, branch):
    address = at(RECORD, branch, "members_meeting")
    sent = {
        "on": "2026-10-15",
        "begins": "15:00",
        "ends": "16:30",
        "keeping": "names",
        f"s_{branch.people[3]}": "leave",
        f"g_{branch.people[3]}": "住院",
        "c_chair": f"person-{branch.people[0]}",
        "c_topics": "work_report",
        "c_topics_more": "防汛、秋收、选举",
        "agenda": "学习文件\n审议工作报告——同意",
    }
    answer = client.post(address, sent)
    made = Activity.objects.get()
    assert answer.headers["Location"] == f"/activities/{made.pk}/"
    assert made.participants.count() == 8
    assert made.columns["chair"] == "secretary"
    assert made.columns["chair_id"] == f"person-{branch.people[0]}"
    assert made.columns["topics"].split(";") == ["work_report", "election", "秋收", "防汛"]
    assert list(made.agenda.values_list("title", "outcome")) == [("学习文件", ""), ("审议工作报告", "同意")]
    page = client.get(answer.headers["Location"]).text
    for words in ("没有到的 1 人", "请假（住院）", "工作报告、选举、秋收、防汛", "晚录 5 天", "（书记）"):
        assert words in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"on": "2026-10-30"}, "在将来；还没有开的请用“安排”"),
        ({"on": "昨天"}, "日期应是一个日期"),
        ({"begins": "16:00", "ends": "15:00"}, "结束应在开始之后"),
        ({"keeping": "numbers", "entitled": "8", "present": "9"}, "多于应到 8 人"),
        ({"for_period": "上个月"}, "不是期间"),
        ({"c_chair": "person-999"}, "选"),
        ({"observing": "person-999"}, "选"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, branch, sent, says):
    filled = {"on": "2026-10-15", "keeping": "none", "title": "第三季度大会", **sent}
    page = client.post(at(RECORD, branch, "members_meeting"), filled).text
    assert says in page
    assert "没有存上，有 1 处要改" in page
    assert 'value="第三季度大会"' in page
    assert not Activity.objects.exists()


def test_dues_of_many_members_are_recorded_at_once(client, branch):
    codes = [f"person-{pk}" for pk in branch.people[:4]]
    client.post(at(RECORD, branch, "dues_paid"), {"on": "2026-10-15", "who": codes, "c_payer": "self"})
    assert set(Activity.objects.values_list("subject", flat=True)) == set(codes)
    assert {row["payer"] for row in Activity.objects.values_list("columns", flat=True)} == {"self"}


def test_an_address_may_say_beforehand_whom_a_record_is_about(client, branch):
    form = client.get(at(RECORD, branch, "dues_paid", who=f"person-{branch.people[2]}")).context["form"]
    assert form["who"].value() == [f"person-{branch.people[2]}"]


def test_a_record_about_somebody_needs_somebody(client, branch):
    page = client.post(at(RECORD, branch, "dues_paid"), {"on": "2026-10-15"}).text
    assert "请选哪些人" in page


def test_a_meeting_is_arranged_and_everybody_entitled_is_told(client, branch):
    an_actor("member", branch.node, person=branch.people[2])
    address = at(PLAN, branch, "members_meeting")
    client.post(address, {"on": "2026-10-28", "begins": "15:00", "venue": "会议室", "notify": "on"})
    made = Activity.objects.get()
    assert (made.state, Message.objects.count()) == ("planned", 2)
    assert "2026年10月28日 15:00召开支部党员大会，会议室" in Message.objects.latest("pk").body
    client.post(f"/activities/{made.pk}/cancel/", {"reason": "防汛", "version": 1, "notify": "on"})
    assert Message.objects.count() == 4
    assert "取消了。理由：防汛" in Message.objects.latest("pk").body


def test_an_arrangement_is_held_from_its_own_page(client, branch, secretary):
    arranged = plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 20), title="选举大会"))
    page = client.get(f"/activities/{arranged.pk}/hold/").text
    assert 'value="选举大会"' in page
    client.post(
        f"/activities/{arranged.pk}/hold/",
        {"on": "2026-10-20", "keeping": "names", "title": "选举大会", "version": 1},
    )
    arranged.refresh_from_db()
    assert (arranged.state, arranged.participants.count()) == ("held", 8)


def test_a_correction_begins_with_what_stands_and_leaves_it_to_see(client, branch, secretary):
    made = record_held(
        actor=secretary,
        entry=a_meeting(branch, columns={"topics": "work_report;防汛"}),
        attendance=Attendance((Name(branch.people[3], "absent", "农忙"),)),
    )
    page = client.get(f"/activities/{made.pk}/correct/").text
    assert 'value="农忙"' in page
    assert 'value="防汛"' in page
    answer = client.post(
        f"/activities/{made.pk}/correct/",
        {
            "on": "2026-10-16",
            "keeping": "names",
            "c_topics": "work_report",
            "reason": "查签到簿",
            "version": 1,
        },
    )
    page = client.get(answer.headers["Location"]).text
    for words in ("更正：查签到簿", "2026-10-15", "缺席（农忙）", "改为"):
        assert words in page


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(client, branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch))
    correct(actor=secretary, activity=made.pk, version=1, entry=a_meeting(branch, title="甲"), reason="补")
    page = client.post(
        f"/activities/{made.pk}/correct/",
        {"on": "2026-10-15", "keeping": "none", "title": "乙", "reason": "补主题", "version": 1},
    ).text
    assert "已经被别人改过" in page
    assert 'value="乙"' in page
    made.refresh_from_db()
    assert made.title == "甲"


def test_to_void_a_record_its_kind_is_typed(client, branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch))
    sent = {"reason": "重复", "version": 1, "name": "大会"}
    assert "请照写" in client.post(f"/activities/{made.pk}/void/", sent).text
    client.post(f"/activities/{made.pk}/void/", {**sent, "name": "支部党员大会"})
    made.refresh_from_db()
    assert made.voided_at is not None
    assert "已作废：重复" in client.get(f"/activities/{made.pk}/").text


def test_the_list_is_narrowed_by_what_is_asked(client, branch, secretary):
    record_held(actor=secretary, entry=a_meeting(branch, title="大会甲"))
    record_held(
        actor=secretary, entry=a_meeting(branch, "party_lecture", on=date(2026, 9, 1), title="党课乙")
    )
    gone = record_held(actor=secretary, entry=a_meeting(branch, title="作废丙"))
    void(actor=secretary, activity=gone.pk, version=1, reason="错", name="支部党员大会")
    plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 20), title="安排丁"))

    def shown(**asked: Any) -> set[str]:
        page = client.get("/activities/", asked).text
        return {title for title in ("大会甲", "党课乙", "作废丙", "安排丁") if title in page}

    assert shown() == {"大会甲", "党课乙", "安排丁"}
    assert shown(kind="party_lecture") == {"党课乙"}
    assert shown(first="2026-10-01", last="2026-10-16") == {"大会甲"}
    assert shown(state="voided") == {"作废丙"}
    assert shown(state="planned") == {"安排丁"}
    assert shown(organization=branch.groups[0].pk) == set()
    assert shown(organization="999999") == {"大会甲", "党课乙", "安排丁"}


def test_a_member_reads_the_meetings_and_cannot_change_them(branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch))
    talk = record_held(actor=secretary, entry=dues(branch, branch.people[5]))
    reader = a_client(an_actor("member", branch.node, person=branch.people[4]))
    page = reader.get(f"/activities/{made.pk}/").text
    assert "更正" not in page
    assert "记一次活动" not in reader.get("/activities/").text
    for address in (
        f"/activities/{talk.pk}/",
        f"/activities/{made.pk}/correct/",
        f"/activities/{made.pk}/void/",
        at(RECORD, branch, "members_meeting"),
        "/activities/new/",
        "/matters/",
    ):
        assert reader.get(address).status_code == 403


@pytest.mark.parametrize(
    "asked",
    ["kind=tea&node=1", "kind=excuse&node=1", "kind=party_day&node=x", "kind=party_day&node=99999999"],
)
def test_an_address_that_names_nothing_is_no_page(client, asked):
    assert client.get(f"{RECORD}?{asked}").status_code == 404


def test_a_matter_is_opened_walked_through_and_closed(client, branch):
    sent = {
        "organization": branch.node.pk,
        "type": "task",
        "title": "修路",
        "procedure": "four",
        "first": "2026-10-01",
    }
    address = client.post("/matters/new/", sent).headers["Location"]
    assert "第 1 步" in client.get(address).text
    pk = int(address.strip("/").rpartition("/")[2])
    form = client.get(at(RECORD, branch, "procedure_step", matter=pk)).text
    assert "定计划" in form
    client.post(
        at(RECORD, branch, "procedure_step", matter=pk),
        {"on": "2026-10-02", "matter": pk, "c_step": ["plan"]},
    )
    page = client.get(address).text
    assert "已办 1，共 2" in page
    client.post(f"{address}close/", {"last": "2026-10-19", "version": 1})
    assert "办结" in client.get(address).text
    assert "修路" not in client.get("/matters/").text
    assert "修路" in client.get("/matters/?all").text


def test_one_record_costs_the_same_for_three_and_for_forty(client, branch, secretary):
    counts = []
    for more in (0, 40):
        members_of(branch.node, more)
        made = record_held(actor=secretary, entry=a_meeting(branch), attendance=Attendance())
        for number in range(1 + more // 10):
            correct(
                actor=secretary,
                activity=made.pk,
                version=number + 1,
                entry=a_meeting(branch, title=f"改{number}"),
                attendance=Attendance(),
                reason="x",
            )
        for address in (f"/activities/{made.pk}/", f"/activities/{made.pk}/correct/"):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]


def test_the_lists_cost_the_same_for_three_and_for_forty(client, branch, secretary):
    counts = []
    for number in (3, 40):
        enter_many(
            actor=SYSTEM, rows=[dues(branch, branch.people[1])] * number + [a_meeting(branch)] * number
        )
        for _ in range(number):
            open_matter(
                actor=secretary,
                organization=branch.node.pk,
                type="task",
                title="修路",
                first=date(2026, 3, 1),
            )
        a_member(branch.node)
        a_branch(under=branch.node)
        for address in (
            "/activities/",
            "/matters/",
            "/activities/new/",
            at(RECORD, branch, "members_meeting"),
        ):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:4] == counts[4:]
