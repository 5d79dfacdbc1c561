"""A member leaves and comes back: on his own telephone, the secretary's computer, the contact person's telephone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps.builders import a_branch, an_account, an_organization, holds
from tests.browser import devices
from tests.site import outside_acts
from zhidu.apps.activities.models import Activity
from zhidu.apps.members import queries as members
from zhidu.apps.transfers.models import Away

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = 360
NUMBER = "13900001111"
FOLLOWS = {
    "departure_report",
    "activity_card_issued",
    "contact_assigned",
    "departure",
    "floating_report",
    "floating_contact",
    "return_home",
    "return_report",
    "activity_card_checked",
}


@pytest.mark.covers("S6.6.1", "S6.6.2", "S6.6.3", "S6.6.4", "S6.6.6", "S6.6.7", "S6.6.8")
def test_leaving_being_kept_in_touch_with_and_coming_back(browser: Any, live_server: Any) -> None:
    with outside_acts():
        town = an_organization("云溪镇党委", type="township_committee")
        branch = a_branch("东岭村党支部", members=5, under=town, type="village_branch")
        name = members.person(branch.people[4]).name
        accounts = [an_account(f"帐号{place}", person=branch.people[place]) for place in (0, 3, 4)]
        for account, role in zip(accounts, ("secretary", "member", "member"), strict=True):
            holds(account, role, branch.node)
    with devices(browser, live_server) as device:
        desk = device(accounts[0])
        near, own = (device(one, width=PHONE) for one in accounts[1:])
        _reported(own)
        _registered(desk, name, branch.people[3])
        _gone_and_told(own)
        _kept_in_touch(near, name)
        _back(own)
        _checked(desk)
        assert [one for page in (desk, near, own) for one in page.complaints] == []
    away = Away.objects.get()
    assert away.state == "closed"
    assert away.checked_on is not None
    kinds = Activity.objects.filter(person=branch.people[4], voided_at=None).values_list("kind", flat=True)
    assert set(kinds) >= FOLLOWS


def _reported(own: Any) -> None:
    own.goto("/")
    own.get_by_role("link", name="我要外出").click()
    own.get_by_label("经商").check()
    own.get_by_label("事由").fill("到市里开店")
    own.get_by_label("去哪里").fill("江口市")
    own.get_by_label("怎样联系").fill(NUMBER)
    own.get_by_role("button", name="报告支部").click()
    own.get_by_text("已报告，还没有走").wait_for()


def _registered(desk: Any, name: str, contact: int) -> None:
    desk.goto("/transfers/floating/")
    desk.get_by_role("link", name=name).click()
    desk.get_by_text(NUMBER).wait_for()
    desk.get_by_role("link", name="登记：活动证、联系人").click()
    desk.locator("select[name=contact]").select_option(str(contact))
    desk.get_by_role("button", name="登记", exact=True).click()
    desk.get_by_text("云溪镇党委流").first.wait_for()


def _gone_and_told(own: Any) -> None:
    own.goto("/transfers/away/")
    own.get_by_role("link", name="我动身了").click()
    own.get_by_role("button", name="动身了").click()
    own.get_by_role("link", name="我要汇报").click()
    for field in ("thought", "work", "organised_life"):
        own.locator(f"textarea[name={field}]").fill(f"{field}都好")
    own.get_by_role("button", name="交给支部").click()
    own.get_by_text("思想：thought都好").wait_for()


def _kept_in_touch(near: Any, name: str) -> None:
    near.goto("/transfers/away/")
    near.get_by_role("link", name=name).click()
    near.get_by_text(NUMBER).wait_for()
    near.get_by_role("link", name="记一次联系").click()
    for field in ("thought", "employment", "life"):
        near.locator(f"textarea[name={field}]").fill(f"{field}平稳")
    near.get_by_role("button", name="记下").click()
    near.get_by_text("就业：employment平稳").wait_for()


def _back(own: Any) -> None:
    own.goto("/transfers/away/")
    own.get_by_role("link", name="我回来了").click()
    own.locator("textarea[name=work]").fill("店交给别人了")
    own.get_by_role("button", name="记下返回").click()
    own.get_by_text("已回来，等查验").first.wait_for()


def _checked(desk: Any) -> None:
    away = Away.objects.get()
    desk.goto(f"/transfers/floating/{away.pk}/")
    desk.get_by_role("link", name="查验活动证").click()
    desk.get_by_role("button", name="查验过了").click()
    desk.get_by_text("已结束").first.wait_for()
