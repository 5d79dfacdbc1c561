"""The home of an officer: what is to be done under three headings, the year, and what others have to do."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.builders import a_branch, a_client, an_actor
from tests.apps.compliance.making import TODAY, a_running_branch, adopts, held, judged
from zhidu.apps.activities.actions import ask_leave, plan
from zhidu.apps.activities.entries import Entry
from zhidu.apps.compliance.actions.ask_deviation import ask_deviation
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.dashboards.agenda import MOST
from zhidu.apps.meetings.actions import take_roll
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with on_day(TODAY):
        yield


@pytest.fixture
def branch() -> Any:
    return a_running_branch("青石村党支部", groups=2)


def arranged(node: Any, kind: str, on: date, **more: Any) -> Any:
    """An arrangement; one in the past was made the day before."""
    with on_day(min(on, TODAY)):
        return plan(actor=SYSTEM, entry=Entry(kind=kind, node=node.pk, on=on, planned=True, **more))


def home(branch: Any, role: str = "secretary", at: Any = None, asked: str = "") -> Any:
    return a_client(an_actor(role, at or branch.node)).get(f"/{asked}")


def rows(answer: Any) -> dict[str, list[str]]:
    """Heading → titles under it."""
    return {one.title: [due.title for due in one.items] for one in answer.context["headings"]}


def test_missed_near_and_this_week_stand_apart_and_each_row_has_one_act(branch: Any) -> None:
    answer = home(branch)
    found = rows(answer)
    assert "支委会 · 10月" in found["已经未达标"]
    assert "支委会 · 11月" in found["临近期限"]
    assert all(due.action for one in answer.context["headings"] for due in one.items if due.why)


def test_the_reason_repeats_neither_title_nor_source(branch: Any) -> None:
    answer = home(branch)
    row = next(due for one in answer.context["headings"] for due in one.items if due.title == "支委会 · 10月")
    assert row.reason.startswith("应不少于 <b>1</b> 次，实有 <b>0</b> 次。")
    assert row.source.startswith("《党支部综合工作制度》")
    assert row.source not in row.reason
    assert "支委会" not in row.reason


def test_the_act_leads_straight_to_the_form_of_that_very_group(branch: Any) -> None:
    judged(branch)
    page = home(branch).content.decode()
    for group in branch.groups:
        assert f"kind=group_meeting&amp;node={group.pk}" in page
    assert "back=home" in page


def test_a_meeting_arranged_for_this_week_stands_instead_of_what_it_settles(branch: Any) -> None:
    arranged(branch.node, "committee_meeting", TODAY + timedelta(days=1), begins=time(19))
    found = rows(home(branch))
    assert "支委会" in found["本周要办"]
    assert "支委会 · 11月" not in found["本周要办"]
    assert "支委会 · 11月" not in found.get("临近期限", [])


def test_todays_meeting_is_in_the_sentence_and_can_be_recorded_at_once(branch: Any) -> None:
    one = arranged(branch.node, "members_meeting", TODAY, begins=time(19))
    answer = home(branch)
    assert "今天19:00 支部党员大会。" in answer.context["summary"].replace("今天 19", "今天19")
    assert f"/activities/{one.pk}/hold/?back=home" in answer.content.decode()


def test_where_the_room_is_open_the_way_leads_there_and_not_to_an_empty_form(branch: Any) -> None:
    one = arranged(branch.node, "members_meeting", TODAY, begins=time(9))
    take_roll(actor=SYSTEM, activity=one.pk)
    page = home(branch).content.decode()
    assert f"/meetings/{one.pk}/" in page
    assert f"/activities/{one.pk}/hold/" not in page


def test_a_meeting_whose_day_passed_waits_for_its_record(branch: Any) -> None:
    one = arranged(branch.node, "members_meeting", TODAY - timedelta(days=3))
    row = next(
        due
        for part in home(branch).context["headings"]
        for due in part.items
        if due.url == f"/activities/{one.pk}/"
    )
    assert (row.left, row.action, row.verdict) == ("过了 3 天", "记录", "待办")


def test_that_of_a_group_waits_for_its_leader(branch: Any) -> None:
    arranged(branch.groups[0], "group_meeting", TODAY - timedelta(days=6))
    waits = home(branch).context["waiting"]
    assert [(one.what, one.note) for one in waits] == [
        ("第1党小组 党小组会记录", "11月20日的安排，已等 6 天")
    ]
    leaders = home(branch, "group_leader", at=branch.groups[0])
    assert "记录" in [due.action for part in leaders.context["headings"] for due in part.items]


def test_a_reason_that_nobody_answered_waits_for_others_and_stands_on_the_list_of_who_may_answer(
    branch: Any,
) -> None:
    judged(branch)
    some = StoredFinding.objects.filter(organization=branch.node, modality="generally").first()
    ask_deviation(actor=SYSTEM, finding=some.pk, reason="防汛")
    for role, expected in (("secretary", True), ("committee_member", False)):
        answer = home(branch, role)
        mine = any(one.action == "去答复" for part in answer.context["headings"] for one in part.items)
        assert mine is expected
        assert any("同意理由" in one.what for one in answer.context["waiting"]) is not expected


def test_the_tabs_narrow_the_list_and_say_how_much_is_in_each(branch: Any) -> None:
    held(branch, date(2026, 9, 15), kind="members_meeting")
    whole = home(branch)
    tabs = {one["title"]: one["count"] for one in whole.context["tabs"]}
    assert tabs["全部"] == sum(one.total for one in whole.context["headings"])
    week = home(branch, asked="?tab=week")
    assert tabs["本周"] == sum(one.total for one in week.context["headings"])
    assert "已经未达标" not in rows(week)
    assert tabs["本月"] == sum(one.total for one in home(branch, asked="?tab=month").context["headings"])


def test_only_a_post_with_work_of_its_own_has_a_tab_for_it(branch: Any) -> None:
    titles = [one["title"] for one in home(branch).context["tabs"]]
    assert "我负责的" not in titles
    mine = home(branch, "organisation", asked="?tab=mine")
    assert "我负责的" in [one["title"] for one in mine.context["tabs"]]
    names = [title for some in rows(mine).values() for title in some]
    assert names
    assert not [title for title in names if "支委会" in title]


def test_a_heading_with_more_than_fits_says_how_many_there_are(branch: Any) -> None:
    late = next(one for one in home(branch).context["headings"] if one.title == "已经未达标")
    assert late.total >= len(late.items)
    assert len(late.items) <= MOST


@pytest.mark.covers("S5.1.11", "S5.1.17")
def test_the_year_has_a_row_for_each_meeting_and_group_and_twelve_months_in_each(branch: Any) -> None:
    for month in (1, 2, 3):
        held(branch, date(2026, month, 15))
    year = home(branch).context["year"]
    titles = [one.title for one in year.rows]
    assert titles == ["支部党员大会", "支委会", "第1党小组", "第2党小组", "党课"]
    for row in year.rows:
        assert sum(cell.span for cell in row.cells) == 12, row.title
    committee = next(one for one in year.rows if one.title == "支委会")
    assert [cell.verdict for cell in committee.cells[:4]] == ["met", "met", "met", "breached"]
    assert committee.cells[-1].verdict == "pending"
    assert committee.total == "3 / 11 月"


def test_a_yearly_count_is_one_cell_and_never_drawn_as_quarters(branch: Any) -> None:
    held(branch, date(2026, 5, 10), kind="party_lecture")
    row = next(one for one in home(branch).context["year"].rows if one.title == "党课")
    assert [cell.span for cell in row.cells] == [12]
    assert row.note.startswith("全年")
    assert row.total == "1 / 4 次"


def test_the_leader_of_a_group_sees_the_group_alone(branch: Any) -> None:
    answer = home(branch, "group_leader", at=branch.groups[0])
    assert [one.title for one in answer.context["year"].rows] == ["第1党小组"]
    assert branch.groups[1].name not in answer.content.decode()


def test_what_was_done_this_month_is_counted(branch: Any) -> None:
    held(branch, date(2026, 11, 3))
    held(branch, date(2026, 10, 3))
    answer = home(branch)
    assert answer.context["done_total"] == 1
    assert "本月已办 1 件" in answer.content.decode()


def test_home_takes_as_many_queries_with_much_as_with_little(
    branch: Any, django_assert_num_queries: Any
) -> None:
    client = a_client(an_actor("secretary", branch.node))
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
        before = len(few)
    for step in range(1, 5):
        arranged(branch.groups[0], "group_meeting", TODAY + timedelta(days=step))
        arranged(branch.node, "party_day", TODAY + timedelta(days=step))
    client.get("/")
    with django_assert_num_queries(before):
        client.get("/")


def test_what_several_members_have_to_do_alike_is_one_row_with_one_act_for_all_of_them() -> None:
    branch = a_branch("青石村党支部", members=5)
    adopts(branch.node, "national")
    found = [due for one in home(branch).context["headings"] for due in one.items]
    dues = [one for one in found if "交纳党费" in one.title]
    months = [one.title for one in dues]
    assert len(months) == len(set(months))
    row = dues[0]
    assert row.reason.startswith("<b>5</b> 人：")
    assert "等。应不少于 <b>1</b> 次，实有 <b>0</b> 次" in row.reason
    assert row.href.count("who=person-") == 5
    page = a_client(an_actor("secretary", branch.node)).get(row.url).content.decode()
    assert page.count("交纳党费") >= 5


def test_leave_that_was_asked_for_stands_on_the_first_page_of_whoever_answers(branch: Any) -> None:
    meeting = arranged(branch.node, "members_meeting", TODAY + timedelta(days=3))
    asking = an_actor("member", branch.node, person=branch.people[3])
    ask_leave(actor=asking, activity=meeting.pk, ground="illness", words="腿疼")
    found = [due for one in home(branch).context["headings"] for due in one.items]
    row = next(one for one in found if one.title == "答复请假 1 人")
    assert (row.href, row.on) == (f"/activities/{meeting.pk}/", meeting.on)
    assert "腿疼" not in row.reason
