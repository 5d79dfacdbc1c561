"""The list of people: every condition finds whom it says, nobody else's people are on it, and it stays fast."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.builders import a_client, a_member, an_organization, members_of
from tests.apps.registry.conftest import TODAY, Files, a_number
from zhidu.apps.members.actions import correct_name, leave
from zhidu.apps.registry.actions import drop_filter, keep_filter, set_profile, set_profiles
from zhidu.apps.registry.models import KeptFilter
from zhidu.apps.registry.roll import born_by, span
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def listed(actor: Actor, **asked: Any) -> list[int]:
    """Who is on the first page, in its order."""
    answer = a_client(actor).get(f"/registry/?{urlencode(asked)}")
    assert answer.status_code == 200
    return [row.person.pk for row in answer.context["rows"]]


@pytest.fixture
def known(files: Files) -> list[int]:
    """Four with a file, the fifth without."""
    people = files.people
    said = {
        people[0]: {"sex": "男", "born_on": "1980-11-18", "education": "本科", "joined_on": "2000-11-19"},
        people[1]: {"sex": "女", "born_on": "1980-11-19", "education": "大专", "joined_on": "2000-11-18"},
        people[2]: {"sex": "女", "born_on": "2000-01-01", "work_class": "学生"},
        people[3]: {"sex": "男", "education": "本科"},
    }
    set_profiles(actor=SYSTEM, values=said)
    correct_name(actor=SYSTEM, person=people[2], name="单晓燕")
    return people


@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ({}, (0, 1, 2, 3, 4)),
        ({"sex": "female"}, (1, 2)),
        ({"sex": "male", "education": "bachelor"}, (0, 3)),
        ({"age_from": 46}, (0,)),
        ({"age_to": 45}, (1, 2)),
        ({"age_from": 45, "age_to": 45}, (1,)),
        ({"years_from": 26}, (1,)),
        ({"years_to": 25}, (0,)),
        ({"work_class": "student"}, (2,)),
        ({"lacks": "education"}, (2, 4)),
        ({"lacks": "born_on"}, (3, 4)),
        ({"post": "deputy"}, (1,)),
        ({"q": "sxy"}, (2,)),
        ({"q": "shanxiaoyan"}, (2,)),
        ({"q": "danxiaoyan"}, ()),
        ({"type": "probationary_member"}, ()),
        ({"order": "born_on"}, (0, 1, 2)),
        ({"order": "-born_on"}, (2, 1, 0)),
        ({"order": "joined_on", "sex": "male"}, (0,)),
    ],
    ids=str,
)
def test_each_condition_finds_whom_it_says(
    files: Files, known: list[int], asked: dict[str, Any], who: tuple[int, ...]
) -> None:
    assert listed(files.secretary, **asked) == [known[place] for place in who]


def test_nobody_is_listed_whose_file_one_may_not_see(files: Files, known: list[int]) -> None:
    other = a_member(an_organization("西岭村党支部", under=files.town))
    set_profile(actor=SYSTEM, person=other.pk, values={"sex": "女"})
    assert other.pk not in listed(files.secretary, sex="female")
    assert other.pk in listed(files.officer, sex="female")
    assert other.pk not in listed(files.officer, organization=files.branch.node.pk)
    assert listed(files.member) == [files.people[4]], "党员只看得到自己"


def test_nothing_that_is_masked_is_on_the_list(files: Files, known: list[int]) -> None:
    set_profile(actor=SYSTEM, person=known[4], values={"id_number": a_number(), "phone": "13812345678"})
    page = a_client(files.officer).get("/registry/").content.decode()
    assert a_number() not in page
    assert "13812345678" not in page
    assert not listed(files.officer, q=a_number())


def test_a_longer_list_asks_the_database_no_more(files: Files, known: list[int]) -> None:
    client = a_client(files.officer)
    counts = []
    for more in (0, 12):
        people = members_of(files.branch.node, more)
        if people:
            set_profiles(actor=SYSTEM, values={one: {"sex": "女"} for one in people})
        client.get("/registry/?sex=female")
        with CaptureQueriesContext(connection) as asked:
            client.get("/registry/?sex=female&age_from=0&order=born_on")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_cannot_be_an_age_is_said_and_nobody_is_listed(files: Files, known: list[int]) -> None:
    page = a_client(files.secretary).get("/registry/?age_from=二十")
    assert page.status_code == 200
    assert not page.context["rows"]


def test_whole_years_are_counted_to_the_day() -> None:
    assert born_by(date(2026, 11, 18), 46) == date(1980, 11, 18)
    assert born_by(date(2028, 2, 29), 1) == date(2027, 2, 28)
    between = span(date(2026, 11, 18), 45, 45)
    assert between == {"lte": date(1981, 11, 18), "gte": date(1980, 11, 19)}


def test_conditions_are_kept_by_name_and_are_nobody_elses(files: Files) -> None:
    client = a_client(files.secretary)
    client.post("/registry/filters/keep/?sex=female&page=2&q=", {"name": "女党员"})
    kept = KeptFilter.objects.get()
    assert (kept.name, kept.query) == ("女党员", "sex=female")
    assert "女党员" in client.get("/registry/").content.decode()
    assert "女党员" not in a_client(files.officer).get("/registry/").content.decode()
    with pytest.raises(Refused):
        drop_filter(actor=files.officer, row=kept.pk)
    drop_filter(actor=files.secretary, row=kept.pk)
    with pytest.raises(Wrong, match="没有条件可存"):
        keep_filter(actor=files.secretary, name="空的", query="")


def test_whoever_has_left_is_not_on_the_list(files: Files, known: list[int]) -> None:
    leave(actor=files.secretary, person=known[4], last=TODAY - timedelta(days=1), why="transferred_out")
    assert known[4] not in listed(files.secretary)
