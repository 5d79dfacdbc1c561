"""The register of people: who may keep it, what is refused, what is written down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps import builders as b
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import (
    Admission,
    Stretch,
    admit,
    admit_many,
    appoint,
    change_standing,
    correct_name,
    leave,
    readmit,
    transfer,
)
from zhidu.apps.orgs.actions import dissolve
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.queries import about, changes_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)
ONE = timedelta(days=1)


def stretches(person: int) -> list[tuple[Any, ...]]:
    return [
        (one.first, one.last, one.type, one.organization_id, one.group_id)
        for one in members.memberships(person)
    ]


def refusal(wrong: pytest.ExceptionInfo[Wrong], field: str = "") -> str:
    return wrong.value.faults[field]


class TestAdmitting:
    def test_the_officer_admits_into_the_own_branch_only(self) -> None:
        mine, other = b.a_branch(), b.a_branch()
        officer = b.an_actor("organisation", mine.node)
        person = admit(
            actor=officer,
            organization=mine.node.pk,
            name=" 李 晓 梅 ",
            type="full_member",
            on=DAY,
            attributes={"occupation": "农民", "floating": "是"},
        )
        assert person.name == "李 晓 梅"
        assert stretches(person.pk) == [(DAY, None, "full_member", mine.node.pk, None)]
        with pytest.raises(Refused, match="本组织的书记、副书记、组织委员、上级党务干部"):
            admit(actor=officer, organization=other.node.pk, name="王", type="full_member", on=DAY)

    def test_names_go_into_the_journal_only_encrypted(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node, "李晓梅", on=DAY)
        (entry,) = about(person.code)
        assert (entry.act, entry.place, entry.happened_on) == ("members.admit", branch.node.pk, DAY)
        assert "李晓梅" not in str(entry.details)
        changes = changes_of(entry)
        assert changes is not None
        assert changes["name"] == [None, "李晓梅"]

    @pytest.mark.parametrize(
        ("given", "field", "words"),
        [
            ({"name": " "}, "name", "没有写姓名"),
            ({"name": "李\u200e"}, "name", "第 2 个字是看不见的符号"),
            ({"type": "fulmember"}, "type", "没有“fulmember”这种类别，是否想写“full_member”"),
            ({"type": "branch"}, "type", "没有“branch”这种类别"),
            ({"on": date(2026, 5, 21)}, "on", "在将来；今天是 2026-05-20"),
            ({"on": date(2017, 12, 31)}, "organization", "2018-01-01 才设立；起始日期应不早于这一天"),
            ({"on": None}, "organization", "2018-01-01 才设立"),
            ({"organization": 999_999}, "organization", "没有这个党组织；请从列表中选择"),
            ({"attributes": {"floting": "是"}}, "floting", "党员没有“floting”这一项，是否想写“floating”"),
            ({"attributes": {"floating": "大概"}}, "floating", "流动党员：写的是“大概”，应为 true"),
            ({"attributes": {"payer": "富人"}}, "payer", "应为 按月领取工资、"),
            ({"attributes": {"post": "secretary"}}, "post", "党员没有“post”这一项"),
            ({"attributes": {"occupation": "长" * 61}}, "occupation", "应不超过 60 个字"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, given: dict[str, Any], field: str, words: str
    ) -> None:
        branch = b.a_branch()
        values = {
            "organization": branch.node.pk,
            "name": "李",
            "type": "full_member",
            "on": DAY,
            "attributes": {},
            **given,
        }
        with on_day(DAY), pytest.raises(Wrong) as wrong:
            admit(actor=SYSTEM, **values)
        assert words in refusal(wrong, field)

    def test_a_group_of_another_branch_is_refused(self) -> None:
        mine, other = b.a_branch(), b.a_branch(groups=1)
        for forged in (other.groups[0].pk, other.node.pk, 999_999):
            with pytest.raises(Wrong) as wrong:
                admit(
                    actor=SYSTEM,
                    organization=mine.node.pk,
                    name="李",
                    type="full_member",
                    on=DAY,
                    group=forged,
                )
            assert refusal(wrong, "group") == f"{mine.node.name}没有这个党小组；请从列表中选择"

    def test_nobody_is_admitted_into_what_is_dissolved(self) -> None:
        node = b.an_organization("甲")
        dissolve(actor=SYSTEM, node=node.pk, last=DAY - ONE)
        with pytest.raises(Wrong, match="甲已于 2026-05-19 撤销"):
            b.a_member(node, on=DAY)


class TestAdmittingMany:
    def rows(self, one: Any, two: Any) -> list[Admission]:
        return [
            Admission(
                name="张",
                stretches=[
                    Stretch(type="candidate", organization=one.pk, first=b.SINCE, last=DAY - ONE),
                    Stretch(type="probationary_member", organization=one.pk, first=DAY),
                ],
            ),
            Admission(
                name="王",
                stretches=[
                    Stretch(type="full_member", organization=one.pk, first=b.SINCE, last=DAY - ONE),
                    Stretch(type="full_member", organization=two.pk, first=DAY),
                ],
            ),
        ]

    def test_one_entry_an_organization_with_count_and_digest(self) -> None:
        one, two = b.a_branch(), b.a_branch()
        ids = admit_many(actor=SYSTEM, rows=self.rows(one.node, two.node))
        assert [members.person(pk).name for pk in ids] == ["张", "王"]
        assert members.person(ids[1]).organization_id == two.node.pk
        for branch, count in ((one, 2), (two, 1)):
            entry = about(branch.node.code).filter(act="members.admit_many")[0]
            assert entry.details["count"] == count
            assert len(entry.details["digest"]) == 64
            assert "张" not in str(entry.details)

    def test_one_wrong_row_and_nobody_is_admitted(self) -> None:
        one, two = b.a_branch(), b.a_branch()
        rows = [
            *self.rows(one.node, two.node),
            Admission(name="", stretches=[Stretch(type="full_member", organization=one.node.pk, first=DAY)]),
        ]
        before = members.visible_people(SYSTEM).count()
        with pytest.raises(Wrong) as wrong:
            admit_many(actor=SYSTEM, rows=rows)
        assert wrong.value.faults == {"3.name": "没有写姓名；应写全名"}
        assert members.visible_people(SYSTEM).count() == before

    def test_stretches_that_overlap_or_run_backwards_are_refused(self) -> None:
        branch = b.a_branch()

        def with_stretches(*found: Stretch) -> str:
            with pytest.raises(Wrong) as wrong:
                admit_many(actor=SYSTEM, rows=[Admission(name="张", stretches=list(found))])
            return "；".join(wrong.value.faults.values())

        def one(kind: str, first: date, last: date | None) -> Stretch:
            return Stretch(type=kind, organization=branch.node.pk, first=first, last=last)

        assert "两段不应重叠" in with_stretches(
            one("candidate", b.SINCE, DAY), one("probationary_member", DAY, None)
        )
        assert "没有写到哪天止" in with_stretches(
            one("candidate", b.SINCE, None), one("probationary_member", DAY, None)
        )
        assert "起止颠倒" in with_stretches(one("candidate", DAY, b.SINCE))
        assert "不能改登为发展对象" in with_stretches(
            one("full_member", b.SINCE, DAY - ONE), one("candidate", DAY, None)
        )

    def test_every_organization_must_be_the_actors(self) -> None:
        one, two = b.a_branch(), b.a_branch()
        with pytest.raises(Refused):
            admit_many(actor=b.an_actor("secretary", one.node), rows=self.rows(one.node, two.node))

    def test_a_thousand_take_the_same_number_of_queries_as_ten(self) -> None:
        branch = b.a_branch()
        counts = []
        for size in (10, 1000):
            with CaptureQueriesContext(connection) as queries:
                b.members_of(branch.node, size)
            counts.append(len(queries))
        assert counts[1] - counts[0] <= 20  # batches of the database, not rows


class TestChangingStanding:
    def test_a_prospect_who_joins_stays_the_same_person(self) -> None:
        branch = b.a_branch(members=0, officers=0)
        person = b.a_member(branch.node, "李", type="candidate", stage="预审", occupation="农民")
        change_standing(actor=SYSTEM, person=person.pk, on=DAY, type="probationary_member")
        change_standing(actor=SYSTEM, person=person.pk, on=DAY + timedelta(days=100), type="full_member")
        prospect, member = members.subjects([branch.node.pk])
        assert (prospect.id, member.id) == (f"prospect-{person.pk}", f"person-{person.pk}")
        assert [(one.first, one.last, one.type) for one in prospect.spells] == [
            (b.SINCE, DAY - ONE, "candidate")
        ]
        assert [one.type for one in member.spells] == ["probationary_member", "full_member"]
        # what only prospects have does not follow, what both may have does
        assert member.spells[0].attributes == {"name": "李", "occupation": "农民"}

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("full_member", "activist", "现在是正式党员，不能改登为入党积极分子；不再是党员的，应办“离开”"),
            ("full_member", "probationary_member", "正式党员不能改登为预备党员"),
            ("activist", "probationary_member", "现在是入党积极分子；应先列为发展对象"),
            ("candidate", "full_member", "现在是发展对象；应先接收为预备党员"),
        ],
    )
    def test_nobody_skips_a_step(self, old: str, new: str, words: str) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node, type=old)
        with pytest.raises(Wrong) as wrong:
            change_standing(actor=SYSTEM, person=person.pk, on=DAY, type=new)
        assert words in refusal(wrong, "type")

    def test_only_the_group_changes_and_the_rest_stays(self) -> None:
        branch = b.a_branch(groups=2)
        person = b.a_member(branch.node, group=branch.groups[0], floating="true")
        change_standing(actor=SYSTEM, person=person.pk, on=DAY, group=branch.groups[1].pk)
        assert [one[4] for one in stretches(person.pk)] == [branch.groups[0].pk, branch.groups[1].pk]
        assert members.memberships(person.pk)[1].attributes == {"floating": "true"}

    def test_no_change_is_told_and_nothing_written(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node)
        with pytest.raises(Wrong, match="没有改动"):
            change_standing(actor=SYSTEM, person=person.pk, on=DAY)
        assert len(stretches(person.pk)) == 1

    def test_the_second_editor_is_told_and_nothing_is_lost(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node)
        change_standing(
            actor=SYSTEM, person=person.pk, on=DAY, attributes={"floating": "是"}, version=person.version
        )
        with pytest.raises(Stale, match="别人已经改过"):
            change_standing(
                actor=SYSTEM, person=person.pk, on=DAY, attributes={"floating": "否"}, version=person.version
            )
        assert members.memberships(person.pk)[-1].attributes == {"floating": "true"}

    def test_not_before_the_last_change(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node, on=DAY)
        with pytest.raises(Wrong) as wrong:
            change_standing(actor=SYSTEM, person=person.pk, on=DAY - ONE, attributes={"floating": "是"})
        assert refusal(wrong, "on") == "写的是 2026-05-19；上一次变动从 2026-05-20 起，应在这一天或以后"

    def test_a_member_does_not_change_the_own_record(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node)
        actor = b.an_actor("member", branch.node, person=person.pk)
        with pytest.raises(Refused):
            change_standing(actor=actor, person=person.pk, on=DAY, attributes={"floating": "是"})


class TestTransferring:
    def test_the_day_before_is_the_last_in_the_old_branch(self) -> None:
        county = b.a_county()
        one, two = county.branches[0], county.branches[1]
        group = b.a_group(two.node, "一组")
        person = b.a_member(one.node, payer="farmer")
        superior = b.an_actor("superior", county.townships[0])
        transfer(actor=superior, person=person.pk, to=two.node.pk, on=DAY, group=group.pk)
        assert stretches(person.pk) == [
            (b.SINCE, DAY - ONE, "full_member", one.node.pk, None),
            (DAY, None, "full_member", two.node.pk, group.pk),
        ]
        assert members.person(person.pk).organization == two.node
        places = [entry.place for entry in about(person.code) if entry.act == "members.transfer"]
        assert sorted(places) == sorted([one.node.pk, two.node.pk])

    def test_whoever_transfers_has_a_say_at_both_ends(self) -> None:
        county = b.a_county()
        one, two = county.branches[0], county.branches[1]
        person = b.a_member(one.node)
        for role, node in (("secretary", one.node), ("secretary", two.node)):
            with pytest.raises(Refused):
                transfer(actor=b.an_actor(role, node), person=person.pk, to=two.node.pk, on=DAY)

    def test_posts_that_belong_to_the_old_branch_end_and_those_above_stay(self) -> None:
        county = b.a_county()
        one, two = county.branches[0], county.branches[1]
        secretary = one.people[0]
        above = appoint(
            actor=SYSTEM, person=secretary, organization=county.townships[0].pk, post="leader", on=b.SINCE
        )
        transfer(actor=SYSTEM, person=secretary, to=two.node.pk, on=DAY)
        last = {post.pk: post.last for post in members.posts_of(secretary)}
        assert last == {one.posts["secretary"].pk: DAY - ONE, above.pk: None}

    def test_not_into_the_same_branch_nor_a_forged_one(self) -> None:
        branch = b.a_branch(groups=1)
        person = b.a_member(branch.node)
        with pytest.raises(Wrong, match="现在就在"):
            transfer(actor=SYSTEM, person=person.pk, to=branch.node.pk, on=DAY)
        for forged in (999_999, branch.groups[0].pk):
            with pytest.raises(Wrong, match="没有这个党组织"):
                transfer(actor=SYSTEM, person=person.pk, to=forged, on=DAY)


class TestLeaving:
    def test_the_last_day_and_the_reason_are_kept(self) -> None:
        branch = b.a_branch()
        leave(actor=SYSTEM, person=branch.people[0], last=DAY, why="died")
        row = members.memberships(branch.people[0])[-1]
        assert (row.last, row.ended) == (DAY, "died")
        assert len(members.on_day(branch.node.pk, DAY)) == 5
        assert len(members.on_day(branch.node.pk, DAY + ONE)) == 4
        assert [post.last for post in members.posts_of(branch.people[0])] == [DAY]

    def test_the_reason_is_one_of_those_known(self) -> None:
        branch = b.a_branch()
        with pytest.raises(Wrong, match="没有选原因；应为 转往本系统以外、去世"):
            leave(actor=SYSTEM, person=branch.people[0], last=DAY, why="")

    def test_nobody_leaves_twice_or_changes_afterwards(self) -> None:
        branch = b.a_branch()
        leave(actor=SYSTEM, person=branch.people[4], last=DAY, why="transferred_out")
        with pytest.raises(Wrong, match="已于 2026-05-20 离开；应先重新登记"):
            leave(actor=SYSTEM, person=branch.people[4], last=DAY, why="died")
        with pytest.raises(Wrong, match="应先重新登记"):
            transfer(actor=SYSTEM, person=branch.people[4], to=b.a_branch().node.pk, on=DAY)

    def test_whoever_comes_back_is_the_same_person_with_a_gap(self) -> None:
        branch, other = b.a_branch(), b.a_branch()
        person = branch.people[4]
        leave(actor=SYSTEM, person=person, last=DAY, why="transferred_out")
        with pytest.raises(Wrong, match="到 2026-05-20 才离开"):
            readmit(actor=SYSTEM, person=person, organization=other.node.pk, type="full_member", on=DAY)
        readmit(
            actor=SYSTEM,
            person=person,
            organization=other.node.pk,
            type="full_member",
            on=DAY + timedelta(days=30),
        )
        assert [one[:2] for one in stretches(person)] == [(b.SINCE, DAY), (DAY + timedelta(days=30), None)]
        with pytest.raises(Wrong, match="要换组织的，应办转接"):
            readmit(
                actor=SYSTEM,
                person=person,
                organization=branch.node.pk,
                type="full_member",
                on=DAY + timedelta(days=31),
            )


def test_a_corrected_name_keeps_the_old_one_in_the_history() -> None:
    branch = b.a_branch()
    person = b.a_member(branch.node, "李小梅")
    officer = b.an_actor("organisation", branch.node)
    correct_name(actor=officer, person=person.pk, name="李晓梅")
    changes = changes_of(about(person.code)[0])
    assert changes == {"name": ["李小梅", "李晓梅"]}
    with pytest.raises(Wrong, match="现在就写的是“李晓梅”"):
        correct_name(actor=officer, person=person.pk, name="李晓梅")


class TestSeeing:
    def names(self, actor: Any) -> set[int]:
        return set(members.visible_people(actor).values_list("pk", flat=True))

    def test_a_member_sees_the_names_of_the_own_branch_only(self) -> None:
        county = b.a_county(groups=1)
        mine = county.branches[0]
        assert self.names(b.an_actor("member", mine.node)) == set(mine.people)

    def test_a_member_of_the_township_organisation_sees_no_branch(self) -> None:
        county = b.a_county()
        assert self.names(b.an_actor("member", county.townships[0])) == set()

    def test_a_group_leader_sees_the_group(self) -> None:
        branch = b.a_branch(members=6, groups=2)
        leader = b.an_actor("group_leader", branch.groups[0])
        assert self.names(leader) == {one.person_id for one in members.group_on_day(branch.groups[0].pk, DAY)}
        assert len(self.names(leader)) == 3

    def test_a_superior_sees_everybody_below(self) -> None:
        county = b.a_county()
        below = {person for branch in county.branches[:2] for person in branch.people}
        assert self.names(b.an_actor("superior", county.townships[0])) == below

    def test_everybody_sees_the_own_record(self) -> None:
        branch = b.a_branch()
        assert self.names(b.an_actor(person=branch.people[2])) == {branch.people[2]}
        assert self.names(b.an_actor()) == set()


class TestReading:
    def test_a_member_who_moves_in_the_middle_of_a_month_is_in_one_branch_a_day(self) -> None:
        one, two = b.a_branch(members=1, officers=0), b.a_branch(members=0, officers=0)
        transfer(actor=SYSTEM, person=one.people[0], to=two.node.pk, on=DAY)
        for day, first, second in ((DAY - ONE, 1, 0), (DAY, 0, 1)):
            assert len(members.on_day(one.node.pk, day)) == first
            assert len(members.on_day(two.node.pk, day)) == second

    def test_prospects_are_no_members(self) -> None:
        branch = b.a_branch(members=2, officers=0)
        b.a_member(branch.node, type="activist")
        assert len(members.on_day(branch.node.pk, DAY)) == 2

    def test_subjects_of_some_organizations_carry_all_their_spells(self) -> None:
        one, two = b.a_branch(members=2, officers=0), b.a_branch(members=3, officers=1)
        transfer(actor=SYSTEM, person=one.people[0], to=two.node.pk, on=DAY)
        found = {subject.id: subject for subject in members.subjects([two.node.pk])}
        assert set(found) == {
            f"person-{one.people[0]}",
            *(f"person-{pk}" for pk in two.people),
            two.posts["secretary"].code,
        }
        assert [spell.belongs_to for spell in found[f"person-{one.people[0]}"].spells] == [
            one.node.code,
            two.node.code,
        ]

    def test_subjects_take_two_queries_whatever_the_size(self, django_assert_num_queries: Any) -> None:
        one = b.a_branch()
        with django_assert_num_queries(2):
            members.subjects([one.node.pk])
        b.members_of(one.node, 200)
        for wanted in ([one.node.pk], None):
            with django_assert_num_queries(2):
                assert len(members.subjects(wanted)) == 208
        with django_assert_num_queries(2):
            assert len(members.person_subjects(one.people)) == 5

    def test_names_of_codes(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node, "李")
        post = branch.posts["secretary"]
        found = members.names([person.code, f"prospect-{person.pk}", post.code, "org-1", "person-x"])
        assert found[person.code] == found[f"prospect-{person.pk}"] == "李"
        assert found[post.code].endswith("（书记）")
        assert len(found) == 3
