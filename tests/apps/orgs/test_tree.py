"""The acts on the tree: who may, what is refused and with which words, and what is written down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps import builders as b
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import appoint, merge_branches
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.actions import describe, dissolve, found, merge, move, rename, start_term
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.queries import about, changes_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)


def spells(node: Any) -> list[tuple[Any, ...]]:
    return [(one.first, one.last, one.name, one.parent_id) for one in orgs.spells(node)]


def again(node: Any) -> Any:
    return orgs.node(node.pk)


def refusal(wrong: pytest.ExceptionInfo[Wrong], field: str = "") -> str:
    return wrong.value.faults[field]


class TestFounding:
    def test_the_path_is_that_of_the_superior_and_one_step_more(self) -> None:
        root = b.an_organization("县委", type="county_committee")
        branch = b.an_organization("甲支部", under=root)
        assert branch.path == root.path + str(branch.pk).zfill(8)
        assert branch.code == f"org-{branch.pk}"

    def test_the_journal_tells_of_it_in_the_affairs_of_the_new_organization(self) -> None:
        root = b.an_organization("县委", type="county_committee")
        actor = b.an_actor("superior", root)
        node = found(
            actor=actor,
            parent=root.pk,
            type="village_branch",
            name="青石村党支部",
            on=DAY,
            attributes={"sector": "农村"},
        )
        (entry,) = about(node.code)
        assert (entry.act, entry.actor, entry.place, entry.happened_on) == (
            "orgs.found",
            actor.user,
            node.pk,
            DAY,
        )
        assert "青石村" not in str(entry.details)
        changes = changes_of(entry)
        assert changes is not None
        assert changes["name"] == [None, "青石村党支部"]
        assert changes["sector"] == [None, "rural"]

    def test_a_group_is_founded_by_the_organisation_officer_of_its_branch(self) -> None:
        branch = b.a_branch()
        other = b.a_branch()
        officer = b.an_actor("organisation", branch.node)
        group = found(
            actor=officer, parent=branch.node.pk, type="group", name="一组", on=DAY, attributes=None
        )
        (entry,) = about(group.code)
        assert entry.place == branch.node.pk
        with pytest.raises(Refused, match="本组织的书记、副书记、组织委员"):
            found(actor=officer, parent=other.node.pk, type="group", name="一组", on=DAY)

    def test_an_officer_founds_no_organisations(self) -> None:
        branch = b.a_branch()
        with pytest.raises(Refused, match="您现在不能在这里设立党组织；能办的是：上级党务干部、系统管理员。"):
            found(
                actor=b.an_actor("secretary", branch.node),
                parent=branch.node.pk,
                type="branch",
                name="分部",
                on=DAY,
            )

    def test_only_an_organisation_can_be_above(self) -> None:
        branch = b.a_branch(groups=1)
        with pytest.raises(Wrong) as wrong:
            found(
                actor=SYSTEM, parent=branch.groups[0].pk, type="group", name="小小组", on=DAY, attributes={}
            )
        assert refusal(wrong, "parent") == f"{branch.groups[0].name}是党小组；上级应是党组织"

    def test_a_group_needs_an_organisation(self) -> None:
        with pytest.raises(Wrong) as wrong:
            found(actor=SYSTEM, parent=None, type="group", name="一组", on=DAY)
        assert refusal(wrong, "parent") == "没有写上级；党小组应属于一个党组织"

    def test_living_siblings_have_different_names(self) -> None:
        root = b.an_organization("县委", type="county_committee")
        first = b.an_organization("甲支部", under=root)
        with pytest.raises(Wrong) as wrong:
            b.an_organization(" 甲支部 ", under=root)
        assert refusal(wrong, "name") == "县委之下已有“甲支部”（党支部）；同一上级之下名称应不同"
        dissolve(actor=SYSTEM, node=first.pk, last=date(2026, 1, 31))
        b.an_organization("甲支部", under=root, on=date(2026, 2, 1))

    def test_it_is_not_founded_before_what_is_above_it(self) -> None:
        root = b.an_organization("县委", type="county_committee", on=date(2020, 1, 1))
        with pytest.raises(Wrong) as wrong:
            b.an_organization("甲支部", under=root, on=date(2019, 12, 31))
        assert refusal(wrong, "on") == "写的是 2019-12-31；上级县委 2020-01-01 才设立，应不早于这一天"

    def test_it_may_be_founded_a_year_ahead_and_no_more(self) -> None:
        with on_day(DAY):
            b.an_organization("县委", type="county_committee", on=DAY + timedelta(days=366))
            with pytest.raises(Wrong, match="在将来；今天是 2026-05-20，最迟写到 2027-05-21"):
                b.an_organization("市委", type="county_committee", on=DAY + timedelta(days=367))

    @pytest.mark.parametrize(
        ("given", "field", "words"),
        [
            ({"type": "vilage_branch"}, "type", "没有“vilage_branch”这种类型，是否想写“village_branch”"),
            ({"type": "full_member"}, "type", "没有“full_member”这种类型"),
            ({"name": "  "}, "name", "没有写名称"),
            ({"name": "甲\u200b支部"}, "name", "第 2 个字是看不见的符号"),
            ({"name": "长" * 121}, "name", "写了 121 个字；应不超过 120 个字"),
            ({"on": date(1020, 1, 1)}, "on", "年份应不早于 1900"),
            ({"attributes": {"secter": "rural"}}, "secter", "党组织没有“secter”这一项，是否想写“sector”"),
            ({"attributes": {"sector": "rurall"}}, "sector", "应为 农村、社区"),
            (
                {"attributes": {"has_committee": "也许"}},
                "has_committee",
                "应为 true、false、是、否、1、0 之一",
            ),
            (
                {"attributes": {"recording_from": "2026-02-30"}},
                "recording_from",
                "没有这一天；应为真实存在的日期",
            ),
            (
                {"attributes": {"term_from": "2026-02-01", "term_to": "2025-02-01"}},
                "term_to",
                "任期从 2026-02-01 起、到 2025-02-01 止，起止颠倒",
            ),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, given: dict[str, Any], field: str, words: str
    ) -> None:
        root = b.an_organization("县委", type="county_committee", on=None)
        values = {"type": "branch", "name": "甲支部", "on": DAY, "attributes": {}, **given}
        with pytest.raises(Wrong) as wrong:
            found(actor=SYSTEM, parent=root.pk, **values)
        assert words in refusal(wrong, field)

    def test_a_forged_superior_is_refused(self) -> None:
        with pytest.raises(Wrong) as wrong:
            found(actor=SYSTEM, parent=999_999, type="branch", name="甲", on=DAY)
        assert refusal(wrong, "parent") == "没有这个组织；请从列表中选择"


class TestRenaming:
    def test_the_old_name_stays_in_the_history(self) -> None:
        node = b.an_organization("老名")
        rename(actor=SYSTEM, node=node.pk, name="新名", on=DAY)
        assert spells(node) == [
            (b.SINCE, DAY - timedelta(days=1), "老名", None),
            (DAY, None, "新名", None),
        ]
        assert again(node).name == "新名"

    def test_the_second_editor_is_told_and_nothing_is_written(self) -> None:
        node = b.an_organization("老名")
        rename(actor=SYSTEM, node=node.pk, name="第一位写的", on=DAY, version=node.version)
        with pytest.raises(Stale, match="别人已经改过"):
            rename(actor=SYSTEM, node=node.pk, name="第二位写的", on=DAY, version=node.version)
        assert again(node).name == "第一位写的"

    def test_a_branch_does_not_rename_itself_but_its_groups(self) -> None:
        branch = b.a_branch(groups=1)
        officer = b.an_actor("secretary", branch.node)
        with pytest.raises(Refused):
            rename(actor=officer, node=branch.node.pk, name="新名", on=DAY)
        rename(actor=officer, node=branch.groups[0].pk, name="新组名", on=DAY)

    def test_the_same_name_is_no_change(self) -> None:
        node = b.an_organization("甲")
        with pytest.raises(Wrong, match="现在就叫“甲”"):
            rename(actor=SYSTEM, node=node.pk, name="甲", on=DAY)

    def test_it_is_not_renamed_before_its_last_change_nor_in_the_future(self) -> None:
        node = b.an_organization("甲")
        rename(actor=SYSTEM, node=node.pk, name="乙", on=DAY)
        with pytest.raises(Wrong, match="上一次变动从 2026-05-20 起"):
            rename(actor=SYSTEM, node=node.pk, name="丙", on=DAY - timedelta(days=1))
        with on_day(DAY), pytest.raises(Wrong, match="在将来；今天是 2026-05-20，到那一天再办"):
            rename(actor=SYSTEM, node=node.pk, name="丙", on=DAY + timedelta(days=1))


class TestDescribing:
    def test_what_is_not_given_stays_and_what_is_empty_becomes_unknown(self) -> None:
        node = b.an_organization("甲", sector="rural", weak="true")
        describe(actor=SYSTEM, node=node.pk, on=DAY, attributes={"weak": "", "pilot": "是"})
        (subject,) = orgs.subjects([node.pk])
        assert [dict(one.attributes) for one in subject.spells] == [
            {"name": "甲", "sector": "rural", "weak": "true"},
            {"name": "甲", "sector": "rural", "pilot": "true"},
        ]

    def test_a_second_change_on_the_same_day_changes_that_stretch(self) -> None:
        node = b.an_organization("甲")
        describe(actor=SYSTEM, node=node.pk, on=DAY, attributes={"pilot": "是"})
        describe(actor=SYSTEM, node=node.pk, on=DAY, attributes={"pilot": "否"})
        assert len(orgs.spells(node)) == 2
        assert orgs.attributes_on(node, DAY) == {"pilot": "false"}

    def test_a_branch_may_become_a_general_branch_but_no_group(self) -> None:
        node = b.an_organization("甲")
        describe(actor=SYSTEM, node=node.pk, on=DAY, attributes={}, type="general_branch")
        assert again(node).type == "general_branch"
        with pytest.raises(Wrong, match="党小组不是党组织；甲应仍是党组织"):
            describe(actor=SYSTEM, node=node.pk, on=DAY, attributes={}, type="group")

    def test_the_type_is_a_matter_of_those_above(self) -> None:
        branch = b.a_branch()
        officer = b.an_actor("organisation", branch.node)
        describe(actor=officer, node=branch.node.pk, on=DAY, attributes={"weak": "是"})
        with pytest.raises(Refused):
            describe(actor=officer, node=branch.node.pk, on=DAY, attributes={}, type="general_branch")

    def test_no_change_is_told(self) -> None:
        node = b.an_organization("甲", sector="rural")
        with pytest.raises(Wrong, match="没有改动"):
            describe(actor=SYSTEM, node=node.pk, on=DAY, attributes={"sector": "农村"})


class TestMoving:
    def test_everything_below_goes_with_it_and_so_do_grants(self) -> None:
        county = b.a_county(groups=1)
        old, new = county.townships
        branch = county.branches[0]
        user = b.an_account()
        b.holds(user, "secretary", branch.node)
        move(actor=SYSTEM, node=branch.node.pk, to=new.pk, on=DAY)
        moved = again(branch.node)
        assert moved.path == new.path + str(moved.pk).zfill(8)
        assert orgs.node(branch.groups[0].pk).path.startswith(moved.path)
        assert [one.path for one in actor_of(user).held] == [moved.path]
        assert spells(branch.node) == [
            (b.SINCE, DAY - timedelta(days=1), moved.name, old.pk),
            (DAY, None, moved.name, new.pk),
        ]

    def test_both_the_old_superior_and_the_organization_are_told_by_the_journal(self) -> None:
        county = b.a_county()
        branch = county.branches[0].node
        move(actor=SYSTEM, node=branch.pk, to=county.townships[1].pk, on=DAY)
        places = {entry.place for entry in about(branch.code) if entry.act == "orgs.move"}
        assert places == {branch.pk, county.townships[0].pk}

    def test_a_circle_is_refused(self) -> None:
        county = b.a_county()
        township, branch = county.townships[0], county.branches[0].node
        with pytest.raises(Wrong) as wrong:
            move(actor=SYSTEM, node=township.pk, to=branch.pk, on=DAY)
        assert refusal(wrong, "to") == (
            f"{branch.name}在{township.name}之下；隶属关系不能绕成圈，应选别处的组织"
        )
        with pytest.raises(Wrong, match="绕成圈"):
            move(actor=SYSTEM, node=township.pk, to=township.pk, on=DAY)

    def test_whoever_moves_has_a_say_at_both_ends(self) -> None:
        county = b.a_county()
        superior = b.an_actor("superior", county.townships[0])
        with pytest.raises(Refused):
            move(actor=superior, node=county.branches[0].node.pk, to=county.townships[1].pk, on=DAY)
        above = b.an_actor("superior", county.root)
        move(actor=above, node=county.branches[0].node.pk, to=county.townships[1].pk, on=DAY)

    def test_it_is_not_moved_to_where_it_is_or_to_a_dissolved_superior(self) -> None:
        county = b.a_county(branches=1)
        branch = county.branches[0].node
        with pytest.raises(Wrong, match="现在就在"):
            move(actor=SYSTEM, node=branch.pk, to=county.townships[0].pk, on=DAY)
        empty = b.an_organization("空的乡", type="township_committee", under=county.root)
        dissolve(actor=SYSTEM, node=empty.pk, last=DAY - timedelta(days=1))
        with pytest.raises(Wrong, match="已于 2026-05-19 撤销；应选仍在的组织"):
            move(actor=SYSTEM, node=branch.pk, to=empty.pk, on=DAY)


class TestDissolving:
    def test_it_ends_and_its_last_stretch_with_it(self) -> None:
        node = b.an_organization("甲")
        dissolve(actor=SYSTEM, node=node.pk, last=DAY)
        assert spells(node) == [(b.SINCE, DAY, "甲", None)]
        assert not orgs.living(orgs.visible_nodes(SYSTEM), DAY + timedelta(days=1)).exists()
        with pytest.raises(Wrong, match="已于 2026-05-20 撤销；不用再办"):
            dissolve(actor=SYSTEM, node=node.pk, last=DAY)

    def test_not_while_something_stands_under_it(self) -> None:
        branch = b.a_branch(members=0, officers=0, groups=2)
        with pytest.raises(Wrong, match=r"之下还有 2 个：.*党小组；应先撤销或改隶它们"):
            dissolve(actor=SYSTEM, node=branch.node.pk, last=DAY)

    def test_not_while_somebody_belongs_to_it(self) -> None:
        branch = b.a_branch(members=4, officers=2)
        with pytest.raises(Wrong) as wrong:
            dissolve(actor=SYSTEM, node=branch.node.pk, last=DAY)
        assert refusal(wrong) == "还有党员和发展中的同志 4 人、任职 2 项；应先转出或免去"

    def test_a_group_with_people_stays(self) -> None:
        branch = b.a_branch(members=3, officers=0, groups=1)
        with pytest.raises(Wrong, match="还有党员和发展中的同志 3 人"):
            dissolve(actor=SYSTEM, node=branch.groups[0].pk, last=DAY)


class TestMerging:
    def test_people_groups_and_sites_go_over_on_one_day(self) -> None:
        county = b.a_county(townships=1, groups=1)
        one, two = county.branches
        committee = b.a_committee(one.node)
        number = merge_branches(actor=SYSTEM, source=one.node.pk, into=two.node.pk, on=DAY)
        assert number == 4
        assert again(one.node).until == DAY - timedelta(days=1)
        assert again(committee).until == DAY - timedelta(days=1)
        assert again(one.groups[0]).parent_id == two.node.pk
        assert len(members.on_day(two.node.pk, DAY)) == 8
        assert len(members.on_day(one.node.pk, DAY - timedelta(days=1))) == 4
        assert members.on_day(one.node.pk, DAY) == []
        assert len(members.group_on_day(one.groups[0].pk, DAY)) == 4
        assert members.posts_on(one.node.pk, DAY) == []

    def test_the_leader_of_a_group_goes_on_leading_it(self) -> None:
        county = b.a_county(townships=1, groups=1)
        one, two = county.branches
        appoint(
            actor=SYSTEM,
            person=one.people[3],
            organization=one.node.pk,
            post="group_leader",
            on=b.SINCE,
            group=one.groups[0].pk,
        )
        user = b.an_account(person=one.people[3])
        merge_branches(actor=SYSTEM, source=one.node.pk, into=two.node.pk, on=DAY)
        held = [post for post in members.posts_on(two.node.pk, DAY) if post.post == "group_leader"]
        assert [(post.person_id, post.group_id, post.first) for post in held] == [
            (one.people[3], one.groups[0].pk, DAY)
        ]
        group = again(one.groups[0])
        assert [(one.role, one.path) for one in actor_of(user, DAY).held if one.role == "group_leader"] == [
            ("group_leader", group.path)
        ]

    def test_the_tree_alone_is_not_merged_while_people_are_there(self) -> None:
        county = b.a_county(townships=1)
        one, two = county.branches
        with pytest.raises(Wrong, match="还有党员和发展中的同志 4 人"):
            merge(actor=SYSTEM, source=one.node.pk, into=two.node.pk, on=DAY)
        assert again(one.node).until is None

    def test_two_groups_of_one_name_stop_the_whole_merging(self) -> None:
        root = b.an_organization("县委", type="county_committee")
        one = b.a_branch(under=root, members=2)
        two = b.a_branch(under=root, members=2)
        for branch in (one, two):
            b.a_group(branch.node, "第一党小组")
        with pytest.raises(Wrong, match=r"第一党小组不能并过去：.*已有“第一党小组”"):
            merge_branches(actor=SYSTEM, source=one.node.pk, into=two.node.pk, on=DAY)
        assert len(members.on_day(one.node.pk, DAY)) == 2

    def test_nothing_is_merged_into_itself_or_below_itself(self) -> None:
        county = b.a_county(townships=1, members=0)
        township = county.townships[0]
        for into in (township.pk, county.branches[0].node.pk):
            with pytest.raises(Wrong, match=r"应选(另一个|别处的组织)"):
                merge(actor=SYSTEM, source=township.pk, into=into, on=DAY)


class TestTerms:
    @pytest.mark.covers("S5.7.3")
    def test_the_end_of_a_term_follows_from_its_years(self) -> None:
        branch = b.a_branch()
        body = b.a_committee(branch.node, term_from=date(2023, 5, 20), term_to=date(2026, 5, 19))
        start_term(actor=b.an_actor("secretary", branch.node), node=body.pk, on=DAY, years=3)
        assert orgs.attributes_on(body, DAY) == {"term_from": "2026-05-20", "term_to": "2029-05-19"}
        assert orgs.attributes_on(body, DAY - timedelta(days=1))["term_to"] == "2026-05-19"

    @pytest.mark.parametrize(
        ("on", "years", "words"),
        [
            (DAY, 0, "应为 1 至 10 年"),
            (DAY, 30, "应为 1 至 10 年"),
            (date(2023, 5, 20), 3, "本届从 2023-05-20 起，新一届应在以后"),
        ],
    )
    def test_a_slip_of_the_pen_is_refused(self, on: date, years: int, words: str) -> None:
        branch = b.a_branch()
        body = b.a_committee(branch.node, term_from=date(2023, 5, 20), term_to=date(2026, 5, 19))
        with pytest.raises(Wrong, match=words):
            start_term(actor=SYSTEM, node=body.pk, on=on, years=years)

    def test_a_branch_itself_has_no_term(self) -> None:
        branch = b.a_branch()
        with pytest.raises(Wrong, match="任期登记在委员会上"):
            start_term(actor=SYSTEM, node=branch.node.pk, on=DAY, years=3)


class TestReading:
    def test_ancestors_children_and_the_organization_of_a_group(self) -> None:
        county = b.a_county(groups=1)
        branch = county.branches[0]
        group = branch.groups[0]
        assert orgs.organization_of(group) == branch.node
        assert orgs.organization_of(branch.node) == branch.node
        assert orgs.ancestors(group) == [county.root, county.townships[0], branch.node]
        assert list(orgs.children(branch.node)) == [group]
        assert set(orgs.below(county.townships[0])) >= {county.townships[0], branch.node, group}
        assert orgs.names([group.code, "org-999", "person-1"]) == {group.code: group.name}

    def test_subjects_take_one_query_whatever_the_size(self, django_assert_num_queries: Any) -> None:
        b.a_county()
        with django_assert_num_queries(1):
            assert len(orgs.subjects()) == 7
        b.a_branch(groups=30)
        with django_assert_num_queries(1):
            assert len(orgs.subjects()) == 38
        assert orgs.subjects([]) == []

    def test_days_that_nobody_knows_are_open_ends(self) -> None:
        root = b.an_organization("县委", type="county_committee", on=None)
        (subject,) = orgs.subjects([root.pk])
        assert (subject.spells[0].first, subject.spells[0].last) == (date.min, date.max)
        assert subject.spells[0].belongs_to == ""
