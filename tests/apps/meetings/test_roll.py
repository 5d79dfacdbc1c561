"""The roll: who is entitled, who came, and who of them has a vote."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import an_actor
from zhidu.apps.activities.actions import ask_leave, decide_leave
from zhidu.apps.meetings.actions import end_exclusion, exclude, sign, take_roll
from zhidu.apps.meetings.actions.sign import Mark
from zhidu.apps.meetings.queries import roll
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 12)


def left_out(secretary, branch, person: int, **more):
    return exclude(
        **{
            "actor": secretary,
            "organization": branch.node.pk,
            "person": person,
            "ground": "bedridden",
            "reason": "中风卧床",
            "decided_on": DAY,
            "approver": "云溪镇党委",
            "approved_on": DAY,
            "first": DAY,
            **more,
        }
    )


def test_before_anybody_signed_in_the_roll_is_the_register_of_the_day(branch, arranged):
    found = roll(arranged().pk)
    assert len(found.entitled) == 9
    assert (found.present, found.taken) == ((), False)


def test_probationary_members_are_to_come_and_have_no_vote(branch, arranged):
    found = roll(arranged().pk)
    assert len(found.voters) == 8
    assert set(found.voters) == set(branch.people)


def test_everybody_is_present_in_one_press_but_for_leave_that_was_granted(branch, secretary, arranged):
    with on_day(date(2026, 10, 19)):
        meeting = arranged(on=date(2026, 10, 20))
        asked = ask_leave(
            actor=an_actor("member", branch.node, person=branch.people[6]),
            activity=meeting.pk,
            ground="illness",
        )
        decide_leave(actor=secretary, answer=asked.pk, granted=True)
    take_roll(actor=secretary, activity=meeting.pk)
    found = roll(meeting.pk)
    assert found.leave == (branch.people[6],)
    assert len(found.present) == 8
    assert found.grounds[branch.people[6]] == "身体不适"


def test_exceptions_are_marked_afterwards_and_can_be_taken_back(branch, secretary, arranged):
    meeting = arranged()
    take_roll(actor=secretary, activity=meeting.pk)
    sign(actor=secretary, activity=meeting.pk, marks=[Mark(branch.people[5], "absent", "没有说")])
    assert roll(meeting.pk).absent == (branch.people[5],)
    sign(actor=secretary, activity=meeting.pk, marks=[Mark(branch.people[5], "")])
    assert roll(meeting.pk).missing == (branch.people[5],)


def test_somebody_from_elsewhere_is_not_called_up(branch, secretary, arranged):
    with pytest.raises(Wrong, match="不在应到会名单里"):
        sign(actor=secretary, activity=arranged().pk, marks=[Mark(9_999_999, "present")])


def test_whoever_chairs_is_there(branch, secretary, arranged):
    meeting = arranged()
    room = take_roll(actor=secretary, activity=meeting.pk)
    assert room.chair_id == branch.people[0]
    with pytest.raises(Wrong, match="主持人或记录人没有到会"):
        sign(actor=secretary, activity=meeting.pk, marks=[Mark(branch.people[0], "absent")])


def test_a_meeting_of_another_day_is_not_signed_in_to(branch, secretary, arranged):
    meeting = arranged(on=date(2026, 10, 27))
    with pytest.raises(Wrong, match="还没有到"):
        take_roll(actor=secretary, activity=meeting.pk)


def test_a_member_does_not_take_the_roll(branch, arranged):
    with pytest.raises(Refused):
        take_roll(actor=an_actor("member", branch.node, person=branch.people[6]), activity=arranged().pk)


def test_whoever_is_left_out_and_stays_away_is_not_counted(branch, secretary, arranged):
    left_out(secretary, branch, branch.people[7])
    meeting = arranged()
    found = roll(meeting.pk)
    assert dict(found.excluded) == {branch.people[7]: "bedridden"}
    assert (len(found.entitled), len(found.voters), found.everyone) == (8, 7, 8)
    take_roll(actor=secretary, activity=meeting.pk)
    assert branch.people[7] not in roll(meeting.pk).present


@pytest.mark.covers("S2.1.11")
def test_whoever_is_left_out_and_comes_is_counted_again(branch, secretary, arranged):
    left_out(secretary, branch, branch.people[7])
    meeting = arranged()
    take_roll(actor=secretary, activity=meeting.pk)
    sign(actor=secretary, activity=meeting.pk, marks=[Mark(branch.people[7], "present")])
    found = roll(meeting.pk)
    assert (len(found.entitled), dict(found.excluded)) == (9, {})
    assert found.came_back == {branch.people[7]}
    assert branch.people[7] in found.voters_present


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ground": "busy"}, "ground"),
        ({"reason": " "}, "reason"),
        ({"approver": ""}, "approver"),
        ({"approved_on": date(2026, 10, 21)}, "approved_on"),
        ({"decided_on": date(2026, 10, 21)}, "decided_on"),
        ({"first": date(2026, 10, 1)}, "first"),
        ({"last": date(2026, 10, 1)}, "last"),
        ({"person": 9_999_999}, "person"),
    ],
)
def test_nobody_is_left_out_without_a_ground_a_decision_and_consent(branch, secretary, change, field):
    with pytest.raises(Wrong) as caught:
        left_out(secretary, branch, **{"person": branch.people[7], **change})
    assert field in caught.value.faults


def test_the_same_member_is_left_out_once(branch, secretary):
    left_out(secretary, branch, branch.people[7])
    with pytest.raises(Wrong, match="已经登记过"):
        left_out(secretary, branch, branch.people[7])


def test_an_exclusion_that_was_ended_counts_no_more_from_the_next_day_on(branch, secretary, arranged):
    made = left_out(secretary, branch, branch.people[7])
    end_exclusion(actor=secretary, exclusion=made.pk, version=made.version, why="能走动了")
    with on_day(date(2026, 10, 21)):
        assert not roll(arranged(on=date(2026, 10, 22)).pk).excluded


def test_whose_vote_is_suspended_is_to_come_and_has_no_vote(branch, secretary, arranged):
    left_out(secretary, branch, branch.people[7], ground="party_probation", reason="留党察看一年")
    found = roll(arranged().pk)
    assert branch.people[7] in found.entitled
    assert branch.people[7] not in found.voters


def test_at_a_committee_meeting_the_committee_votes(branch, arranged):
    found = roll(arranged("committee_meeting").pk)
    assert set(found.entitled) == set(found.voters) == set(branch.people[:5])
