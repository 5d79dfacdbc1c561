"""A member on a phone and a resident without an account, in a real browser, at 360 in both sizes of type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest

from tests.apps.builders import Branch, a_branch, an_account, an_organization, holds
from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Answer
from zhidu.apps.disclosure.actions import publish, set_page
from zhidu.apps.disclosure.entries import Entry as Told
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def branch() -> Branch:
    town = an_organization("石桥镇党委", type="township_committee")
    made = a_branch("青石村党支部", under=town, members=6, groups=1)
    plan(
        actor=SYSTEM,
        entry=Entry(
            kind="members_meeting",
            node=made.node.pk,
            on=today() + timedelta(days=3),
            begins=time(19),
            venue="村委会二楼会议室",
        ),
    )
    return made


def no_sideways(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def smallest_target(page: Any, inside: str) -> float:
    """Height of the lowest button among those of a part of the page."""
    boxes = [one.bounding_box() for one in page.locator(f"{inside} .button").all() if one.is_visible()]
    return min((box["height"] for box in boxes if box), default=0)


@pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
def test_a_member_answers_asks_for_leave_and_looks_at_the_year(
    branch: Branch, sign_in: Callable[[Any], Any], large: bool
) -> None:
    user = an_account("王秀兰", person=branch.people[4])
    holds(user, "member", branch.node)
    page = sign_in(user)
    page.set_viewport_size(PHONE)
    page.goto("/")
    if large:
        page.locator("form", has_text="大字版").locator("button").first.click()
        page.wait_for_selector("html.large")
    assert "同志" in page.inner_text("h1")
    assert no_sideways(page)
    assert smallest_target(page, ".member-acts") >= (60 if large else 52)
    page.click("text=我能到会")
    page.wait_for_selector("text=您已答复：能到会")
    page.click("text=改成请假")
    page.wait_for_selector("text=什么原因")
    assert no_sideways(page)
    page.get_by_label("身体不适").check()
    page.get_by_label("还想说一句").fill("腿疼，走不动路。")
    page.locator("button", has_text="交给").click()
    page.wait_for_selector("text=等答复")
    assert [one.reply for one in Answer.objects.order_by("pk")] == ["coming", "asked"]
    page.click("text=看全年记录")
    page.wait_for_selector("h1:has-text('年')")
    assert no_sideways(page)
    assert page.complaints == []


@pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
def test_a_resident_finds_the_village_reads_a_notice_and_looks_up_a_code(
    branch: Branch, browser_page: Any, large: bool
) -> None:
    place = {"title": "青石村群众服务", "phone": "8812 3456", "place": "村委会一楼"}
    set_page(actor=SYSTEM, organization=branch.node.pk, open=True, texts=place)
    publish(
        actor=SYSTEM,
        organization=branch.node.pk,
        entry=Told(
            category="village",
            title="村东水渠清淤工程用款明细",
            text="合计 10750 元。",
            audience="public",
            via=("site",),
            first=today(),
        ),
    )
    page = browser_page
    page.set_viewport_size(PHONE)
    page.goto("/")
    if large:
        page.locator("form", has_text="大字版").locator("button").first.click()
        page.wait_for_selector("html.large")
    page.get_by_label("名称里的几个字").fill("青石")
    page.click("text=查找")
    page.click("text=青石村群众服务")
    page.wait_for_selector("text=您要办哪件事？")
    assert no_sideways(page)
    assert page.locator(".door").count() == 4
    page.click("text=村东水渠清淤工程用款明细")
    page.wait_for_selector("text=合计 10750 元")
    assert no_sideways(page)
    page.go_back()
    page.get_by_label("查询码").fill("DL26 0831")
    page.locator(".find-form button").click()
    page.wait_for_selector("text=没有这个查询码")
    assert no_sideways(page)
    assert page.complaints == []
