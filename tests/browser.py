"""pytest plugin: a real Chromium for the few things only a browser can show.

``browser_page`` is a page that reaches this machine and nothing else; ``sign_in`` gives it the session of an
account without the login page.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of a run."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is asked for

    # Playwright keeps an event loop in this thread; the tests themselves are not asynchronous.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


def _local_only(route: Any) -> None:
    if route.request.url.startswith(("http://127.0.0.1:", "http://localhost:", "data:")):
        route.continue_()
    else:
        route.abort()


@pytest.fixture
def browser_page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A page at 1440 wide that only reaches the live server; complaints of the page are in ``page.complaints``."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="zh-CN", base_url=live_server.url
    )
    context.route("**/*", _local_only)
    yield _listening(context.new_page())
    context.close()


@contextmanager
def devices(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """``device(account, width=1440)``: a page of its own for each, signed in; what it complains of is kept."""
    from django.conf import settings  # noqa: PLC0415 - the site is set up by now
    from django.test import Client  # noqa: PLC0415

    contexts = []

    def device(account: Any, *, width: int = 1440) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", base_url=live_server.url
        )
        context.set_default_timeout(15_000)
        context.route("**/*", _local_only)
        contexts.append(context)
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return _listening(context.new_page())

    try:
        yield device
    finally:
        for one in contexts:
            one.close()


def _listening(page: Any) -> Any:
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


@pytest.fixture
def sign_in(browser_page: Any, live_server: Any) -> Callable[[Any], Any]:
    """``sign_in(account)`` returns the page, signed in as that account."""

    def enter(account: Any) -> Any:
        from django.conf import settings  # noqa: PLC0415 - the site is set up by now
        from django.test import Client  # noqa: PLC0415

        client = Client()
        client.force_login(account)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        browser_page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return browser_page

    return enter
