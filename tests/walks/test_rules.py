"""Rules as people read them, in a real browser: from a finding to its clause, and a book adopted with open eyes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.apps.builders import Branch, an_account, an_organization, holds
from tests.apps.compliance.making import a_running_branch, judged
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.adoption.actions import import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.compliance.models import StoredFinding
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def branch() -> Branch:
    town = an_organization("石桥镇党委", type="township_committee")
    return a_running_branch("青石村党支部", under=town, members=6, groups=1)


def somebody(role: str, node: Any) -> Any:
    user = an_account("周建国")
    holds(user, role, node)
    return user


def no_sideways(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_superior_opens_the_clause_from_a_finding_and_reads_it_on_a_phone(
    sign_in: Callable[[Any], Any], branch: Branch
) -> None:
    judged(branch, today())
    row = StoredFinding.objects.filter(clause="branch-comprehensive:committee.monthly").first()
    assert row is not None
    page = sign_in(somebody("superior", branch.node.parent))
    page.goto(row.get_absolute_url())
    page.click("a:has-text('支委会每月不少于一次')")
    page.wait_for_selector("h1:has-text('支委会每月不少于一次')")
    page.wait_for_selector("h2:has-text('现在怎样')")
    page.wait_for_selector(".strip")
    assert "青石村党支部" in page.inner_text("main")
    for words in ("怎么算", "谁的规定在管", "举例", "支委会：每月应不少于 1 次。"):
        assert words in page.inner_text("main"), words
    page.click("summary:has-text('看数据写法')")
    assert "kind: frequency" in page.inner_text("pre.data")
    page.set_viewport_size({"width": 360, "height": 740})
    assert no_sideways(page)
    assert page.complaints == []


def test_a_secretary_looks_what_a_book_would_do_and_then_adopts_it(
    sign_in: Callable[[Any], Any], branch: Branch
) -> None:
    book = import_book(actor=SYSTEM, draft=shipped_draft("rural-branch"))
    page = sign_in(somebody("secretary", branch.node))
    page.goto(f"/rules/of/{branch.node.pk}/adopt/")
    page.locator("tr", has_text="农村（机关）党支部工作制度").locator("a.button").click()
    page.wait_for_selector("h2:has-text('90 天内要办的')")
    page.click("summary:has-text('没有写明的数字')")
    page.locator("summary:has-text('各种回答会怎样')").first.click()
    assert "只作记录，不判定" in page.inner_text("main")
    page.click("button:has-text('先看效果')")
    page.wait_for_selector("h2:has-text('过去 12 个月会怎样判')")
    assert adoption.adoptions([branch.node.pk])[-1].book != str(book.pk)
    page.set_viewport_size({"width": 360, "height": 740})
    assert no_sideways(page)
    page.click("button.button-primary:has-text('采用')")
    page.wait_for_selector("text=已采用")
    assert {one.book.book for one in adoption.rows_of([branch.node.pk])} == {
        "branch-comprehensive",
        "rural-branch",
    }
    assert page.complaints == []
