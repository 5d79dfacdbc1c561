"""Pages of the tree: who sees what, forms that say what would be right, and no more queries for more rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps import builders as b
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.actions import describe, dissolve, found, rename
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(f"orgs:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def queries(client: Client, name: str, *args: Any) -> int:
    page(client, name, *args)
    with CaptureQueriesContext(connection) as found:
        page(client, name, *args)
    return len(found)


def errors(client: Client, name: str, pk: int, /, **data: Any) -> dict[str, list[str]]:
    answer = client.post(reverse(f"orgs:{name}", args=[pk]) + data.pop("query", ""), data)
    assert answer.status_code == 200, answer
    return {field: list(found) for field, found in answer.context["form"].errors.items()}


def done(client: Client, name: str, pk: int, /, **data: Any) -> None:
    answer = client.post(reverse(f"orgs:{name}", args=[pk]) + data.pop("query", ""), data)
    assert answer.status_code == 302, answer.context["form"].errors


class TestSeeing:
    def test_whoever_has_not_signed_in_is_asked_to(self) -> None:
        branch = b.a_branch()
        for url in (reverse("orgs:tree"), reverse("orgs:one", args=[branch.node.pk])):
            answer = Client().get(url)
            assert (answer.status_code, answer["Location"]) == (
                302,
                f"{reverse('identity:login')}?next={url}",
            )

    def test_whoever_holds_nothing_is_told_who_may(self) -> None:
        answer = b.a_client(b.an_actor()).get(reverse("orgs:tree"))
        assert answer.status_code == 403
        assert "本组织的党员、上级党务干部、系统管理员" in answer.content.decode()

    def test_the_tree_begins_where_the_actor_may_see(self) -> None:
        county = b.a_county(groups=1)
        text = page(b.a_client(b.an_actor("superior", county.townships[0])), "tree")
        assert "第1镇党委" in text
        assert "第1镇1村党支部" in text
        assert "第2镇党委" not in text
        assert "您能看到 3 个党组织、2 个党小组。" in text
        # 2 branches of 4 members each, counted at the township
        assert "8 人" in text

    def test_the_next_level_is_loaded_when_it_is_opened_and_a_link_without_script(self) -> None:
        county = b.a_county(groups=1)
        client = b.a_client(b.an_actor("administrator"))
        below = reverse("orgs:below", args=[county.townships[0].pk])
        text = page(client, "tree")
        assert f'hx-get="{below}"' in text
        assert reverse("orgs:one", args=[county.townships[0].pk]) in text
        rows = client.get(below, headers={"HX-Request": "true"}).content.decode()
        assert rows.strip().startswith("<ul>")
        assert "第1镇1村党支部" in rows
        assert "<html" not in rows
        assert "<html" in page(client, "below", county.townships[0].pk)

    def test_many_topmost_organisations_are_closed_and_cost_no_query_each(self) -> None:
        whole = b.a_client(b.an_actor("superior"))
        found = []
        for more in (4, 12):
            for number in range(more):
                county = b.an_organization(f"{more}区{number}县委", type="county_committee")
                b.an_organization(f"{more}区{number}县石桥镇党委", type="township_committee", under=county)
            found.append(queries(whole, "tree"))
        text = page(whole, "tree")
        assert "4区3县委" in text
        assert "12区11县委" in text
        assert "石桥镇党委" not in text
        assert reverse("orgs:below", args=[county.pk]) in text
        assert found[0] == found[1]

    def test_what_is_dissolved_is_not_in_the_tree(self) -> None:
        county = b.a_county(members=0)
        dissolve(actor=SYSTEM, node=county.branches[0].node.pk, last=DAY)
        rows = page(b.a_client(b.an_actor("administrator")), "below", county.townships[0].pk)
        assert "第1镇1村党支部" not in rows

    def test_a_search_finds_by_part_of_the_name_only_what_may_be_seen(self) -> None:
        county = b.a_county()
        client = b.a_client(b.an_actor("superior", county.townships[0]))
        text = page(client, "tree", q="1村")
        assert "第1镇1村党支部" in text
        assert "第2镇1村党支部" not in text
        assert "没有叫这个名称的组织" in page(client, "tree", q="不存在")

    def test_an_organisation_that_may_not_be_seen_is_not_found(self) -> None:
        mine, other = b.a_branch(), b.a_branch()
        client = b.a_client(b.an_actor("secretary", mine.node))
        for name in ("one", "below", "describe", "found"):
            assert client.get(reverse(f"orgs:{name}", args=[other.node.pk])).status_code == 404

    def test_one_organisation_shows_what_is_known_and_what_was_done(self) -> None:
        branch = b.a_branch("青石村党支部", groups=2, sector="rural")
        b.a_committee(branch.node, term_from=date(2025, 9, 11), term_to=date(2030, 9, 10))
        describe(actor=SYSTEM, node=branch.node.pk, on=DAY, attributes={"weak": "是"})
        text = page(b.a_client(b.an_actor("secretary", branch.node)), "one", branch.node.pk)
        for words in (
            "党支部，党员 5 人",
            "2030年9月10日",
            "青石村党支部第1党小组",
            "领域",
            "农村",
            "党的力量薄弱：是",
            "登记组织的情况",
            "系统办理",
            "设立党小组",
        ):
            assert words in text, words
        assert "设立下级党组织" not in text

    def test_a_member_is_offered_no_act(self) -> None:
        branch = b.a_branch()
        text = page(b.a_client(b.an_actor("member", branch.node)), "one", branch.node.pk)
        assert "您能办的" not in text

    def test_the_switch_offers_every_place_where_something_is_held(self) -> None:
        county = b.a_county()
        actor = b.an_actor("superior", county.townships[0])
        user = get_user_model().objects.get(pk=actor.user)
        b.holds(user, "secretary", county.branches[3].node)
        text = page(b.a_client(actor), "tree")
        assert "云岭县委 › 第2镇党委" in text
        assert text.count(reverse("orgs:one", args=[county.branches[3].node.pk])) >= 1


class TestForms:
    def test_founding_a_group(self) -> None:
        branch = b.a_branch()
        client = b.a_client(b.an_actor("organisation", branch.node))
        query = "?kind=group"
        assert errors(
            client, "found", branch.node.pk, query=query, type="group", name="", on="2026-13-01"
        ) == {
            "name": ["请填名称。"],
            "on": ["设立日期应是一个日期，如 2026-11-18。"],
        }
        done(client, "found", branch.node.pk, query=query, type="group", name="一组", on="2026-05-20")
        assert [one.name for one in orgs.children(branch.node)] == ["一组"]
        said = errors(
            client, "found", branch.node.pk, query=query, type="group", name="一组", on="2026-05-20"
        )
        assert said == {"name": [f"{branch.node.name}之下已有“一组”（党小组）；同一上级之下名称应不同"]}

    def test_an_officer_does_not_get_the_form_for_an_organisation(self) -> None:
        branch = b.a_branch()
        client = b.a_client(b.an_actor("secretary", branch.node))
        for name in ("found", "rename", "move", "dissolve"):
            assert client.get(reverse(f"orgs:{name}", args=[branch.node.pk])).status_code == 403
        assert client.get(reverse("orgs:found", args=[branch.node.pk]), {"kind": "event"}).status_code == 404

    def test_attributes_are_asked_with_what_an_empty_one_means(self) -> None:
        branch = b.a_branch()
        client = b.a_client(b.an_actor("secretary", branch.node))
        text = page(client, "describe", branch.node.pk)
        assert "没有写（按“否”算）" in text
        assert "不知道" in text
        said = errors(
            client,
            "describe",
            branch.node.pk,
            version=1,
            on="2026-05-20",
            about_term_from="2026-02-01",
            about_term_to="2025-02-01",
        )
        assert said == {"about_term_to": ["任期从 2026-02-01 起、到 2025-02-01 止，起止颠倒"]}
        done(client, "describe", branch.node.pk, version=1, on="2026-05-20", about_sector="rural")
        assert orgs.attributes_on(branch.node, DAY) == {"sector": "rural"}

    def test_the_second_editor_is_told_keeps_what_was_typed_and_may_go_on(self) -> None:
        county = b.a_county(members=0)
        branch = county.branches[0].node
        client = b.a_client(b.an_actor("superior", county.root))
        rename(actor=SYSTEM, node=branch.pk, name="别人改的", on=DAY)
        answer = client.post(
            reverse("orgs:rename", args=[branch.pk]), {"version": 1, "name": "我改的", "on": "2026-05-20"}
        )
        text = answer.content.decode()
        assert "打开以后，别人已经改过这一项" in text
        assert 'value="我改的"' in text
        assert 'name="version" value="2"' in text
        assert orgs.node(branch.pk).name == "别人改的"
        done(client, "rename", branch.pk, version=2, name="我改的", on="2026-05-20")
        assert orgs.node(branch.pk).name == "我改的"

    def test_a_forged_superior_is_refused_at_its_field(self) -> None:
        county = b.a_county()
        stranger = b.an_organization("别处的县委", type="county_committee")
        client = b.a_client(b.an_actor("superior", county.root))
        branch = county.branches[0].node
        for forged in (stranger.pk, branch.pk, 999_999, "x"):
            said = errors(client, "move", branch.pk, version=1, to=forged, on="2026-05-20")
            assert said == {"to": ["没有这个组织；请从列出的里面选，没有列出的，先查找。"]}
        done(client, "move", branch.pk, version=1, to=county.townships[1].pk, on="2026-05-20")
        assert orgs.node(branch.pk).parent_id == county.townships[1].pk

    def test_dissolving_asks_for_the_name(self) -> None:
        county = b.a_county(members=0)
        branch = county.branches[0].node
        client = b.a_client(b.an_actor("superior", county.root))
        said = errors(client, "dissolve", branch.pk, version=1, last="2026-05-20", confirm="别的")
        assert said == {"confirm": [f"写的是“别的”；应与“{branch.name}”一字不差。"]}
        done(client, "dissolve", branch.pk, version=1, last="2026-05-20", confirm=branch.name)
        assert orgs.node(branch.pk).until == DAY

    def test_a_new_term(self) -> None:
        branch = b.a_branch()
        body = b.a_committee(branch.node, term_from=date(2023, 5, 20), term_to=date(2026, 5, 19))
        client = b.a_client(b.an_actor("secretary", branch.node))
        done(client, "start-term", body.pk, version=1, on="2026-05-20", years="3")
        assert orgs.attributes_on(body, DAY)["term_to"] == "2029-05-19"
        assert client.get(reverse("orgs:start-term", args=[branch.node.pk])).status_code == 404

    def test_wrong_days_are_put_right(self) -> None:
        county = b.a_county(members=0)
        branch = county.branches[0].node
        client = b.a_client(b.an_actor("superior", county.root))
        spell = orgs.spells(branch)[0]
        done(client, "correct-spell", spell.pk, version=1, first="2019-01-01", last="")
        assert orgs.node(branch.pk).since == date(2019, 1, 1)


class TestQueries:
    def test_the_tree_takes_the_same_number_whatever_the_size(self) -> None:
        county = b.a_county(groups=1)
        client = b.a_client(b.an_actor("administrator"))
        names = [("tree", ()), ("below", (county.townships[0].pk,))]
        before = [queries(client, name, *args) for name, args in names]
        for _ in range(12):
            b.a_branch(under=county.townships[0], members=2, groups=1)
            b.an_organization(type="township_committee", under=county.root)
        assert [queries(client, name, *args) for name, args in names] == before
        assert max(before) <= 14

    def test_an_organisation_takes_the_same_number_whatever_it_has(self) -> None:
        branch = b.a_branch(groups=1)
        b.a_committee(branch.node)
        client = b.a_client(b.an_actor("secretary", branch.node))
        before = queries(client, "one", branch.node.pk)
        for number in range(12):
            b.a_group(branch.node)
            found(actor=SYSTEM, parent=branch.node.pk, type="site", name=f"场所{number}", on=DAY)
            describe(
                actor=SYSTEM,
                node=branch.node.pk,
                on=DAY.replace(day=11 + number),
                attributes={"pilot": "是" if number % 2 else "否"},
            )
        b.members_of(branch.node, 30)
        assert queries(client, "one", branch.node.pk) == before
        assert before <= 18

    def test_forms_take_a_fixed_number(self) -> None:
        county = b.a_county(members=0)
        branch = county.branches[0].node
        client = b.a_client(b.an_actor("superior", county.root))
        names = ("found", "rename", "describe", "move", "dissolve")
        before = [queries(client, name, branch.pk) for name in names]
        for _ in range(15):
            b.an_organization(under=county.townships[1])
        assert [queries(client, name, branch.pk) for name in names] == before
        assert max(before) <= 14
