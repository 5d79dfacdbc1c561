"""The site as four people meet it, in a real browser: sign in, do the week's work, look at one's own record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tests.apps.builders import PASSWORD, Branch, an_account, an_organization, holds
from tests.apps.compliance.making import a_running_branch, held
from tests.site import outside_acts
from zhidu.apps.activities.models import Activity
from zhidu.apps.compliance.follow import follow
from zhidu.apps.compliance.models import StoredFinding
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def branch() -> Branch:
    town = an_organization("石桥镇党委", type="township_committee")
    made = a_running_branch("青石村党支部", under=town, members=6, groups=1)
    held(made, date(today().year, 1, 15))
    follow()
    return made


def account(role: str, node: Any, *, person: int | None = None) -> Any:
    """An account with the password of the tests."""
    user = an_account("周建国", person=person)
    if role:
        holds(user, role, node)
    with outside_acts():
        user.set_password(PASSWORD)
        user.save()
    return user


def no_sideways(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_secretary_signs_in_records_a_meeting_and_sees_it_kept(browser_page: Any, branch: Branch) -> None:
    page, user = browser_page, account("secretary", branch.node)
    page.goto("/")
    page.click("text=工作人员登录")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form.form button[type=submit]")
    page.wait_for_selector("h1")
    month = today().month
    assert page.inner_text("h1").startswith(f"{month}月")
    page.goto(f"/activities/record/?kind=committee_meeting&node={branch.node.pk}")
    page.get_by_label("日期", exact=True).fill(today().isoformat())
    page.get_by_role("button", name="记下来").click()
    page.wait_for_selector("text=已记下：支委会")
    made = Activity.objects.latest("pk")
    assert (made.kind, made.on, made.node_id) == ("committee_meeting", today(), branch.node.pk)
    page.goto("/")
    assert page.locator("li.due", has_text=f"支委会 · {month}月").count() == 0
    assert page.complaints == []


@pytest.mark.parametrize(("width", "large"), [(1440, False), (360, True)])
def test_every_first_page_of_every_role_fits_the_screen(
    sign_in: Callable[[Any], Any], branch: Branch, width: int, large: bool
) -> None:
    people = (
        account("secretary", branch.node),
        account("superior", branch.node.parent),
        account("group_leader", branch.groups[0]),
        account("member", branch.node, person=branch.people[-1]),
        account("administrator", None),
    )
    for user in people:
        with outside_acts():
            get_user_model().objects.filter(pk=user.pk).update(large_type=large)
        page = sign_in(user)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/")
        seen = [a.get_attribute("href") for a in page.locator(".rail a, .bottombar a").all()]
        for address in dict.fromkeys(["/", *(one for one in seen if one)]):
            page.goto(address)
            assert page.locator("h1").count() == 1, address
            assert no_sideways(page), (address, width, large)
    assert page.complaints == []


def test_a_member_on_a_phone_sees_what_concerns_him_and_nothing_of_a_colleague(
    sign_in: Callable[[Any], Any], branch: Branch
) -> None:
    me, colleague = branch.people[-1], branch.people[-2]
    page = sign_in(account("member", branch.node, person=me))
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/")
    assert "同志" in page.inner_text("h1")
    other = StoredFinding.objects.filter(person=colleague).first()
    assert other is not None
    answer = page.goto(other.get_absolute_url())
    assert answer.status == 403
    assert "看不了" in page.inner_text("main")


def test_a_superior_goes_from_the_worst_branch_to_the_reason_in_three_steps(
    sign_in: Callable[[Any], Any], branch: Branch
) -> None:
    page = sign_in(account("superior", branch.node.parent))
    page.goto("/?theme=all")
    page.click("table.heat >> text=青石村党支部")
    page.click("a.heat-cell >> nth=0")
    page.wait_for_selector("#panel.is-open")
    assert "谁的规定在管" in page.inner_text("#panel")
    assert page.complaints == []


def test_without_script_a_meeting_can_still_be_recorded(
    browser: Any, live_server: Any, branch: Branch
) -> None:
    user = account("secretary", branch.node)
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/login/")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form.form button[type=submit]")
    page.goto(f"/activities/record/?kind=committee_meeting&node={branch.node.pk}")
    page.fill("input[name=on]", today().isoformat())
    page.click("form.form button.button-primary")
    assert "/activities/" in page.url
    assert Activity.objects.filter(kind="committee_meeting", on=today()).count() == 1
    context.close()


def test_a_visitor_gets_the_pages_for_residents_and_else_the_login(browser_page: Any, branch: Branch) -> None:
    browser_page.goto("/")
    assert "哪个村" in browser_page.inner_text("h1")
    for address in (
        "/organizations/",
        "/people/",
        "/activities/",
        "/rules/",
        "/supervision/",
        "/accounts/",
    ):
        browser_page.goto(address)
        assert browser_page.url.split("?")[0].endswith("/login/"), address
