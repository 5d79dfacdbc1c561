"""A browser at the served county: one window for each account."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser import CHROMIUM, FLAGS

WIDE, PHONE = 1440, 360
HEIGHT = {WIDE: 900, PHONE: 740}
ROLES = {
    "shuji": "书记",
    "zuzhi": "组织委员",
    "zuzhang": "党小组长",
    "dangyuan": "党员",
    "zhen": "镇党委",
    "xian": "县委",
    "guanli": "管理员",
    "visitor": "群众",
}
VISITOR = "visitor"
LANGUAGE = {"LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}
"""Fields for days and hours are drawn by the browser itself, in its own language."""


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that ends with the block."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where pictures are taken

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), env={**os.environ, **LANGUAGE}
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(browser: Any, site: str, account: str, password: str = "") -> Iterator[Any]:
    """A page of the site, signed in as *account*; a visitor is not."""
    context = browser.new_context(
        viewport={"width": WIDE, "height": HEIGHT[WIDE]},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        base_url=site,
    )
    page = context.new_page()
    try:
        if account != VISITOR:
            page.goto("/login/")
            page.fill("main input[name=username]", account)
            page.fill("main input[name=password]", password)
            page.click("main form.form button[type=submit]")
            page.wait_for_selector("nav.rail", state="attached")
        yield page
    finally:
        context.close()
