"""A branch secretary who writes numbers of another county into addresses and forms gets nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from tests.apps.builders import a_client, an_actor
from tests.apps.html_forms import Field
from tests.apps.kept import kept
from tests.apps.pages import cases, entries, pages, people, undone
from tests.apps.sampling import SAMPLED, some_of
from tests.apps.whole import Whole, a_whole_county
from tests.foundation.services import content_of
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
FOREIGN = "外县"
RULES = {"adoption:book", "adoption:clause"}
"""The text of a rulebook is open to whoever is signed in; it is about no county."""
RESIDENTS = {
    "disclosure:public-home",
    "disclosure:public",
    "disclosure:find",
    "disclosure:public-notices",
    "disclosure:public-notice",
    "disclosure:public-file",
}
"""Pages that everybody may open, for what an organisation discloses to everybody."""
SECRET = {"dashboards:feed"}
"""Addresses that are secrets themselves: whoever has one needs no permission, and nobody can guess it."""
PARAMETERS: Mapping[str, str] = {
    "organization": "node",
    "node": "node",
    "group": "group",
    "person": "person",
    "about": "activity",
    "like": "activity",
    "matter": "matter",
    "post": "post",
    "version": "book_row",
    "book": "book_row",
}
OWN_CHOICE = frozenset({"select", "radio", "checkbox"})


@dataclass(frozen=True)
class Two:
    """One's own county and another, and the secretary of a branch of the first."""

    own: Whole
    other: Whole
    client: Client


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Whole, Whole]]:
    both = lambda: (a_whole_county("云岭"), a_whole_county(FOREIGN))  # noqa: E731
    with kept(django_db_blocker, TODAY, both) as counties:
        yield counties


@pytest.fixture
def two(made: tuple[Whole, Whole]) -> Iterator[Two]:
    with on_day(TODAY):
        own, other = made
        client = a_client(an_actor("secretary", own.branch.node, person=own.branch.people[1]))
        yield Two(own, other, client)


def rows() -> dict[str, int]:
    """How many rows every business table has."""
    return {
        model._meta.db_table: model.objects.count()
        for model in apps.get_models(include_auto_created=True)
        if issubclass(model, models.Model)
        and model.__module__.startswith("zhidu.")
        and model._meta.app_label != "compliance"
    }


def gave_nothing(answer: Any, page: str) -> None:
    """No content of the other county, and no page that broke."""
    assert answer.status_code < 500, page
    if answer.streaming:
        assert FOREIGN.encode() not in content_of(answer), page
    else:
        assert FOREIGN.encode() not in answer.content, page


def about_the_other(two: Two) -> Mapping[str, str]:
    """Addresses with something of the other county in them."""
    own = pages(two.own)
    other = pages(two.other).items()
    return {page: one for page, one in other if own[page] != one and page not in RESIDENTS | SECRET}


@pytest.mark.postgresql
def test_no_address_of_another_county_opens(two: Two) -> None:
    before, seen = entries(), 0
    for page, address in about_the_other(two).items():
        answer = two.client.get(address)
        gave_nothing(answer, page)
        # a list of accounts found by name is the administrator's; a book may be compared by everybody
        assert answer.status_code in {403, 404, 405}, (page, answer.status_code)
        seen += 1
    assert (entries(), seen > 50) == (before, True)


def test_no_form_of_another_county_is_taken_however_well_it_is_filled_in(two: Two) -> None:
    """The very form that its own people would send, sent by somebody else."""
    own_pages = {one.partition("?")[0] for one in pages(two.own).values()}
    listed, sent = list(cases(two.other)), 0
    before = rows()
    for case in listed:
        if case.form.action.partition("?")[0] in own_pages or case.page in RESIDENTS:
            continue
        answer = two.client.post(case.form.action, case.data)
        gave_nothing(answer, case.page)
        assert answer.status_code in {403, 404}, (case.page, answer.status_code)
        sent += 1
    assert (rows(), sent > 30) == (before, True)


def test_what_is_only_posted_is_refused_as_well(two: Two) -> None:
    before = rows()
    data = {"version": "1", "reason": "试试", "approver": "branch", "person": str(two.other.names["person"])}
    for page, address in about_the_other(two).items():
        answer = two.client.post(address, data)
        gave_nothing(answer, page)
        assert answer.status_code in {403, 404, 405}, (page, answer.status_code)
    assert rows() == before


@SAMPLED
def test_no_page_of_ones_own_shows_another_county_when_asked_for_it(two: Two, *, full: bool) -> None:
    before = entries()
    asked = {name: str(two.other.names[kind]) for name, kind in PARAMETERS.items()}
    asked |= {"who": f"person-{two.other.names['person']}", "q": FOREIGN[:0], "kind": "members_meeting"}
    for page, address in pages(two.own).items():
        if page in RULES | RESIDENTS:
            continue
        own = address.partition("?")[0]
        alone = some_of([{name: value} for name, value in asked.items()], page, full=full)
        for given in ({"q": two.other.word[:1]}, asked, *alone):
            answer = two.client.get(own, given)
            content = b"".join(answer) if not answer.streaming else content_of(answer)
            # what was typed into a search field is shown there again, and that is one sign only
            assert FOREIGN.encode() not in content, (page, given)
            assert answer.status_code < 500
    assert entries() == before


def forged(two: Two, one: Field) -> Iterator[str]:
    """Numbers and codes of the other county that are not offered here."""
    names = two.other.names
    found = {str(names[kind]) for kind in ("node", "person", "post", "matter")}
    found |= {f"person-{names['person']}", two.other.branch.node.path}
    yield from sorted(found - set(one.offered))


@SAMPLED
def test_no_choice_of_ones_own_forms_takes_what_was_not_offered(two: Two, *, full: bool) -> None:
    tried = 0
    for case in cases(two.own, who=("书记", "上级")):
        kinds = set()
        for name, one in case.form.fields.items():
            kind = re.sub(r"_\d+$", "", name)
            # a box with nothing in it is ticked or not, whatever is sent
            if one.kind not in OWN_CHOICE or not any(one.offered) or kind in kinds:
                continue
            kinds.add(kind)
            for value in some_of(list(forged(two, one)), f"{case.page} {name}", full=full):
                tried += 1
                with undone():
                    before = entries()
                    answer = case.with_(**{name: value}).post()
                    gave_nothing(answer, case.page)
                    assert entries() == before, (case.page, name, value)
    assert tried > 60


def test_the_search_of_a_transfer_finds_nobody_elsewhere(two: Two) -> None:
    """Superiors of one county see no organisation of another, by name or by number."""
    client = people(two.own)["上级"]
    for page in ("orgs:move", "members:transfer", "members:merge", "members:appoint"):
        address = pages(two.own)[page]
        for given in ({"q": "村"}, {"q": ""}):
            gave_nothing(client.get(address, given), page)
