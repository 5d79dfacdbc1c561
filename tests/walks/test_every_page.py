"""Every page of the site, opened by somebody who may: no fault by axe, none by the rules of the house.

The addresses come from the resolver, so a new page is walked by itself. Each is looked at once, as the first of the
roles that may open it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from django.test import Client

from tests.apps.builders import a_client, an_account, holds
from tests.apps.test_page_queries import pages
from tests.apps.whole import Whole, a_whole_county
from tests.foundation.services import content_of
from tests.walks.seeing import ENDS, LOOKS, WIDE, Look, faults
from zhidu.foundation.access.queries import actor_of

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = ("书记", "上级", "管理员", "党小组长", "党员", "群众")
FIRST = ROLES[:1]
"""Walked in tests of their own, a third each: most pages are open to a secretary, and the processes share the work."""
SHARES = 3
PATIENCE = 120_000
"""Milliseconds for a page on a machine that has much else to do."""
_words = count(1)


@pytest.fixture
def county() -> Whole:
    return a_whole_county(f"观{next(_words)}")


def accounts(county: Whole) -> Mapping[str, Any]:
    """An account for each kind of role; a visitor has none."""
    first = county.branch
    roles = {
        "书记": ("secretary", first.node, first.people[0]),
        "上级": ("superior", county.root, None),
        "管理员": ("administrator", None, None),
        "党小组长": ("group_leader", first.groups[0], first.people[1]),
        "党员": ("member", first.node, county.names["person"]),
    }
    found = {}
    for word, (role, node, person) in roles.items():
        found[word] = an_account(f"{county.word}{word}", person=person)
        holds(found[word], role, node)
    return {**found, "群众": None}


@contextmanager
def unheard() -> Iterator[None]:
    """What is refused while asking who may open what is no news."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def opens(client: Client, address: str) -> bool:
    """Whether there is a page for whoever asks; a download is none."""
    answer = client.get(address)
    if answer.streaming:
        content_of(answer)
        return False
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def a_client_of(user: Any) -> Client:
    return a_client(actor_of(user)) if user else Client()


def who_opens(county: Whole, everybody: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """Role → the pages it is the first that may open, and in any case its own first page."""
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    with unheard():
        for word, user in everybody.items():
            client = a_client_of(user)
            mine = [one for one in dict.fromkeys(pages(county).values()) if opens(client, one)]
            found[word] = [one for one in mine if one == "/" or one not in seen]
            seen.update(mine)
    return found


def looked_at(page: Any, address: str, looks: tuple[Look, ...] = ENDS) -> list[str]:
    """The faults of one page, each with its address."""
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.complaints.clear()
    answer = page.goto(address)
    found = [*faults(page, looks)]
    # a browser complains about every page that is not there, even where that is the page to see
    found += [one for one in page.complaints if answer.ok or "Failed to load resource" not in one]
    return [f"{address} {one}" for one in found]


def enter(sign_in: Callable[[Any], Any], browser_page: Any, user: Any) -> Any:
    if user is not None:
        return sign_in(user)
    browser_page.context.clear_cookies()
    return browser_page


@pytest.mark.parametrize(
    "looks", [ENDS, pytest.param(LOOKS, marks=pytest.mark.proof)], ids=["两头", "四种看法"]
)
@pytest.mark.parametrize(
    ("roles", "share"),
    [*((FIRST, share) for share in range(SHARES)), (ROLES[1:], None)],
    ids=[*(f"书记{share + 1}" for share in range(SHARES)), "其他人"],
)
def test_no_page_has_a_fault_at_either_width_in_either_size_of_type(
    county: Whole,
    sign_in: Callable[[Any], Any],
    browser_page: Any,
    roles: tuple[str, ...],
    share: int | None,
    looks: tuple[Look, ...],
) -> None:
    everybody = accounts(county)
    told, walked = [], 0
    for word, found in who_opens(county, everybody).items():
        if word in roles:
            page = enter(sign_in, browser_page, everybody[word])
            for address in found if share is None else found[share::SHARES]:
                told += [f"{word} {one}" for one in looked_at(page, address, looks)]
                walked += 1
    assert not told, "\n".join(told)
    assert walked > 15


def test_pages_that_refuse_or_find_nothing_have_no_fault_either(
    county: Whole, sign_in: Callable[[Any], Any], browser_page: Any
) -> None:
    everybody = accounts(county)
    told = []
    for word, address, status in (
        ("党员", "/accounts/", 403),
        ("党员", "/nowhere/", 404),
        ("群众", "/nowhere/", 404),
        ("书记", "/?q=%00", 400),
    ):
        page = enter(sign_in, browser_page, everybody[word])
        told += looked_at(page, address)
        assert a_client_of(everybody[word]).get(address).status_code == status
    assert not told, "\n".join(told)


@pytest.mark.parametrize("each", [3, pytest.param(1, marks=pytest.mark.proof)], ids=["每三张一张", "每一张"])
def test_forms_that_were_filled_in_wrongly_have_no_fault_either(
    county: Whole, sign_in: Callable[[Any], Any], browser_page: Any, each: int
) -> None:
    """Everything that is asked for is taken out of a form, and the answer is looked at."""
    everybody = accounts(county)
    found = who_opens(county, everybody)
    told, shown = [], 0
    for word in ("书记", "上级", "群众"):
        page = enter(sign_in, browser_page, everybody[word])
        asking = [one for one in found[word] if asks(a_client_of(everybody[word]), one)]
        for address in asking[::each]:
            page.goto(address)
            if not page.evaluate(EMPTY):
                continue
            with page.expect_navigation():
                page.evaluate("document.querySelector('main form[method=post].form').requestSubmit()")
            if page.locator(".error-summary, .field-error, [aria-invalid=true]").count():
                shown += 1
                told += [f"{word} {address} {one}" for one in faults(page, LOOKS[-1:])]
    assert not told, "\n".join(told)
    assert shown > 30 // each


def asks(client: Client, address: str) -> bool:
    """Whether there is a form on the page in which something must be filled in."""
    text = client.get(address).content.decode()
    return "/gallery/" not in address and 'class="form' in text and " required" in text


EMPTY = """() => {
  const form = document.querySelector('main form[method=post].form');
  const asked = form && [...form.querySelectorAll('input, select, textarea')].filter(one =>
    one.required && !['hidden', 'radio', 'checkbox', 'file'].includes(one.type));
  if (!asked || !asked.length) return false;
  form.noValidate = true;
  for (const one of asked) one.value = '';
  return true;
}"""
