"""Slots: a lower page shows what upper apps put there, and knows none of them."""

from __future__ import annotations

import pytest
from django.template import RequestContext, Template
from django.urls import NoReverseMatch

from zhidu.foundation import slots
from zhidu.foundation.access.rules import VISITOR, Actor, Held, Scope, Within
from zhidu.foundation.access.verbs import Verb

VERB = Verb("x.see", "看", Within(frozenset({"secretary"}), "书记"), Scope(path="path"))
SECRETARY = Actor(user=1, held=(Held("secretary", "00000001"),))


@pytest.fixture(autouse=True)
def own_panels(monkeypatch, settings):
    settings.ROOT_URLCONF = "tests.foundation.ui.own_urls"
    monkeypatch.setattr(slots, "_PANELS", {})


def drawn(rf, actor, text='{% slot_panels "page.side" %}'):
    request = rf.get("/")
    request.actor = actor
    return Template(text).render(RequestContext(request))


def test_panels_come_in_their_order(rf):
    slots.register(slot="page.side", url_name="ui:gallery", title="后", order=20)
    slots.register(slot="page.side", url_name="ui:more", title="前", order=10)
    slots.register(slot="page.other", url_name="ui:more", title="别处")
    page = drawn(rf, SECRETARY)
    assert page.index("前") < page.index("后")
    assert "别处" not in page


def test_a_panel_is_a_link_without_script_and_loads_itself_with_it(rf):
    slots.register(slot="page.side", url_name="ui:more", title="依据的<条款>")
    page = drawn(rf, SECRETARY)
    assert 'hx-get="/more/"' in page
    assert '<a href="/more/">依据的&lt;条款&gt;</a>' in page


def test_a_panel_nobody_may_open_is_not_offered(rf):
    slots.register(slot="page.side", url_name="ui:more", verb=VERB)
    assert drawn(rf, SECRETARY)
    assert drawn(rf, VISITOR) == ""


def test_registering_twice_shows_it_once():
    for _ in range(2):
        slots.register(slot="page.side", url_name="ui:more")
    assert len(slots.panels_for("page.side", SECRETARY)) == 1


def test_an_empty_slot_is_nothing(rf):
    assert drawn(rf, SECRETARY) == ""


def test_a_panel_about_an_object_is_given_its_key():
    slots.register(slot="page.side", url_name="ui:more")
    with pytest.raises(NoReverseMatch):
        slots.panels_for("page.side", SECRETARY)[0].url({"pk": 5})
