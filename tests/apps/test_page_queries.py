"""Every page opens for everybody who may see it, with as many queries in a large county as in a small one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.builders import a_client, an_account, holds
from tests.apps.kept import kept
from tests.apps.sampling import SAMPLED, place
from tests.apps.whole import BOOK, CLAUSE, Whole, a_whole_county, addresses
from tests.foundation.services import content_of
from zhidu.apps.compliance.models import StoredFinding
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
SMALL, LARGE = {"branches": 2, "members": 4, "records": 10}, {"branches": 6, "members": 20, "records": 60}
MORE: Mapping[str, int] = {"dashboards:home": 2}
"""Pages that may take so many more: of each heading with more than fits on the page, how many there are in all."""


@dataclass(frozen=True)
class Opened:
    """What became of a page; the queries in it as they are without their numbers."""

    status: int
    queries: Counter[str] = field(default_factory=Counter)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Whole]:
    with kept(django_db_blocker, TODAY, lambda: a_whole_county("丙", **SMALL)) as whole:
        yield whole


@pytest.fixture
def small(made: Whole) -> Iterator[Whole]:
    with on_day(TODAY):
        yield made


@pytest.fixture
def counties() -> Iterator[list[Whole]]:
    with on_day(TODAY):
        yield [a_whole_county("甲", **SMALL), a_whole_county("乙", **LARGE)]


def people_of(county: Whole) -> Mapping[str, Client]:
    """A browser for each kind of role in the county."""
    first = county.branch
    roles = {
        "书记": ("secretary", first.node, first.people[0]),
        "上级": ("superior", county.root, None),
        "党小组长": ("group_leader", first.groups[0], first.people[1]),
        "党员": ("member", first.node, county.names["person"]),
        "管理员": ("administrator", county.root, None),
    }
    found = {}
    for word, (role, node, person) in roles.items():
        user = an_account(f"{county.word}{word}", person=person)
        holds(user, role, node)
        found[word] = a_client(actor_of(user))
    return found


def pages(county: Whole) -> Mapping[str, str]:
    """Every address, and those that show more when asked to."""
    found = addresses(county.names)
    node, person = county.names["node"], county.names["person"]
    record = f"{found['activities:record']}?node={node}&kind="
    asked = {
        "members_meeting": f"{record}members_meeting",
        "dues": f"{record}dues_collected",
        "of a person": f"{found['activities:list']}?person={person}&about=all",
        "of a place": f"{found['activities:list']}?organization={node}&about=all",
        "all matters": f"{found['activities:matters']}?all",
        "people of a branch": f"{found['members:people']}?organization={node}",
        "the worst of a month": f"{found['dashboards:cell']}?theme=all",
        "all below together": f"{found['dashboards:supervision']}?theme=all&sum=1",
        "everything unfolded": f"{found['dashboards:supervision']}?theme=all&all=1",
        "one organisation from inside": f"{found['dashboards:supervision']}?under={node}",
        "an organisation by name": f"{found['orgs:tree']}?q={county.word}",
        "the clause in a branch": f"/rules/books/{BOOK}/{CLAUSE}/?organization={node}",
        **{part: f"{found['adoption:adoptions']}?part={part}" for part in ("runs", "aside", "open")},
    }
    return {**found, **asked}


def read(answer: Any) -> None:
    """A download is a file: take it, and let go of it."""
    if answer.streaming:
        content_of(answer)


def opened(client: Client, address: str) -> Opened:
    """A page that somebody has opened before: rules are read and kept the first time."""
    answer = client.get(address)
    read(answer)
    if answer.status_code != 200:
        return Opened(answer.status_code)
    with CaptureQueriesContext(connection) as queries:
        read(client.get(address))
    return Opened(200, Counter(shape(one["sql"]) for one in queries.captured_queries))


def shape(sql: str) -> str:
    """A statement without what is different every time."""
    return re.sub(r"'(?:[^']|'')*'|\b\d+\b|\((?:[?N,' ]|%s)*\)", "?", sql)


def first_to_open(clients: Mapping[str, Client], name: str, address: str) -> list[str]:
    """One of those who may open a page, another for every page; whoever may not is asked no further."""
    words = sorted(clients)
    at = place(name, len(words))
    for word in (*words[at:], *words[:at]):
        answer = clients[word].get(address)
        read(answer)
        if answer.status_code == HTTPStatus.OK:
            return [word]
    return []


@SAMPLED
def test_every_page_takes_as_many_queries_in_a_large_county_as_in_a_small_one(
    counties: list[Whole], *, full: bool
) -> None:
    seen: dict[tuple[str, str], list[Opened]] = {}
    everybody = [people_of(county) for county in counties]
    clients = everybody[0]
    who = {
        name: list(clients) if full else first_to_open(clients, name, address)
        for name, address in pages(counties[0]).items()
    }
    for county, clients in zip(counties, everybody, strict=True):
        for name, address in pages(county).items():
            for word in who[name]:
                seen.setdefault((word, name), []).append(opened(clients[word], address))
    told = []
    for (word, name), (small, large) in seen.items():
        assert small.status < 500, (word, name)
        first, second = small.queries.total(), large.queries.total()
        if small.status != large.status or not 0 <= second - first <= MORE.get(name, 0):
            more = [f"{number} × {sql[:300]}" for sql, number in (large.queries - small.queries).items()]
            told.append(
                "\n".join([f"{word} {name}：{small.status} {first} → {large.status} {second}", *more])
            )
    assert not told, "\n".join(told)
    assert sum(one[0].status == HTTPStatus.OK for one in seen.values()) > 120


@pytest.mark.postgresql
def test_every_page_opens_on_either_database(small: Whole) -> None:
    found = Counter[int]()
    for word, client in people_of(small).items():
        for name, address in pages(small).items():
            answer = client.get(address)
            read(answer)
            assert answer.status_code < 500, (word, name)
            found[answer.status_code] += 1
    assert found[200] > 150


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("asked", "all_of"),
    [
        ("verdict=breached", lambda one: one.verdict == "breached"),
        ("month=2026-10", lambda one: one.month == "2026-10"),
        ("q=支委会", lambda one: "支委会" in one.record["explanation"] or "支委会" in one.clause),
        ("q=committee.monthly&verdict=breached", lambda one: one.clause.endswith("committee.monthly")),
    ],
    ids=["verdict", "month", "words", "clause"],
)
def test_findings_are_narrowed_alike_on_either_database(small: Whole, asked: str, all_of: Any) -> None:
    node = small.branch.node
    rows = list(people_of(small)["书记"].get(f"/findings/{node.pk}/?{asked}").context["page"].object_list)
    everything = StoredFinding.objects.filter(organization=node)
    assert rows
    assert all(all_of(row) for row in rows)
    assert len(rows) < everything.count()
