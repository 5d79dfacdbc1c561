"""In a real browser: the secretary runs a members' meeting to its record, and two who write at once lose nothing."""

from __future__ import annotations

import re
from datetime import time

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from tests.apps.builders import an_actor
from zhidu.apps.activities.models import Activity
from zhidu.apps.meetings.actions import open_meeting, take_roll
from zhidu.apps.meetings.models import Meeting, Paragraph

pytestmark = pytest.mark.django_db(transaction=True)


def account(actor):
    return get_user_model().objects.get(pk=actor.user)


def another_window(page, live_server, actor):
    """A second browser, in which somebody else is signed in."""
    context = page.context.browser.new_context(locale="zh-CN", base_url=live_server.url)
    client = Client()
    client.force_login(account(actor))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return context.new_page()


def mark(page, place: int, word: str) -> None:
    page.locator(".roll-one").nth(place).get_by_text(word, exact=True).click()


@pytest.mark.covers("S2.1.11")
def test_the_secretary_runs_a_meeting_from_the_first_name_to_the_record(sign_in, secretary, arranged):
    meeting = arranged("members_meeting", "学习全会精神", "审议工作报告", begins=time(9))
    page = sign_in(account(secretary))
    page.goto(f"/activities/{meeting.pk}/")
    page.get_by_role("link", name="进会场").click()

    page.get_by_role("button", name="都到了").click()
    page.get_by_role("link", name="点名").click()
    for place in range(2, 8):
        mark(page, place, "缺席")
    page.get_by_role("button", name="存名单").click()
    page.get_by_role("button", name="宣布开会").click()
    page.get_by_text(re.compile("到会人数不够，不能开会.*还差 2 人.*支部条例")).wait_for()

    page.get_by_role("link", name="点名").click()
    for place in range(2, 7):
        mark(page, place, "到会")
    mark(page, 7, "请假")
    page.locator(".roll-one").nth(7).locator("input[type=text]").fill("住院")
    page.get_by_role("button", name="存名单").click()
    page.get_by_role("button", name="宣布开会").click()

    page.get_by_role("button", name="开始议").first.click()
    page.get_by_text("正在议", exact=True).wait_for()
    page.locator("textarea").first.fill("领学第一部分。")
    page.get_by_text(re.compile("已存")).first.wait_for()
    page.get_by_role("button", name="开始议").click()
    page.get_by_text("已议完", exact=True).wait_for()
    page.get_by_role("link", name="写决定").nth(1).click()
    page.get_by_label("决定").first.fill("同意工作报告。")
    page.get_by_role("button", name="写下决定").click()

    page.get_by_role("link", name="加一项").click()
    page.get_by_label("要办的事").fill("把报告报镇党委")
    page.get_by_label("谁办").select_option(index=1)
    page.get_by_label("最迟哪天办好").fill("2098-10-30")
    page.get_by_role("button", name="交办").click()

    page.get_by_role("link", name="结束会议").click()
    page.locator("[name=begins]").fill("09:00")
    page.locator("[name=ends]").fill("10:30")
    page.get_by_role("button", name="结束并定稿").click()
    page.wait_for_url(f"**/activities/{meeting.pk}/")

    record = Activity.objects.get(pk=meeting.pk)
    assert record.state == "held"
    assert "一、学习全会精神\n领学第一部分。" in record.notes
    assert "把报告报镇党委" in record.notes
    assert (record.columns["entitled"], record.columns["present"]) == ("9", "8")
    assert [one.outcome for one in record.agenda.all()] == ["", "同意工作报告。"]
    assert page.complaints == []


def test_two_windows_on_one_paragraph_lose_nothing(sign_in, live_server, branch, secretary, arranged):
    meeting = arranged("members_meeting", "学习")
    take_roll(actor=secretary, activity=meeting.pk)
    open_meeting(actor=secretary, activity=meeting.pk)
    first = sign_in(account(secretary))
    first.goto(f"/meetings/{meeting.pk}/")
    second = another_window(
        first, live_server, an_actor("organisation", branch.node, person=branch.people[2])
    )
    second.goto(f"/meetings/{meeting.pk}/")

    # the second has begun to type before the first is kept, so what comes in does not touch it
    second.locator("textarea").first.focus()
    first.locator("textarea").first.fill("书记写的一段。")
    first.get_by_text(re.compile("已存")).first.wait_for()
    second.locator("textarea").first.fill("组织委员写的一段。")
    second.get_by_text("两个人写得不一样").wait_for()
    assert second.get_by_text("书记写的一段。").count() >= 1
    second.locator("textarea").first.fill("组织委员写的一段，还没有写完。")
    second.get_by_text(re.compile("已存")).first.wait_for()

    second.reload()
    second.get_by_role("button", name="两段都留").click()
    second.get_by_text("两稿已并好").wait_for()
    room = Meeting.objects.get(activity=meeting)
    text = Paragraph.objects.filter(meeting=room, beside=None, point__isnull=False).get().text
    assert text == "书记写的一段。\n组织委员写的一段，还没有写完。"
    second.context.close()
