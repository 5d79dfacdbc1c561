"""Search over everything: who finds what, and that the index is what the records say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.apps.builders import (
    a_branch,
    a_client,
    a_county,
    a_member,
    an_actor,
    an_organization,
    members_of,
)
from tests.apps.whole import a_book
from zhidu.apps.activities.actions import cancel, correct, enter_many, open_matter, plan, record_held, void
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.members.access import SEE_NAME
from zhidu.apps.members.actions import correct_name, leave, transfer
from zhidu.apps.members.models import Person
from zhidu.apps.orgs.actions import move, rename
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.files.actions import attach
from zhidu.foundation.files.actions import void as void_file
from zhidu.foundation.search.index import rebuild
from zhidu.foundation.search.models import Document
from zhidu.foundation.search.queries import groups
from zhidu.foundation.search.registry import kinds
from zhidu.foundation.search.text import Wanted

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


def found(actor: Actor, typed: str) -> dict[str, list[str]]:
    """Kind → titles, as the page lists them."""
    return {one.kind.key: [hit.title for hit in one.hits] for one in groups(actor, Wanted.of(typed))}


def rows(actor: Actor, kind: str, typed: str) -> set[int]:
    """Everything of one kind that is found."""
    (one,) = (one for one in kinds() if one.key == kind)
    return {row.pk for row in one.find(actor, Wanted.of(typed))}


def opened(client: Client, **asked: str) -> str:
    answer = client.get(reverse("search:find"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


# ---------------------------------------------------------------- what is found


def test_two_characters_of_a_name_find_the_person() -> None:
    branch = a_branch("云岭村党支部")
    a_member(branch.node, "周建国")
    secretary = an_actor("secretary", branch.node)
    for typed in ("建国", "周建", "周建国", "周", "国"):
        assert found(secretary, typed)["person"] == ["周建国"], typed
    assert "person" not in found(secretary, "国建")


@pytest.mark.parametrize("typed", ["zqm", "zengqingming", "ZengQ", "qingming", "qm", "zeng qing"])
def test_letters_find_the_person_by_how_the_name_is_spelt(typed: str) -> None:
    branch = a_branch("云岭村党支部")
    a_member(branch.node, "曾庆明")
    a_member(branch.node, "郑强")
    assert found(an_actor("secretary", branch.node), typed)["person"] == ["曾庆明"]


def test_who_is_called_exactly_that_comes_before_longer_names() -> None:
    branch = a_branch("云岭村党支部")
    for name in ("王建国", "建国", "欧阳建国"):
        a_member(branch.node, name)
    assert found(an_actor("secretary", branch.node), "建国")["person"] == ["建国", "王建国", "欧阳建国"]


def test_several_words_must_all_be_there() -> None:
    branch = a_branch("云岭村党支部")
    entry = Entry(
        kind="committee_meeting", node=branch.node.pk, on=date(2026, 11, 3), title="研究修路", venue="二楼"
    )
    record_held(actor=SYSTEM, entry=entry)
    secretary = an_actor("secretary", branch.node)
    assert found(secretary, "修路 二楼") == {"activity": ["支委会 研究修路"]}
    assert found(secretary, "支委会 修路") == {"activity": ["支委会 研究修路"]}
    assert found(secretary, "修路 三楼") == {}


def test_a_point_of_the_agenda_finds_the_meeting_and_is_shown() -> None:
    branch = a_branch("云岭村党支部")
    entry = Entry(kind="committee_meeting", node=branch.node.pk, on=date(2026, 11, 3), title="例会")
    record_held(actor=SYSTEM, entry=entry, agenda=[Item("讨论困难党员慰问", outcome="同意")])
    (group,) = groups(an_actor("secretary", branch.node), Wanted.of("慰问"))
    assert group.hits[0].note == "议题：讨论困难党员慰问"


def test_a_file_is_found_by_its_name_until_it_is_voided() -> None:
    branch = a_branch("云岭村党支部")
    entry = Entry(kind="committee_meeting", node=branch.node.pk, on=date(2026, 11, 3), title="例会")
    held = record_held(actor=SYSTEM, entry=entry)
    file = attach(actor=SYSTEM, owner=held.code, upload=ContentFile("签到".encode(), name="签到表.txt"))
    member = an_actor("member", branch.node)
    assert found(member, "签到") == {"file": ["签到表.txt"]}
    void_file(actor=SYSTEM, attachment=file.pk, reason="传错了")
    assert found(member, "签到") == {}


def test_organisations_matters_and_clauses_are_found() -> None:
    branch = a_branch("云岭村党支部")
    a_book()
    open_matter(
        actor=SYSTEM, organization=branch.node.pk, type="task", title="修桥任务", first=date(2026, 3, 1)
    )
    secretary = an_actor("secretary", branch.node)
    assert found(secretary, "云岭村")["node"] == ["云岭村党支部"]
    assert found(secretary, "修桥")["matter"] == ["修桥任务"]
    assert found(secretary, "支部委员会")["clause"]


# ---------------------------------------------------------------- what is not


def test_a_former_name_finds_nobody() -> None:
    branch = a_branch("云岭村党支部")
    person = a_member(branch.node, "王误写")
    correct_name(actor=SYSTEM, person=person.pk, name="王正名")
    rename(actor=SYSTEM, node=branch.node.pk, name="岭上村党支部", on=date(2026, 11, 2))
    secretary = an_actor("secretary", branch.node)
    assert found(secretary, "误写") == {}
    assert found(secretary, "云岭村") == {}
    assert found(secretary, "正名")["person"] == ["王正名"]
    assert not Document.objects.filter(text__contains="8bef5199").exists()


def test_people_of_another_branch_are_neither_found_nor_counted() -> None:
    county = a_county(townships=1, branches=2)
    here, there = county.branches
    for number in range(9):
        a_member(there.node, f"郑外{number}")
    a_member(here.node, "郑内")
    (group,) = groups(an_actor("secretary", here.node), Wanted.of("郑"))
    assert (group.kind.key, group.total) == ("person", 1)
    assert found(an_actor("member", county.root), "郑") == {}
    page = opened(a_client(an_actor("secretary", here.node)), q="郑")
    assert "郑</mark>内" in page
    assert "郑</mark>外" not in page


def test_a_private_talk_is_found_by_those_alone_who_may_see_it() -> None:
    branch = a_branch("云岭村党支部", members=6)
    subject, other = branch.people[4], branch.people[5]
    entry = Entry(
        kind="thought_report", node=branch.node.pk, person=subject, on=date(2026, 10, 8), title="酒驾苗头"
    )
    private = Activity.objects.filter(pk__in=enter_many(actor=SYSTEM, rows=[entry])).get()
    for actor, sees in (
        (an_actor("secretary", branch.node), True),
        (an_actor("discipline", branch.node), True),
        (an_actor("member", branch.node, person=subject), True),
        (an_actor("publicity", branch.node), private.circle != "private"),
        (an_actor("member", branch.node, person=other), False),
    ):
        assert (found(actor, "苗头") != {}) is sees, actor


def test_a_member_who_may_not_open_a_page_gets_no_link_to_it() -> None:
    branch = a_branch("云岭村党支部")
    person = a_member(branch.node, "周建国")
    (group,) = groups(an_actor("member", branch.node), Wanted.of("建国"))
    assert group.hits[0].url == ""
    (group,) = groups(an_actor("secretary", branch.node), Wanted.of("建国"))
    assert group.hits[0].url == reverse("members:person", args=[person.pk])


def test_what_is_found_is_what_the_verb_allows() -> None:
    county = a_county(townships=2, branches=2, members=3, groups=1)
    first = county.branches[0]
    actors = [
        an_actor("administrator", county.root),
        an_actor("superior", county.townships[0]),
        an_actor("secretary", first.node),
        an_actor("group_leader", first.groups[0]),
        an_actor("member", first.node, person=first.people[0]),
        an_actor(person=county.branches[3].people[0]),
        an_actor(),
    ]
    for actor in actors:
        allowed = {
            one.pk
            for one in Person.objects.select_related("organization", "group")
            if SEE_NAME.can(actor, one)
        }
        assert rows(actor, "person", "党员") == allowed


# ---------------------------------------------------------------- the page


def test_the_page_takes_as_many_queries_for_many_as_for_few() -> None:
    branch = a_branch("云岭村党支部", members=4)
    client = a_client(an_actor("secretary", branch.node))
    opened(client, q="党员")
    counts = []
    for number in (7, 60):
        members_of(branch.node, number)
        day = date(2026, 1, 1)
        some = [
            Entry(kind="members_meeting", node=branch.node.pk, on=day + timedelta(days=at), title="党员大会")
            for at in range(number)
        ]
        enter_many(actor=SYSTEM, rows=some)
        with CaptureQueriesContext(connection) as caught:
            opened(client, q="党员")
        counts.append(len(caught))
    assert counts[0] == counts[1]
    page = opened(client, q="党员", kind="person", page="2")
    assert "第 2 页" in page


@pytest.mark.parametrize("typed", ["", " ", "%", "' OR 1=1 --", '"', "a*", "NEAR(", "\\", "字" * 3000, "𫔍"])
def test_whatever_is_typed_the_page_opens(typed: str) -> None:
    branch = a_branch("云岭村党支部")
    client = a_client(an_actor("secretary", branch.node))
    opened(client, q=typed)
    opened(client, q=typed, kind="person", page="99999")
    opened(client, q=typed, kind="nonsense")


def test_nobody_searches_without_signing_in() -> None:
    assert Client().get(reverse("search:find"), {"q": "建国"}).status_code == 302


# ---------------------------------------------------------------- the index


ACTS = (
    "admit",
    "name",
    "leave",
    "transfer",
    "rename",
    "move",
    "plan",
    "hold",
    "correct",
    "cancel",
    "void",
    "file",
)
NAMES = st.sampled_from(["周建国", "王芳", "欧阳雪峰", "阿卜杜拉·买买提", "李Ｔ３"])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), NAMES, st.integers(0, 50)), max_size=12))
def test_after_any_acts_the_index_is_what_a_rebuild_makes(steps: list[tuple[str, str, int]]) -> None:
    with on_day(TODAY), transaction.atomic():
        world = _World()
        for what, name, number in steps:
            with suppress(Wrong):  # what is refused changes nothing, the index neither
                world.do(what, name, number)
        before = set(Document.objects.values_list("kind", "object", "text"))
        assert not rebuild()
        assert set(Document.objects.values_list("kind", "object", "text")) == before
        assert before
        transaction.set_rollback(True)


class _World:
    """Two branches under a county; every step goes through an act."""

    def __init__(self) -> None:
        self.root = an_organization("云岭县委", type="county_committee", on=None)
        self.branches = [a_branch(under=self.root, members=2) for _ in range(2)]
        self.people: list[Any] = []
        self.held: list[Any] = []
        self.planned: list[Any] = []
        self.number = 0

    def do(self, what: str, name: str, number: int) -> None:
        self.number += 1
        node = self.branches[number % 2].node
        match what:
            case "admit":
                self.people.append(a_member(node, name))
            case "name" if self.people:
                one = Person.objects.get(pk=self.people[number % len(self.people)].pk)
                if one.name != name and one.until is None:
                    correct_name(actor=SYSTEM, person=one.pk, name=name)
            case "leave" if self.people:
                leave(actor=SYSTEM, person=self.people.pop().pk, last=TODAY, why="died")
            case "transfer" if self.people:
                one = Person.objects.get(pk=self.people[number % len(self.people)].pk)
                into = next(b.node.pk for b in self.branches if b.node.pk != one.organization_id)
                transfer(actor=SYSTEM, person=one.pk, to=into, on=TODAY)
            case "rename":
                rename(actor=SYSTEM, node=node.pk, name=f"{name}支部{self.number}", on=TODAY)
            case "move":
                town = an_organization(
                    f"{name}镇党委{self.number}", type="township_committee", under=self.root
                )
                move(actor=SYSTEM, node=node.pk, to=town.pk, on=TODAY)
            case _:
                self._record(what, node, name)

    def _record(self, what: str, node: Any, name: str) -> None:
        match what:
            case "plan":
                self.planned.append(plan(actor=SYSTEM, entry=self._entry(node, name, planned=True)))
            case "hold":
                agenda = [Item(f"议{name}", outcome="同意")]
                self.held.append(record_held(actor=SYSTEM, entry=self._entry(node, name), agenda=agenda))
            case "correct" if self.held:
                one = Activity.objects.get(pk=self.held[-1].pk)
                entry = self._entry(one.node, f"{name}{self.number}")
                correct(actor=SYSTEM, activity=one.pk, version=one.version, entry=entry, reason="写错了")
            case "cancel" if self.planned:
                one = Activity.objects.get(pk=self.planned.pop().pk)
                cancel(actor=SYSTEM, activity=one.pk, version=one.version, reason="改期")
            case "void" if self.held:
                one = Activity.objects.get(pk=self.held.pop().pk)
                void(actor=SYSTEM, activity=one.pk, version=one.version, reason="重复", name=one.kind_name)
            case "file" if self.held:
                upload = ContentFile(b"text", name=f"{name}.txt")
                attach(actor=SYSTEM, owner=self.held[-1].code, upload=upload)

    def _entry(self, node: Any, title: str, *, planned: bool = False) -> Entry:
        day = TODAY + timedelta(days=5) if planned else TODAY - timedelta(days=5)
        return Entry(kind="committee_meeting", node=node.pk, on=day, title=title, planned=planned)


def test_a_rebuild_puts_right_what_is_missing_and_what_is_too_much() -> None:
    branch = a_branch("云岭村党支部")
    person = a_member(branch.node, "周建国")
    Document.objects.filter(kind="person", object=person.pk).delete()
    Document.objects.create(kind="person", object=99999, text="p0041")
    Document.objects.create(kind="gone", object=1, text="g0041")
    done = rebuild()
    assert (done.added, done.gone) == (1, 2)
    assert found(an_actor("secretary", branch.node), "建国")["person"] == ["周建国"]
