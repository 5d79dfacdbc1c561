"""A secretary takes a case to the superiors, who return it once and then agree: clicked through."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tests.apps.procedures.conftest import Place
from tests.site import outside_acts
from zhidu.apps.procedures.models import Case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _today() -> None:
    """The server runs in threads of its own, on the real day."""


def account_of(actor: Any) -> Any:
    with outside_acts():
        return get_user_model().objects.get(pk=actor.user)


def test_a_secretary_asks_and_the_levels_above_answer(place: Place, sign_in: Any) -> None:
    place.of("election")
    page = sign_in(account_of(place.secretary))
    page.goto("/procedures/")
    page.get_by_role("link", name="按程序办一件事").first.click()
    page.get_by_role("link", name="基层党组织换届选举").click()
    page.get_by_role("button", name="立项").click()
    page.wait_for_selector("h1:has-text('基层党组织换届选举')")
    page.get_by_role("link", name="办这一步").click()
    page.get_by_label("或者写纸质的存在哪里").fill("档案柜 2 号")
    page.get_by_role("button", name="登记这一步").click()
    page.wait_for_selector("text=现在：上级批复")
    page.get_by_role("link", name="送上级审批").click()
    page.get_by_label("说明").fill("拟于下月换届，请批复。")
    page.get_by_role("button", name="送上级审批").click()
    page.wait_for_selector("text=已送上级，等答复")

    # the general branch, which is the superior, sends it back once
    page = sign_in(account_of(place.general_secretary))
    page.goto("/procedures/")
    page.get_by_role("link", name="换届选举").first.click()
    page.get_by_role("link", name="去批复").click()
    assert "拟于下月换届，请批复。" in page.locator("main").inner_text()
    assert "档案柜 2 号" in page.locator("main").inner_text()
    page.get_by_label("退回补正").check()
    page.get_by_role("button", name="批复").click()
    page.wait_for_selector("text=应写明为什么、要补什么")
    page.get_by_label("意见").fill("请写明委员名额。")
    page.get_by_role("button", name="批复").click()
    page.wait_for_selector("text=退回补正")

    page = sign_in(account_of(place.secretary))
    page.goto(Case.objects.get().get_absolute_url())
    assert "请写明委员名额。" in page.locator("main").inner_text()
    page.get_by_role("link", name="送上级审批").click()
    page.get_by_label("说明").fill("委员 3 名，请批复。")
    page.get_by_role("button", name="送上级审批").click()
    page.wait_for_selector("text=已送上级，等答复")

    page = sign_in(account_of(place.general_secretary))
    page.goto(Case.objects.get().get_absolute_url())
    page.get_by_role("link", name="去批复").click()
    page.get_by_label("同意", exact=True).check()
    page.get_by_role("button", name="批复").click()
    page.wait_for_selector("text=现在：支委会制定工作方案")
    assert not page.complaints
