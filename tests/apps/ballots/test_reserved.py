"""What the rules keep for a vote: a meeting is not over without it, and one matter is voted on at a time."""

from __future__ import annotations

from datetime import time

import pytest

from tests.apps.ballots.making import TODAY, a_draft, a_voting_branch, marks
from tests.apps.builders import a_client
from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.ballots.actions import annul, count_hands, open_ballot, prepare
from zhidu.apps.meetings import queries as meetings
from zhidu.apps.meetings.actions import close, open_meeting, serve, set_point, sort_point, take_roll
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(db):
    """Eight who run the comprehensive book: plans, penalties and elections are the members' meeting's to vote on."""
    return a_voting_branch("东岭村党支部", books=("national", "branch-comprehensive"))


def running(branch, *points, kind="members_meeting"):
    """A meeting that was declared open with everybody there."""
    entry = Entry(kind=kind, node=branch.node.pk, on=TODAY, begins=time(9), planned=True)
    meeting = plan(actor=SYSTEM, entry=entry, agenda=[Item(one) for one in points])
    take_roll(actor=SYSTEM, activity=meeting.pk)
    room = meetings.meeting(meeting)
    assert room is not None
    serve(
        actor=SYSTEM,
        activity=meeting.pk,
        chair=branch.people[0],
        recorder=branch.people[1],
        guests="",
        version=room.version,
    )
    open_meeting(actor=SYSTEM, activity=meeting.pk)
    return meeting


def points_of(meeting):
    return meetings.agenda(meeting.pk)


def voted_on(branch, meeting, point, matter="work_plan"):
    draft = a_draft(branch, meeting=meeting.pk, point=point.pk, matter=matter)
    ballot = prepare(actor=SYSTEM, draft=draft)
    ballot = open_ballot(actor=SYSTEM, ballot=ballot.pk, version=ballot.version)
    return count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, hands=marks(9))


@pytest.mark.covers("S5.2.4")
def test_a_meeting_is_not_over_while_a_reserved_matter_was_dealt_with_without_a_vote(branch):
    meeting = running(branch, "学习文件", "讨论明年工作计划")
    with pytest.raises(Wrong) as refused:
        close(actor=SYSTEM, activity=meeting.pk, rest="done")
    said = str(refused.value)
    assert "第 2 项“讨论明年工作计划”是工作计划，须经表决" in said
    assert "第五篇·一" in said
    voted_on(branch, meeting, points_of(meeting)[1])
    assert close(actor=SYSTEM, activity=meeting.pk, rest="done").state == "held"


def test_a_vote_on_something_else_does_not_do(branch):
    meeting = running(branch, "讨论明年工作计划")
    voted_on(branch, meeting, points_of(meeting)[0], matter="other")
    with pytest.raises(Wrong, match="还没有表决结果"):
        close(actor=SYSTEM, activity=meeting.pk, rest="done")


def test_an_annulled_vote_does_not_do(branch):
    meeting = running(branch, "讨论明年工作计划")
    draft = a_draft(branch, meeting=meeting.pk, point=points_of(meeting)[0].pk)
    ballot = prepare(actor=SYSTEM, draft=draft)
    annul(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, reason="写错了")
    with pytest.raises(Wrong, match="还没有表决结果"):
        close(actor=SYSTEM, activity=meeting.pk, rest="done")


def test_it_may_be_put_off_with_a_reason_that_stands_in_the_minutes(branch):
    meeting = running(branch, "学习文件", "讨论明年工作计划")
    point = points_of(meeting)[1]
    with pytest.raises(Wrong, match="没有写理由"):
        set_point(actor=SYSTEM, activity=meeting.pk, point=point.pk, state="put_off")
    why = "草案还要征求各组意见"
    set_point(actor=SYSTEM, activity=meeting.pk, point=point.pk, state="put_off", reason=why)
    done = close(actor=SYSTEM, activity=meeting.pk, rest="done")
    assert f"这次没有议：讨论明年工作计划（{why}）" in done.notes


def test_all_that_is_left_may_be_put_off_at_once_with_one_reason(branch):
    meeting = running(branch, "讨论明年工作计划")
    with pytest.raises(Wrong, match="写明理由"):
        close(actor=SYSTEM, activity=meeting.pk, rest="put_off")
    done = close(actor=SYSTEM, activity=meeting.pk, rest="put_off", why="停电")
    assert "（停电）" in done.notes


def test_what_was_taken_for_a_reserved_matter_can_be_put_right(branch):
    meeting = running(branch, "传达选举工作的文件")
    point = points_of(meeting)[0]
    assert point.topic == "election"
    with pytest.raises(Wrong, match="请从列表中选择"):
        sort_point(actor=SYSTEM, activity=meeting.pk, point=point.pk, topic="study")
    sort_point(actor=SYSTEM, activity=meeting.pk, point=point.pk, topic="")
    assert close(actor=SYSTEM, activity=meeting.pk, rest="done").state == "held"


def test_a_meeting_is_not_over_while_a_vote_is_going_on(branch):
    meeting = running(branch, "学习文件")
    ballot = prepare(actor=SYSTEM, draft=a_draft(branch, meeting=meeting.pk, matter="other"))
    ballot = open_ballot(actor=SYSTEM, ballot=ballot.pk, version=ballot.version)
    with pytest.raises(Wrong, match="表决还没有结束"):
        close(actor=SYSTEM, activity=meeting.pk, rest="done")
    count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, hands=marks(9))
    close(actor=SYSTEM, activity=meeting.pk, rest="done")
    assert Activity.objects.get(pk=meeting.pk).state == "held"


@pytest.mark.covers("S5.2.5")
def test_one_matter_at_a_time_in_one_meeting_whatever_the_forum(branch):
    meeting = running(branch, "学习文件")
    first = prepare(actor=SYSTEM, draft=a_draft(branch, meeting=meeting.pk, matter="other"))
    open_ballot(actor=SYSTEM, ballot=first.pk, version=first.version)
    rival = prepare(
        actor=SYSTEM, draft=a_draft(branch, meeting=meeting.pk, matter="work_plan", title="另一件")
    )
    rival.forum = "election_meeting"
    with pytest.raises(Wrong, match="一次只表决一件"):
        open_ballot(actor=SYSTEM, ballot=rival.pk, version=rival.version)


def test_the_way_to_the_vote_is_on_the_page_where_the_meeting_is_ended(branch, secretary):
    meeting = running(branch, "讨论明年工作计划")
    point = points_of(meeting)[0]
    client = a_client(secretary)
    page = client.post(f"/meetings/{meeting.pk}/close/", {"rest": "done"}).content.decode()
    assert "还不能结束" in page
    assert f"meeting={meeting.pk}&amp;point={point.pk}" in page
    form = client.get(
        "/ballots/new/", {"organization": branch.node.pk, "meeting": meeting.pk, "point": point.pk}
    )
    assert form.context["form"]["matter"].value() == "work_plan"
    client.post(f"/meetings/{meeting.pk}/points/{point.pk}/put-off/", {"reason": "下次再议"})
    assert points_of(meeting)[0].reason == "下次再议"
