"""In a real browser: from an old workbook to a written batch, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tests.apps.builders import a_member
from tests.apps.registry.importing.messy import BRANCHES, FIRST, SPOILS, messy
from tests.apps.registry.importing.test_messy import world
from tests.site import outside_acts
from zhidu.apps.members.models import Person
from zhidu.apps.orgs import queries as orgs

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_old_workbook_is_mended_written_and_taken_back(
    sign_in: Callable[[Any], Any], tmp_path: Path
) -> None:
    found = messy(3, size=40, each=1, spoils=SPOILS[10:11] + SPOILS[21:22])
    with outside_acts():
        _, actor = world(found)
        known = found.people[FIRST]
        home = next(iter(orgs.named(known.organization)))
        a_member(home, known.name)
    before = Person.objects.count()
    file = tmp_path / "花名册.xlsx"
    file.write_bytes(found.content)
    page = sign_in(get_user_model().objects.get(pk=actor.user))
    page.goto("/registry/imports/")
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="上传并核对").click()

    page.get_by_role("heading", name="各列是什么").wait_for()
    assert page.get_by_label("公民身份号码当作").input_value() == "id_number"
    page.get_by_role("button", name="核对", exact=True).click()

    page.get_by_role("heading", name="核对", exact=True).wait_for()
    assert page.get_by_role("button", name="登记这一批").count() == 0
    page.get_by_role("link", name="日期不完整").click()
    page.get_by_role("button", name="只有一种改法的，全部照改").click()
    page.get_by_text("已成批改好").wait_for()
    page.get_by_role("link", name="不止一个组织叫这个名称").click()
    page.get_by_label("所在党支部改为").fill(BRANCHES[0])
    page.get_by_role("button", name="改", exact=True).click()
    page.get_by_text("已改").wait_for()
    drop = page.get_by_role("button", name="这一行不导入")
    while drop.count():
        with page.expect_navigation():
            drop.first.click()

    page.get_by_role("link", name="去看像的人").click()
    page.get_by_role("button", name="是这个人，更新").click()
    page.get_by_role("link", name="回到核对").click()
    page.get_by_role("button", name="登记这一批").click()
    page.get_by_role("heading", name="已登记").wait_for()
    assert Person.objects.count() == before + 39
    page.get_by_role("button", name="整批撤回…").click()
    page.get_by_label("为确认，请输入").fill("花名册.xlsx")
    page.get_by_role("button", name="整批撤回", exact=True).click()
    page.get_by_role("heading", name="已撤回").wait_for()
    assert Person.objects.count() == before
    assert page.complaints == []
