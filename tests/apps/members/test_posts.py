"""Posts: who may give and take them, what they need, and the roles that go with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps import builders as b
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import (
    Appointment,
    appoint,
    appoint_many,
    change_standing,
    leave,
    relieve,
    transfer,
)
from zhidu.domain.rules.subjects import Subject
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.identity.actions.link_person import link_person
from zhidu.foundation.journal.queries import about

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)
ONE = timedelta(days=1)


def roles(user: Any, day: date) -> set[tuple[str, str]]:
    return {(one.role, one.path) for one in actor_of(user, day).held}


def of(subjects: list[Subject], code: str) -> Subject:
    return next(one for one in subjects if one.id == code)


class TestAppointing:
    def test_a_secretary_is_appointed_from_above(self) -> None:
        county = b.a_county(townships=1, branches=1)
        branch = county.branches[0].node
        person = b.a_member(branch)
        relieve(actor=SYSTEM, post=county.branches[0].posts["secretary"].pk, last=DAY - ONE)
        with pytest.raises(Refused, match="能办的是：上级党务干部"):
            appoint(
                actor=b.an_actor("deputy", branch),
                person=person.pk,
                organization=branch.pk,
                post="secretary",
                on=DAY,
            )
        post = appoint(
            actor=b.an_actor("superior", county.root),
            person=person.pk,
            organization=branch.pk,
            post="secretary",
            on=DAY,
        )
        (entry,) = about(post.code)
        assert (entry.act, entry.place, entry.details["person"]) == ("members.appoint", branch.pk, person.pk)

    def test_other_posts_are_given_by_the_branch_itself(self) -> None:
        branch = b.a_branch(groups=1)
        appoint(
            actor=b.an_actor("secretary", branch.node),
            person=branch.people[4],
            organization=branch.node.pk,
            post="publicity",
            on=DAY,
        )
        assert {one.post for one in members.posts_on(branch.node.pk, DAY)} == {
            "secretary",
            "deputy",
            "organisation",
            "publicity",
        }

    def test_one_secretary_at_a_time(self) -> None:
        branch = b.a_branch()
        with pytest.raises(Wrong, match=r"书记2018-01-01 起由党员.*担任；应先免去"):
            appoint(
                actor=SYSTEM,
                person=branch.people[4],
                organization=branch.node.pk,
                post="secretary",
                on=DAY,
            )
        relieve(actor=SYSTEM, post=branch.posts["secretary"].pk, last=DAY - ONE)
        appoint(actor=SYSTEM, person=branch.people[4], organization=branch.node.pk, post="secretary", on=DAY)

    def test_the_same_post_is_not_given_twice(self) -> None:
        branch = b.a_branch()
        with pytest.raises(Wrong, match="已任副书记；不用再任"):
            appoint(actor=SYSTEM, person=branch.people[1], organization=branch.node.pk, post="deputy", on=DAY)

    def test_only_full_members_who_belong_there(self) -> None:
        branch, other = b.a_branch(), b.a_branch()
        new = b.a_member(branch.node, type="probationary_member")
        late = b.a_member(branch.node, on=DAY)
        for person, day, words in (
            (new.pk, DAY, "当时是预备党员；任宣传委员的应是正式党员"),
            (other.people[0], DAY, f"那天不在{branch.node.name}；应从本组织的党员中选择"),
            (late.pk, DAY - ONE, "2026-05-19那天不在"),
            (999_999, DAY, "没有这个人；请从名册中选择"),
        ):
            with pytest.raises(Wrong, match=words):
                appoint(actor=SYSTEM, person=person, organization=branch.node.pk, post="publicity", on=day)

    def test_not_beyond_the_day_somebody_left(self) -> None:
        branch = b.a_branch()
        person = branch.people[4]
        leave(actor=SYSTEM, person=person, last=DAY, why="transferred_out")
        row = Appointment(person=person, organization=branch.node.pk, post="publicity", first=b.SINCE)
        with pytest.raises(Wrong, match=f"2026-05-21起不在{branch.node.name}；任职应写到前一天为止"):
            appoint_many(actor=SYSTEM, rows=[row])
        appoint_many(actor=SYSTEM, rows=[replace(row, last=DAY)])

    def test_a_township_appoints_members_of_its_branches(self) -> None:
        county = b.a_county(townships=2, branches=1)
        township = county.townships[0]
        appoint(
            actor=SYSTEM,
            person=county.branches[0].people[0],
            organization=township.pk,
            post="secretary",
            on=DAY,
        )
        with pytest.raises(Wrong, match="那天不在"):
            appoint(
                actor=SYSTEM,
                person=county.branches[1].people[0],
                organization=township.pk,
                post="deputy",
                on=DAY,
            )

    def test_a_group_leader_is_of_that_group(self) -> None:
        branch = b.a_branch(members=4, groups=2)
        first, second = (one.pk for one in branch.groups)
        values = {"actor": SYSTEM, "organization": branch.node.pk, "post": "group_leader", "on": DAY}
        with pytest.raises(Wrong, match="党小组长应写明哪个党小组"):
            appoint(person=branch.people[0], **values)
        with pytest.raises(Wrong, match="组长应是本组的党员"):
            appoint(person=branch.people[0], group=second, **values)
        appoint(person=branch.people[0], group=first, **values)
        appoint(person=branch.people[1], group=second, **values)
        with pytest.raises(Wrong, match="担任；应先免去"):
            appoint(person=branch.people[2], group=first, **values)
        with pytest.raises(Wrong, match="只有党小组长才写党小组"):
            appoint(
                actor=SYSTEM,
                person=branch.people[3],
                organization=branch.node.pk,
                post="publicity",
                on=DAY,
                group=first,
            )

    def test_bad_input_is_refused_at_its_field(self) -> None:
        branch = b.a_branch()
        for given, words in (
            ({"post": "secretery"}, "没有“secretery”这种职务，是否想写“secretary”"),
            ({"organization": 999_999}, "没有这个党组织"),
            ({"on": date(2026, 5, 21)}, "在将来；今天是 2026-05-20"),
            ({"attributes": {"term_to": "2026"}}, "应为年-月-日"),
            ({"attributes": {"payer": "farmer"}}, "任职人员没有“payer”这一项"),
        ):
            values: dict[str, Any] = {
                "person": branch.people[4],
                "organization": branch.node.pk,
                "post": "publicity",
                "on": DAY,
                **given,
            }
            with on_day(DAY), pytest.raises(Wrong, match=words):
                appoint(actor=SYSTEM, **values)

    def test_many_at_once_are_checked_against_each_other(self) -> None:
        branch = b.a_branch(officers=0)
        rows = [
            Appointment(person=person, organization=branch.node.pk, post="secretary", first=DAY)
            for person in branch.people[:2]
        ]
        with pytest.raises(Wrong) as wrong:
            appoint_many(actor=SYSTEM, rows=rows)
        assert list(wrong.value.faults) == ["2.post"]
        assert members.posts_on(branch.node.pk, DAY) == []
        ids = appoint_many(actor=SYSTEM, rows=rows[:1])
        assert [post.person_id for post in members.posts(ids)] == [branch.people[0]]
        entry = about(branch.node.code).filter(act="members.appoint_many")[0]
        assert entry.details["count"] == 1


class TestRelieving:
    def test_the_last_day_is_written_down(self) -> None:
        branch = b.a_branch()
        post = branch.posts["organisation"]
        relieve(actor=b.an_actor("secretary", branch.node), post=post.pk, last=DAY)
        assert [one.last for one in members.posts_of(post.person_id)] == [DAY]
        with pytest.raises(Wrong, match="已于 2026-05-20 免去；不用再办"):
            relieve(actor=SYSTEM, post=post.pk, last=DAY)

    def test_a_branch_does_not_relieve_its_secretary(self) -> None:
        branch = b.a_branch()
        with pytest.raises(Refused):
            relieve(
                actor=b.an_actor("organisation", branch.node), post=branch.posts["secretary"].pk, last=DAY
            )

    def test_not_before_the_post_began_nor_by_somebody_who_saw_an_older_state(self) -> None:
        branch = b.a_branch()
        post = branch.posts["deputy"]
        with pytest.raises(Wrong, match="任职从 2018-01-01 起"):
            relieve(actor=SYSTEM, post=post.pk, last=b.SINCE - ONE)
        with pytest.raises(Stale):
            relieve(actor=SYSTEM, post=post.pk, last=DAY, version=post.version - 1)


class TestSubjects:
    def test_the_post_of_a_member_is_that_of_the_posts_held(self) -> None:
        branch = b.a_branch()
        person, post = branch.people[2], branch.posts["organisation"]
        relieve(actor=SYSTEM, post=post.pk, last=DAY - ONE)
        appoint(
            actor=SYSTEM,
            person=person,
            organization=branch.node.pk,
            post="discipline",
            on=DAY + timedelta(days=10),
        )
        subject = of(members.subjects([branch.node.pk]), f"person-{person}")
        assert [(one.first, one.last, one.attributes.get("post")) for one in subject.spells] == [
            (b.SINCE, DAY - ONE, "organisation"),
            (DAY, DAY + timedelta(days=9), None),
            (DAY + timedelta(days=10), date.max, "discipline"),
        ]

    def test_of_two_posts_the_higher_one_is_told(self) -> None:
        branch = b.a_branch(members=4, groups=1)
        appoint(
            actor=SYSTEM,
            person=branch.people[0],
            organization=branch.node.pk,
            post="group_leader",
            on=DAY,
            group=branch.groups[0].pk,
        )
        subject = of(members.subjects([branch.node.pk]), f"person-{branch.people[0]}")
        assert [one.attributes["post"] for one in subject.spells] == ["secretary"]

    def test_a_holder_is_a_subject_of_the_organisation_and_a_group_leader_is_none(self) -> None:
        branch = b.a_branch(members=4, groups=1)
        leader = appoint(
            actor=SYSTEM,
            person=branch.people[3],
            organization=branch.node.pk,
            post="group_leader",
            on=DAY,
            group=branch.groups[0].pk,
            attributes={},
        )
        found = members.subjects([branch.node.pk])
        holder = of(found, branch.posts["secretary"].code)
        assert (holder.spells[0].belongs_to, holder.spells[0].attributes["post"]) == (
            branch.node.code,
            "secretary",
        )
        assert leader.code not in {one.id for one in found}
        member = of(found, f"person-{branch.people[3]}")
        assert [one.attributes.get("post") for one in member.spells] == [None, "group_leader"]


class TestRoles:
    def test_an_account_gets_what_membership_and_posts_give(self) -> None:
        branch = b.a_branch(members=4, groups=1)
        person = branch.people[0]
        appoint(
            actor=SYSTEM,
            person=person,
            organization=branch.node.pk,
            post="group_leader",
            on=b.SINCE,
            group=branch.groups[0].pk,
        )
        user = b.an_account()
        link_person(actor=SYSTEM, user=user.pk, person=person)
        assert roles(user, DAY) == {
            ("member", branch.node.path),
            ("secretary", branch.node.path),
            ("group_leader", branch.groups[0].path),
        }

    def test_a_post_given_later_gives_the_role_from_that_day_and_takes_it_after_the_last(self) -> None:
        branch = b.a_branch()
        user = b.an_account(person=branch.people[4])
        post = appoint(
            actor=SYSTEM, person=branch.people[4], organization=branch.node.pk, post="publicity", on=DAY
        )
        held = ("publicity", branch.node.path)
        assert held not in roles(user, DAY - ONE)
        assert held in roles(user, DAY)
        relieve(actor=SYSTEM, post=post.pk, last=DAY + timedelta(days=5))
        assert held in roles(user, DAY + timedelta(days=5))
        assert held not in roles(user, DAY + timedelta(days=6))

    def test_a_transfer_takes_the_old_roles_and_gives_the_new(self) -> None:
        one, two = b.a_branch(), b.a_branch()
        user = b.an_account()
        link_person(actor=SYSTEM, user=user.pk, person=one.people[1])
        transfer(actor=SYSTEM, person=one.people[1], to=two.node.pk, on=DAY)
        assert roles(user, DAY - ONE) == {("member", one.node.path), ("deputy", one.node.path)}
        assert roles(user, DAY) == {("member", two.node.path)}

    def test_whoever_leaves_keeps_no_role(self) -> None:
        branch = b.a_branch()
        user = b.an_account()
        link_person(actor=SYSTEM, user=user.pk, person=branch.people[0])
        leave(actor=SYSTEM, person=branch.people[0], last=DAY, why="expelled")
        assert roles(user, DAY) == {("member", branch.node.path), ("secretary", branch.node.path)}
        assert roles(user, DAY + ONE) == set()

    def test_a_prospect_is_no_member_until_admitted(self) -> None:
        branch = b.a_branch()
        person = b.a_member(branch.node, type="candidate")
        user = b.an_account()
        link_person(actor=SYSTEM, user=user.pk, person=person.pk)
        assert roles(user, DAY) == set()
        change_standing(actor=SYSTEM, person=person.pk, on=DAY, type="probationary_member")
        assert roles(user, DAY) == {("member", branch.node.path)}

    def test_another_group_changes_no_role_but_that_of_its_leader(self) -> None:
        branch = b.a_branch(members=4, groups=2)
        person = branch.people[0]
        user = b.an_account()
        link_person(actor=SYSTEM, user=user.pk, person=person)
        appoint(
            actor=SYSTEM,
            person=person,
            organization=branch.node.pk,
            post="group_leader",
            on=b.SINCE,
            group=branch.groups[0].pk,
        )
        change_standing(actor=SYSTEM, person=person, on=DAY, group=branch.groups[1].pk)
        assert roles(user, DAY) == {("member", branch.node.path), ("secretary", branch.node.path)}
        assert ("group_leader", branch.groups[0].path) in roles(user, DAY - ONE)

    def test_an_account_that_is_given_to_another_person_loses_the_roles_of_the_first(self) -> None:
        one, two = b.a_branch(), b.a_branch()
        user = b.an_account()
        with on_day(DAY):
            link_person(actor=SYSTEM, user=user.pk, person=one.people[0])
            link_person(actor=SYSTEM, user=user.pk, person=two.people[4])
        assert roles(user, DAY) == {("member", two.node.path)}
