"""A superior at work: by keyboard to a red cell, its why, the record and back; kept filters; the file."""

from __future__ import annotations

from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.apps.builders import an_account, holds
from tests.apps.compliance.making import held, judged
from tests.apps.dashboards.looked_over import Town, a_town
from zhidu.apps.compliance import queries
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town() -> Town:
    return a_town(branches=2)


def test_down_to_the_record_and_back(town: Town, sign_in: Any, tmp_path: Any) -> None:
    user = an_account("督查员")
    holds(user, "superior", town.county)
    page = sign_in(user)
    page.goto("/supervision/?theme=all")
    assert page.locator("h1").inner_text() == "哪里没有做到"
    first = page.locator("table.heat a.heat-cell").first
    first.focus()
    seen = set()
    for _ in range(12):
        if "is-breached" in (page.evaluate("document.activeElement.className") or ""):
            break
        seen.add(page.evaluate("document.activeElement.href"))
        page.keyboard.press("ArrowRight")
    assert "is-breached" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel.is-open")
    assert "/supervision/cell/" in page.url
    page.wait_for_selector("#panel:focus")
    panel = page.locator("#panel")
    assert "谁的规定在管" in panel.inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    other = panel.locator(".others a").first
    other.click()
    page.wait_for_url("**period=**")
    page.go_back()
    page.wait_for_url(lambda address: "period=" not in address)
    page.wait_for_selector("#panel.is-open")
    page.get_by_role("link", name="看这一条").click()
    page.wait_for_url("**/why/**")
    page.go_back()
    page.wait_for_selector("#panel.is-open")
    page.locator(".finding-close").click()
    page.wait_for_url("**/supervision/?theme=all")
    assert page.locator("#panel").is_hidden()
    assert not page.complaints


def test_filters_are_kept_and_the_file_opens(town: Town, sign_in: Any, tmp_path: Any) -> None:
    user = an_account("督查员")
    holds(user, "superior", town.county)
    page = sign_in(user)
    page.goto("/supervision/")
    page.locator("summary", has_text="约束力").click()
    page.get_by_role("link", name="必须", exact=True).click()
    page.wait_for_url("**force=must**")
    page.get_by_role("link", name="只看未达标").first.click()
    page.wait_for_url("**only=1**")
    assert page.locator(".chip").count() == 2
    page.locator("summary", has_text="常用").click()
    page.get_by_label("现在的筛选叫什么").fill("必须做到的")
    page.get_by_role("button", name="存为常用", exact=True).click()
    page.wait_for_selector("text=已存为常用：必须做到的")
    page.locator(".chip").first.click()
    page.locator(".chip").first.click()
    page.wait_for_url("**/supervision/")
    page.locator("summary", has_text="常用").click()
    page.get_by_role("link", name="必须做到的").click()
    page.wait_for_url("**force=must&only=1")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="导出").click()
    path = tmp_path / "看.xlsx"
    waiting.value.save_as(path)
    matrix = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    names = [name.strip() for name in page.locator("table.heat tbody th").all_inner_texts()]
    assert [row[0] for row in matrix[3:]] == names
    assert not page.complaints


def test_a_phone_shows_the_panel_as_a_page_of_its_own(town: Town, sign_in: Any) -> None:
    user = an_account("督查员")
    holds(user, "superior", town.county)
    branch = town.branches[1]
    held(branch, today().replace(month=1, day=20))
    judged(branch, today())
    row = next(
        one for one in queries.everything() if one.verdict == "breached" and one.month >= f"{today().year}-01"
    )
    page = sign_in(user)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/supervision/cell/{row.organization_id}/{int(row.month[5:])}/?theme=all")
    assert page.locator("#panel").is_visible()
    assert page.locator("#content").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".finding-close").click()
    page.wait_for_url("**/supervision/?theme=all")
    assert page.locator("#content").is_visible()
