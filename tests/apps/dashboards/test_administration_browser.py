"""A secretary searches for two characters; an administrator verifies the journal and ends a role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.apps.builders import a_branch, a_member, an_account, holds
from zhidu.apps.dashboards.administration.verifying import NAME
from zhidu.foundation.access.models import Grant
from zhidu.foundation.clock import today
from zhidu.foundation.jobs.models import Job
from zhidu.foundation.jobs.running import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_secretary_types_two_characters_and_opens_the_person(sign_in: Any, live_server: Any) -> None:
    branch = a_branch("云岭村党支部")
    person = a_member(branch.node, "周建国")
    user = an_account("李书记")
    holds(user, "secretary", branch.node)
    page = sign_in(user)
    page.goto(live_server.url + reverse("ui:more"))
    page.fill(".topbar-search input", "建国")
    page.press(".topbar-search input", "Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("mark").first.inner_text() == "建国"
    page.click("main a:has-text('周建国')")
    page.wait_for_url(f"**{reverse('members:person', args=[person.pk])}")
    assert page.locator("h1").inner_text() == "周建国"
    assert page.complaints == []


def test_on_a_phone_the_search_is_under_more(sign_in: Any, live_server: Any) -> None:
    branch = a_branch("云岭村党支部")
    a_member(branch.node, "周建国")
    user = an_account("李书记")
    holds(user, "secretary", branch.node)
    page = sign_in(user)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + reverse("ui:more"))
    page.fill("main input[name=q]", "周建")
    page.click("main button:has-text('搜索')")
    page.wait_for_selector("main a:has-text('周建国')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.complaints == []


def test_an_administrator_verifies_the_journal_and_sees_it_end(sign_in: Any, live_server: Any) -> None:
    a_branch("云岭村党支部")
    keeper = an_account("孙管理")
    holds(keeper, "administrator", None)
    page = sign_in(keeper)
    page.goto(live_server.url + reverse("administration:journal"))
    page.click("button:has-text('核对日志')")
    page.wait_for_url("**/jobs/*/")
    page.wait_for_selector("text=正在排队")
    perform(Job.objects.get(name=NAME).pk)
    page.wait_for_selector("text=没有改动")
    page.goto(live_server.url + reverse("administration:journal"))
    page.wait_for_selector("text=完整")
    assert page.complaints == []


def test_an_administrator_ends_a_role_by_typing_the_name(sign_in: Any, live_server: Any) -> None:
    branch = a_branch("云岭村党支部")
    user = an_account("周建国")
    holds(user, "secretary", branch.node)
    keeper = an_account("孙管理")
    holds(keeper, "administrator", None)
    page = sign_in(keeper)
    page.goto(live_server.url + reverse("administration:grants") + "?who=建国")
    page.click("button:has-text('收回')")
    page.fill("dialog[open] [name=confirm]", "周建国")
    page.click("dialog[open] button:has-text('收回')")
    page.wait_for_selector("text=已收回：周建国 的书记。")
    assert Grant.objects.get(user=user).until == today() - timedelta(days=1)
    assert page.complaints == []
