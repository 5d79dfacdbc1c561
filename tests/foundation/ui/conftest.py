"""Accounts, requests and templates for the tests of the frame."""

from __future__ import annotations

import pytest
from django.template import Context, RequestContext, Template, engines
from django_cotton.compiler_regex import CottonCompiler  # type: ignore[import-untyped]

from zhidu.foundation.access.rules import Actor, Held
from zhidu.foundation.identity.models import User
from zhidu.foundation.ui import nav


@pytest.fixture(autouse=True)
def own_urls(settings):
    settings.ROOT_URLCONF = "tests.foundation.ui.own_urls"


@pytest.fixture
def account(db):
    user = User(username="zhou", name="周建国", must_change_password=False)
    user.set_password("a-long-password")
    user.save()
    return user


@pytest.fixture
def signed(client, account):
    client.force_login(account)
    return client


@pytest.fixture
def draw():
    """``draw(text, **values)``: a template written in the test, with the components of the site."""

    def drawn(text, request=None, **values):
        made = Template(CottonCompiler().process(text), engine=engines["django"].engine)
        context = RequestContext(request, values) if request else Context(values)
        return made.render(context)

    return drawn


@pytest.fixture
def secretary():
    return Actor(user=1, name="周建国", held=(Held("secretary", "00000001"),))


@pytest.fixture
def own_nav(monkeypatch):
    """A rail that only holds what the test registers."""
    monkeypatch.setattr(nav, "_ITEMS", {})
    monkeypatch.setattr(nav, "_WHERE", [])
    monkeypatch.setattr(nav, "_REMINDERS", [])
