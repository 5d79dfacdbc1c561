"""Who sees which records: in lists and one by one alike."""

from __future__ import annotations

import pytest

from tests.apps.activities.making import a_meeting, dues
from tests.apps.builders import a_county, an_actor
from zhidu.apps.activities.access import CORRECT, SEE
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.queries import visible_activities
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    county = a_county(townships=2, branches=2, members=5, groups=1)
    for branch in county.branches:
        enter_many(
            actor=SYSTEM,
            rows=[
                a_meeting(branch),
                a_meeting(branch, "group_meeting", node=branch.groups[0].pk),
                dues(branch, branch.people[3]),
                a_meeting(branch, "talk_held", person=branch.people[3]),
                a_meeting(branch, "talk_held", post=branch.posts["secretary"].pk),
            ],
        )
    return county


def seen(actor) -> set[tuple[str, int]]:
    return set(visible_activities(actor).values_list("kind", "organization_id"))


def test_a_member_sees_the_meetings_of_the_branch_and_the_own_records(world):
    branch = world.branches[0]
    member = an_actor("member", branch.node, person=branch.people[4])
    assert {kind for kind, _ in seen(member)} == {"members_meeting", "group_meeting"}
    spoken_to = an_actor("member", branch.node, person=branch.people[3])
    assert {kind for kind, _ in seen(spoken_to)} == {
        "members_meeting",
        "group_meeting",
        "dues_paid",
        "talk_held",
    }
    assert {place for _, place in seen(member)} == {branch.node.pk}


def test_a_committee_member_sees_records_about_people_but_no_talks(world):
    branch = world.branches[0]
    kinds = {kind for kind, _ in seen(an_actor("publicity", branch.node))}
    assert kinds == {"members_meeting", "group_meeting", "dues_paid"}


@pytest.mark.parametrize("post", ["secretary", "discipline"])
def test_talks_are_for_the_secretary_and_the_discipline_officer(world, post):
    branch = world.branches[0]
    actor = an_actor(post, branch.node)
    assert visible_activities(actor).filter(kind="talk_held").count() == 2


def test_a_superior_sees_the_business_of_the_subtree_and_no_talks(world):
    township = world.townships[0]
    kinds = seen(an_actor("superior", township))
    assert {place for _, place in kinds} == {one.node.pk for one in world.branches[:2]}
    assert "talk_held" not in {kind for kind, _ in kinds}


def test_the_secretary_of_a_township_does_not_write_in_its_branches(world):
    secretary = an_actor("secretary", world.townships[0])
    rows = list(visible_activities(secretary).select_related("node", "organization"))
    assert rows
    assert not any(CORRECT.can(secretary, one) for one in rows)


def test_a_group_leader_keeps_the_records_of_the_group(world):
    group = world.branches[0].groups[0]
    leader = an_actor("group_leader", group)
    rows = list(visible_activities(leader).select_related("node", "organization"))
    assert [one.kind for one in rows] == ["group_meeting"]
    assert CORRECT.can(leader, rows[0])


def test_the_list_and_the_single_check_agree(world):
    branch, township = world.branches[0], world.townships[0]
    actors = [
        an_actor(role, place)
        for role in (
            "member",
            "secretary",
            "discipline",
            "publicity",
            "superior",
            "group_leader",
            "administrator",
        )
        for place in (branch.node, branch.groups[0], township, world.root)
    ]
    actors.append(an_actor("member", branch.node, person=branch.people[3]))
    rows = list(Activity.objects.select_related("node", "organization"))
    for verb in (SEE, CORRECT):
        for actor in actors:
            listed = set(verb.visible(actor, Activity.objects.all()).values_list("pk", flat=True))
            assert listed == {one.pk for one in rows if verb.can(actor, one)}
