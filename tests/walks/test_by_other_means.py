"""The site without a mouse, without script, at twice the size, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from tests.apps.builders import PASSWORD, Branch, an_account, an_organization, holds
from tests.apps.compliance.making import a_running_branch, held
from tests.site import outside_acts
from zhidu.apps.compliance.follow import follow
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db(transaction=True)
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture
def branch() -> Branch:
    town = an_organization("石桥镇党委", type="township_committee")
    made = a_running_branch("青石村党支部", under=town, members=6, groups=1)
    held(made, date(today().year, 1, 15))
    follow()
    return made


@pytest.fixture
def secretary(branch: Branch) -> Any:
    user = an_account("周建国", person=branch.people[0])
    holds(user, "secretary", branch.node)
    with outside_acts():
        user.set_password(PASSWORD)
        user.save()
    return user


def tab_to(page: Any, words: str) -> None:
    """Press the tab key until what is called so has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(words):
            return
    pytest.fail(f"按 Tab 到不了“{words}”")


class TestWithoutAMouse:
    def test_somebody_signs_in_and_goes_to_the_content_at_once(
        self, browser_page: Any, secretary: Any
    ) -> None:
        page = browser_page
        page.goto("/login/")
        page.locator("input[name=username]").focus()
        page.keyboard.type(secretary.username)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == "跳到正文"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")

    def test_a_menu_opens_and_closes_and_gives_the_focus_back(
        self, sign_in: Callable[[Any], Any], secretary: Any
    ) -> None:
        page = sign_in(secretary)
        page.goto("/")
        tab_to(page, "周建国")
        page.keyboard.press("Enter")
        assert page.get_by_role("link", name="我的帐号").is_visible()
        page.keyboard.press("Escape")
        assert page.get_by_role("link", name="我的帐号").is_hidden()
        assert page.evaluate(FOCUSED).startswith("周建国")

    def test_what_has_the_focus_is_never_hidden_under_the_bars(
        self, sign_in: Callable[[Any], Any], secretary: Any, branch: Branch
    ) -> None:
        """WCAG 2.2, 2.4.11: checked while tabbing through a long page on a telephone."""
        page = sign_in(secretary)
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(f"/findings/{branch.node.pk}/")
        hidden = []
        for _ in range(60):
            page.keyboard.press("Tab")
            said = page.evaluate(
                """() => {
                  const one = document.activeElement, box = one.getBoundingClientRect();
                  if (one.closest('.topbar, .bottombar, .skip') || !box.height) return '';
                  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
                  return top && top.closest('.topbar, .bottombar') ? one.outerHTML.slice(0, 80) : '';
                }"""
            )
            hidden += [said] if said else []
        assert hidden == []


class TestWithoutScript:
    def test_pages_can_be_read_and_folds_opened(
        self, browser: Any, live_server: Any, branch: Branch, secretary: Any
    ) -> None:
        context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
        page = context.new_page()
        page.goto("/login/")
        page.fill("input[name=username]", secretary.username)
        page.fill("input[name=password]", PASSWORD)
        page.click("form.form button[type=submit]")
        page.goto(f"/findings/{branch.node.pk}/")
        page.locator("main a", has_text="为什么").first.click()
        assert page.get_by_text("谁的规定在管").first.is_visible()
        page.goto("/organizations/")
        page.locator(".tree summary").first.click()
        assert page.locator(".tree details").first.get_attribute("open") is None
        context.close()


class TestAtTwiceTheSize:
    @pytest.mark.parametrize("address", ["/", "/findings/{node}/", "/activities/", "/rules/of/{node}/"])
    def test_nothing_is_lost_and_nothing_scrolls_sideways(
        self, sign_in: Callable[[Any], Any], secretary: Any, branch: Branch, address: str
    ) -> None:
        page = sign_in(secretary)
        page.goto(address.format(node=branch.node.pk))
        words = "document.querySelector('main').innerText.replace(/\\s+/g, '').length"
        wide = page.evaluate(words)
        page.set_viewport_size({"width": 720, "height": 450})
        assert page.evaluate("document.documentElement.scrollWidth") == 720
        assert page.evaluate(words) >= wide * 0.9
        assert page.locator("nav.rail").is_visible()


class TestOnPaper:
    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("/", ("要办的事", "未达标")),
            ("/findings/{node}/", ("合计", "未达标", "达标")),
            ("/organizations/", ("组织树", "6人")),
        ],
        ids=["home", "findings", "tree"],
    )
    def test_the_frame_and_the_buttons_stay_off_and_the_marks_keep_their_words(
        self,
        sign_in: Callable[[Any], Any],
        secretary: Any,
        branch: Branch,
        address: str,
        kept: tuple[str, ...],
    ) -> None:
        page = sign_in(secretary)
        page.goto(address.format(node=branch.node.pk))
        text = printed(page.pdf(format="A4"))
        assert [one for one in kept if one not in text] == []
        for off in ("跳到正文", "大字版", "退出", "查找", "更多"):
            assert off not in text, off


def printed(pdf: bytes) -> str:
    """The words on all sheets, without blanks."""
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)
    # a PDF writes some characters as the radicals that look the same
    return "".join(normalize("NFKC", text).split())
