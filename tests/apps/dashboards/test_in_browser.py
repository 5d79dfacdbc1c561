"""A secretary at work: from the first page to a record and back, and through the calendar, counted in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.apps.builders import an_account, holds
from tests.apps.compliance.making import a_running_branch
from tests.site import outside_acts
from zhidu.apps.activities.models import Activity, Participant
from zhidu.foundation import clock

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 26)
FEWEST = 6
"""Clicks and fields from the first page to a record that is kept: no more than these."""


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server answers in a thread of its own, so the day is set for all of them."""
    monkeypatch.setattr(clock, "_SET", _Fixed())


class _Fixed:
    """A variable that holds the same day in every thread."""

    def get(self) -> date:
        return TODAY

    def set(self, _: date) -> None:
        return None

    def reset(self, _: None) -> None:
        return None


@dataclass
class Hands:
    """Whoever sits before the page: every click and every field filled in is counted."""

    page: Any
    done: int = 0

    def click(self, what: Any) -> None:
        what.click()
        self.done += 1

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.done += 1


@pytest.fixture
def branch() -> Any:
    return a_running_branch("青石村党支部", members=5, groups=1)


@pytest.fixture
def secretary(branch: Any, sign_in: Callable[[Any], Any]) -> Iterator[Hands]:
    user = an_account("李晓燕")
    holds(user, "secretary", branch.node)
    with outside_acts():
        user.must_change_password = False
        user.save()
    page = sign_in(user)
    page.goto("/")
    yield Hands(page)
    assert page.complaints == []


def row(page: Any, title: str) -> Any:
    return page.locator("li.due").filter(has=page.get_by_role("heading", name=title, exact=True))


@pytest.mark.covers("S5.1.11")
def test_a_meeting_is_recorded_from_its_row_and_the_first_page_says_at_once_that_it_is_kept(
    secretary: Hands, branch: Any
) -> None:
    page = secretary.page
    secretary.click(row(page, "支委会 · 10月").get_by_role("link", name=re.compile("^补记支委会")))
    assert page.get_by_label("日期", exact=True).input_value() == ""
    secretary.fill("日期", "2026-10-20")
    secretary.click(page.get_by_role("button", name="记下来"))
    page.wait_for_url("**/")
    said = page.locator(".toasts").inner_text()
    assert "已记下：支委会 10月20日" in said
    assert "支委会 · 10月 → 达标" in said
    assert row(page, "支委会 · 10月").count() == 0
    assert page.locator(".toasts").get_by_role("link", name="去看").count() == 1
    one = Activity.objects.get(kind="committee_meeting")
    assert set(Participant.objects.filter(activity=one).values_list("standing", flat=True)) == {"present"}
    assert secretary.done == 3 <= FEWEST


def test_whoever_was_not_there_is_pointed_out_with_one_tap(secretary: Hands, branch: Any) -> None:
    page = secretary.page
    page.set_viewport_size({"width": 360, "height": 740})
    secretary.click(row(page, "支委会 · 11月").get_by_role("link", name=re.compile("^安排支委会")))
    secretary.click(page.get_by_role("link", name="已经开过，记录"))
    assert page.get_by_label("日期", exact=True).input_value() == "2026-11-26"
    secretary.click(page.get_by_text("有人没到，点出来"))
    one = page.locator(".roll-one").nth(1)
    assert not one.get_by_placeholder("事由").is_visible()
    secretary.click(one.get_by_label("请假"))
    assert one.get_by_placeholder("事由").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    secretary.click(page.get_by_role("button", name="记下来"))
    page.wait_for_url("**/")
    standings = list(Participant.objects.values_list("standing", flat=True))
    assert standings.count("leave") == 1
    assert "absent" not in standings
    assert secretary.done == 5 <= FEWEST


def test_last_times_hours_are_offered_and_never_assumed(secretary: Hands, branch: Any) -> None:
    page = secretary.page
    for day in ("2026-09-10", "2026-10-10"):
        page.goto(f"/activities/record/?kind=committee_meeting&node={branch.node.pk}")
        assert page.locator("[name=begins]").input_value() == ""
        page.get_by_label("日期", exact=True).fill(day)
        page.locator("[name=begins]").fill("19:00")
        page.locator("[name=venue]").fill("村委会")
        page.get_by_role("button", name="记下来").click()
        page.wait_for_url(re.compile(r"/activities/\d+/$"))
    page.goto(f"/activities/record/?kind=committee_meeting&node={branch.node.pk}")
    page.get_by_role("link", name="时间、地点、主持照上次填").click()
    assert page.locator("[name=begins]").input_value().startswith("19:00")
    assert page.locator("[name=venue]").input_value() == "村委会"


def test_the_calendar_is_walked_with_the_arrow_keys(secretary: Hands) -> None:
    page = secretary.page
    small = page.locator(".calendar")
    assert small.locator("a.calendar-day[tabindex='0']").count() == 1
    small.locator("a.calendar-day[tabindex='0']").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert "day=2026-11-18" in page.evaluate("document.activeElement.href")
    small.get_by_role("link", name="上一个月").press("Enter")
    page.get_by_role("heading", name="2026年10月").wait_for()
    assert page.evaluate("document.activeElement.id") == "calendar-before"
    small.locator("a.calendar-day").nth(10).press("Enter")
    page.wait_for_url("**/calendar/?view=week**")
    page.get_by_role("link", name="月", exact=True).click()
    page.locator("table.days").wait_for()
    page.locator("table.days a.calendar-day[tabindex='0']").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/?view=week**")
