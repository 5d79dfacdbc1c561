"""Does what the handbook says, in a browser, and finds out where it says what is not so."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.screens.guide import Deed, deeds

TODAY = "今天"
WAIT = 30_000
"""Milliseconds until something that should stand there is missed."""
PRESSED = "a[href], button, summary, [role=button], label"
ROW = "li, tr, .card, .due, section"
Take = Callable[[Any, str], None]


class NotSo(AssertionError):
    """The handbook says what the site does not do."""


def drive(page: Any, path: Path, *, take: Take | None = None) -> list[str]:
    """Do all that the page of the handbook says; the names of its pictures."""
    page.set_default_timeout(WAIT)
    taken = []
    for deed in deeds(path):
        try:
            if deed.what == "picture":
                taken.append(deed.words)
                if take is not None:
                    take(page, deed.words)
            else:
                DEEDS[deed.what](page, deed)
        except Exception as error:
            said = f"{path.name}:{deed.line}：{deed.what} “{deed.words}”在 {page.url} 办不到：{error}"
            raise NotSo(said[:2000]) from error
    return taken


def _press(page: Any, deed: Deed) -> None:
    around = _row(page, deed) if deed.row else page
    for found in (_named(around, deed.words), around.locator(PRESSED).filter(has_text=deed.words)):
        shown = [found.nth(place) for place in range(found.count()) if found.nth(place).is_visible()]
        if shown:
            shown[0].click()
            break
    else:
        # it may still be on its way
        around.locator(PRESSED).filter(has_text=deed.words).first.click()
    page.wait_for_load_state()


def _cell(page: Any, deed: Deed) -> None:
    """A cell of the heat map with that verdict; in a month in which there is none, any that opens."""
    found = page.locator("a.heat-cell").filter(has_text=deed.words)
    (found if found.count() else page.locator("a.heat-cell")).first.click()
    page.wait_for_load_state("networkidle")


def _row(page: Any, deed: Deed) -> Any:
    """The smallest row, card or item with these words in which the thing to press stands."""
    named = page.locator(PRESSED).filter(has_text=deed.words)
    rows = page.locator(ROW).filter(has_text=deed.row).filter(has=named)
    rows.first.wait_for()
    sizes = rows.evaluate_all("all => all.map(one => one.textContent.length)")
    return rows.nth(sizes.index(min(sizes)))


def _named(around: Any, words: str) -> Any:
    """What can be pressed and is called exactly so."""
    return around.locator(PRESSED).filter(has_text=re.compile(rf"^\s*{re.escape(words)}\s*$"))


def _fill(page: Any, deed: Deed) -> None:
    value = date.today().isoformat() if deed.value == TODAY else deed.value  # noqa: DTZ011 - as the reader would
    page.get_by_label(deed.words, exact=False).first.fill(value)


def _choose(page: Any, deed: Deed) -> None:
    field = page.get_by_label(deed.words, exact=False).first
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(label=deed.value)
    else:
        page.get_by_label(deed.value, exact=True).first.check()


def _see(page: Any, deed: Deed) -> None:
    page.locator("body").get_by_text(deed.words).locator("visible=true").first.wait_for()


def _enter(page: Any, _: Deed) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


DEEDS = {"press": _press, "cell": _cell, "fill": _fill, "choose": _choose, "enter": _enter, "see": _see}
