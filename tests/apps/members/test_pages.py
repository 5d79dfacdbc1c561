"""Pages of the register: who sees what, forms that say what would be right, and no more queries for more rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps import builders as b
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import appoint, change_standing, leave, transfer
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(f"members:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def queries(client: Client, name: str, *args: Any, **query: Any) -> int:
    page(client, name, *args, **query)
    with CaptureQueriesContext(connection) as found:
        page(client, name, *args, **query)
    return len(found)


def errors(client: Client, name: str, pk: int, /, **data: Any) -> dict[str, list[str]]:
    answer = client.post(reverse(f"members:{name}", args=[pk]), data)
    assert answer.status_code == 200, answer
    return {field: list(found) for field, found in answer.context["form"].errors.items()}


def done(client: Client, name: str, pk: int, /, **data: Any) -> None:
    answer = client.post(reverse(f"members:{name}", args=[pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors


class TestSeeing:
    def test_whoever_has_not_signed_in_is_asked_to(self) -> None:
        branch = b.a_branch()
        for name, args in (("people", ()), ("me", ()), ("person", (branch.people[0],))):
            assert Client().get(reverse(f"members:{name}", args=args)).status_code == 302

    def test_a_member_sees_names_but_opens_only_the_own_record(self) -> None:
        branch = b.a_branch()
        other = b.a_branch()
        mine = b.a_member(branch.node, "金桂芳", occupation="农民")
        client = b.a_client(b.an_actor("member", branch.node, person=mine.pk))
        text = page(client, "people")
        assert "党员 6 人" in text
        assert reverse("members:person", args=[mine.pk]) in text
        assert reverse("members:person", args=[branch.people[0]]) not in text
        assert client.get(reverse("members:person", args=[branch.people[0]])).status_code == 403
        assert client.get(reverse("members:person", args=[other.people[0]])).status_code == 404
        own = page(client, "me")
        assert "金桂芳" in own
        assert "农民" in own
        assert "您能办的" not in own

    def test_an_account_that_is_nobodys_is_told_what_to_do(self) -> None:
        branch = b.a_branch()
        text = page(b.a_client(b.an_actor("superior", branch.node)), "me")
        assert "这个帐号还没有对上党员册里的人" in text

    def test_filters_narrow_the_register(self) -> None:
        county = b.a_county(groups=1)
        first = county.branches[0]
        b.a_member(first.node, "李晓梅", type="activist")
        gone = b.a_member(first.node, "王离开")
        leave(actor=SYSTEM, person=gone.pk, last=DAY, why="died")
        client = b.a_client(b.an_actor("superior", county.root))
        for query, count in (
            ({}, 17),
            ({"organization": county.townships[0].pk}, 9),
            ({"organization": first.node.pk}, 5),
            ({"organization": first.node.pk, "group": first.groups[0].pk}, 4),
            ({"type": "prospect"}, 1),
            ({"type": "full_member"}, 16),
            ({"q": "晓梅"}, 1),
            ({"left": "1"}, 1),
        ):
            assert f"共 {count} 人" in page(client, "people", **query), query
        assert "没有符合条件的人" in page(client, "people", q="没有这个人")

    def test_a_forged_organisation_narrows_to_nothing_that_may_not_be_seen(self) -> None:
        mine, other = b.a_branch(), b.a_branch()
        client = b.a_client(b.an_actor("secretary", mine.node))
        for forged in (str(other.node.pk), "999999", "x", "1' OR 1=1"):
            text = page(client, "people", organization=forged)
            assert other.node.name not in text

    def test_the_page_of_an_organisation_shows_its_people(self) -> None:
        branch = b.a_branch(members=4, groups=1)
        client = b.a_client(b.an_actor("member", branch.node))
        text = page(client, "about-node", branch.node.pk)
        assert "书记" in text
        assert "4 人" in text
        fragment = client.get(
            reverse("members:about-node", args=[branch.groups[0].pk]), headers={"HX-Request": "true"}
        ).content.decode()
        assert "<html" not in fragment
        assert f"group={branch.groups[0].pk}" in fragment

    def test_a_record_tells_what_is_not_known(self) -> None:
        branch = b.a_branch()
        client = b.a_client(b.an_actor("secretary", branch.node))
        assert "还不知道：有联系群众能力、职业、交纳党费的类别" in page(client, "person", branch.people[0])

    def test_the_history_names_places_and_reasons(self) -> None:
        county = b.a_county(townships=1)
        one, two = county.branches
        person = b.a_member(one.node, on=date(2020, 1, 1))
        superior = b.an_actor("superior", county.root)
        transfer(actor=superior, person=person.pk, to=two.node.pk, on=DAY)
        leave(actor=superior, person=person.pk, last=date(2026, 6, 1), why="expelled")
        text = page(b.a_client(superior), "person", person.pk)
        assert f"组织：{one.node.name} → {two.node.name}" in text
        assert "原因：开除党籍" in text
        assert superior.name in text


class TestForms:
    def test_admitting(self) -> None:
        branch = b.a_branch(groups=1)
        client = b.a_client(b.an_actor("organisation", branch.node))
        other = b.a_branch(groups=1)
        values = {"name": "李晓梅", "type": "full_member", "on": "2026-05-20"}
        assert errors(client, "admit", branch.node.pk, **{**values, "name": "", "on": "昨天"}) == {
            "name": ["请填姓名。"],
            "on": ["从哪天起在本组织应是一个日期，如 2026-11-18。"],
        }
        said = errors(client, "admit", branch.node.pk, **{**values, "on": "2026-11-27"})
        assert said == {"on": ["日期写的是 2026-11-27，在将来；今天是 2026-11-26，到那一天再办"]}
        said = errors(client, "admit", branch.node.pk, **values, group=other.groups[0].pk)
        assert list(said) == ["group"]
        done(client, "admit", branch.node.pk, **values, group=branch.groups[0].pk, about_floating="true")
        row = members.on_day(branch.node.pk, DAY)[-1]
        assert (row.person.name, row.group_id, row.attributes) == (
            "李晓梅",
            branch.groups[0].pk,
            {"floating": "true"},
        )

    def test_nobody_admits_into_another_branch_by_writing_its_number(self) -> None:
        mine, other = b.a_branch(), b.a_branch()
        client = b.a_client(b.an_actor("secretary", mine.node))
        answer = client.post(
            reverse("members:admit", args=[other.node.pk]),
            {"name": "李", "type": "full_member", "on": "2026-05-20"},
        )
        assert answer.status_code == 404
        assert len(members.on_day(other.node.pk, DAY)) == 5

    def test_a_candidate_becomes_a_probationary_member(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node, type="candidate", stage="预审")
        client = b.a_client(b.an_actor("secretary", branch.node))
        done(
            client,
            "change",
            person.pk,
            version=1,
            on="2026-05-20",
            type="probationary_member",
            about_stage="预审",
            about_occupation="农民",
        )
        row = members.memberships(person.pk)[-1]
        assert (row.type, row.attributes) == ("probationary_member", {"occupation": "农民"})

    def test_the_second_editor_is_told_and_keeps_what_was_typed(self) -> None:
        branch = b.a_branch()
        person = branch.people[0]
        client = b.a_client(b.an_actor("secretary", branch.node))
        change_standing(actor=SYSTEM, person=person, on=DAY, attributes={"floating": "是"})
        answer = client.post(
            reverse("members:change", args=[person]),
            {"version": 1, "on": "2026-05-20", "type": "full_member", "about_occupation": "教师"},
        )
        text = answer.content.decode()
        assert "别人已经改过这一项" in text
        assert 'value="教师"' in text
        assert 'name="version" value="2"' in text

    def test_transferring_between_branches_under_the_same_superior(self) -> None:
        county = b.a_county()
        one, two = county.branches[0], county.branches[1]
        person = one.people[3]
        client = b.a_client(b.an_actor("superior", county.townships[0]))
        forged = county.branches[2].node.pk
        said = errors(client, "transfer", person, version=1, to=forged, on="2026-05-20")
        assert said == {"to": ["没有这个组织；请从列出的里面选，没有列出的，先查找。"]}
        done(client, "transfer", person, version=1, to=two.node.pk, on="2026-05-20")
        assert members.person(person).organization == two.node

    def test_leaving_asks_for_name_and_reason_and_coming_back_is_offered(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node, "金桂芳")
        client = b.a_client(b.an_actor("secretary", branch.node))
        said = errors(client, "leave", person.pk, version=1, last="2026-05-20", why="", confirm="金")
        assert said == {"why": ["请选原因。"], "confirm": ["写的是“金”；应与“金桂芳”一字不差。"]}
        done(client, "leave", person.pk, version=1, last="2026-05-20", why="died", confirm="金桂芳")
        assert reverse("members:readmit", args=[person.pk]) in page(client, "person", person.pk)
        done(client, "readmit", person.pk, version=2, type="full_member", on="2026-06-20")
        assert members.person(person.pk).until is None

    def test_appointing_and_relieving(self) -> None:
        branch = b.a_branch()
        client = b.a_client(b.an_actor("secretary", branch.node))
        person = branch.people[4]
        values = {"person": person, "on": "2026-05-20"}
        assert (
            client.post(
                reverse("members:appoint", args=[branch.node.pk]), {**values, "post": "deputy"}
            ).status_code
            == 403
        )
        done(client, "appoint", branch.node.pk, **values, post="publicity")
        post = members.posts_of(person)[0]
        done(client, "relieve", post.pk, version=1, last="2026-06-01")
        assert members.posts_of(person)[0].last == date(2026, 6, 1)
        done(client, "correct-post", post.pk, version=2, first="2026-05-21", last="2026-06-01")
        assert members.posts_of(person)[0].first == date(2026, 5, 21)

    def test_a_name_and_days_are_put_right(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node, "李小梅", on=DAY)
        client = b.a_client(b.an_actor("secretary", branch.node))
        done(client, "name", person.pk, version=1, name="李晓梅")
        (row,) = members.memberships(person.pk)
        done(client, "correct-stretch", row.pk, version=2, first="2026-05-21", last="")
        assert members.memberships(person.pk)[0].first == date(2026, 5, 21)

    def test_merging_asks_for_the_name(self) -> None:
        county = b.a_county(townships=1)
        one, two = (branch.node for branch in county.branches)
        client = b.a_client(b.an_actor("superior", county.root))
        values = {"version": 1, "to": two.pk, "on": "2026-05-20"}
        assert list(errors(client, "merge", one.pk, **values, confirm="x")) == ["confirm"]
        done(client, "merge", one.pk, **values, confirm=one.name)
        assert orgs.node(one.pk).until == date(2026, 5, 19)


class TestQueries:
    def test_the_register_takes_the_same_number_whatever_the_size(self) -> None:
        county = b.a_county(groups=1)
        client = b.a_client(b.an_actor("superior", county.root))
        here = {"organization": county.branches[0].node.pk}
        before = [queries(client, "people"), queries(client, "people", **here)]
        for _ in range(5):
            b.a_branch(under=county.townships[0], members=20, groups=3)
        b.members_of(county.branches[0].node, 60)
        assert [queries(client, "people"), queries(client, "people", **here)] == before
        assert max(before) <= 18

    def test_a_record_takes_the_same_number_whatever_happened(self) -> None:
        county = b.a_county(townships=1)
        one, two = county.branches
        client = b.a_client(b.an_actor("superior", county.root))
        person = b.a_member(one.node).pk
        before = queries(client, "person", person)
        places = [two.node, one.node] * 3
        for number, place in enumerate(places):
            transfer(actor=SYSTEM, person=person, to=place.pk, on=DAY.replace(day=1 + number * 4))
            appoint(
                actor=SYSTEM,
                person=person,
                organization=place.pk,
                post="publicity",
                on=DAY.replace(day=2 + number * 4),
            )
        after = queries(client, "person", person)
        # the names of the places and of whoever did it are one query each, asked once there are any
        assert before <= after <= before + 2
        appoint(actor=SYSTEM, person=person, organization=county.root.pk, post="leader", on=DAY)
        assert queries(client, "person", person) == after

    def test_forms_take_a_fixed_number(self) -> None:
        branch = b.a_branch(groups=1)
        client = b.a_client(b.an_actor("superior", branch.node))
        names = [
            ("change", branch.people[0]),
            ("transfer", branch.people[0]),
            ("leave", branch.people[0]),
            ("admit", branch.node.pk),
            ("appoint", branch.node.pk),
        ]
        before = [queries(client, name, pk) for name, pk in names]
        b.members_of(branch.node, 50)
        for _ in range(10):
            b.a_group(branch.node)
        assert [queries(client, name, pk) for name, pk in names] == before
        assert max(before) <= 14
