"""能到会、请假、准假: who may, what it proposes to the roll, and that nothing is assumed."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from tests.apps.activities.making import a_meeting
from tests.apps.builders import Branch, a_branch, a_client, an_actor
from zhidu.apps.activities import actions
from zhidu.apps.activities.invitations import answers_to, history, invitations, open_leave_requests
from zhidu.apps.activities.models import Activity, Answer
from zhidu.apps.activities.states import Reply
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
NEXT = date(2026, 10, 27)


@pytest.fixture
def meeting(branch: Branch) -> Activity:
    return actions.plan(
        actor=SYSTEM, entry=a_meeting(branch, on=NEXT, begins=time(19), venue="村委会二楼", planned=True)
    )


@pytest.fixture
def member(branch: Branch) -> Actor:
    return an_actor("member", branch.node, person=branch.people[6])


def asked(member: Actor, meeting: Activity, **more: Any) -> Answer:
    return actions.ask_leave(**{"actor": member, "activity": meeting.pk, "ground": "illness", **more})


# ---------------------------------------------------------------- who is invited


def test_a_member_is_invited_to_the_branch_and_to_the_own_group_only(
    branch: Branch, meeting: Activity, member: Actor
) -> None:
    for group in branch.groups:
        actions.plan(
            actor=SYSTEM,
            entry=a_meeting(branch, "group_meeting", node=group.pk, on=date(2026, 10, 28), planned=True),
        )
    actions.plan(
        actor=SYSTEM, entry=a_meeting(branch, "committee_meeting", on=date(2026, 10, 26), planned=True)
    )
    found = [one.activity for one in invitations(branch.people[6])]
    assert [one.kind for one in found] == ["members_meeting", "group_meeting"]
    assert found[1].node_id == branch.groups[0].pk
    assert invitations(branch.people[0])[0].activity.kind == "committee_meeting"


def test_a_meeting_called_off_or_past_invites_nobody(branch: Branch, meeting: Activity) -> None:
    with on_day(date(2026, 10, 28)):
        assert invitations(branch.people[6]) == []
    actions.cancel(actor=SYSTEM, activity=meeting.pk, version=1, reason="改期")
    assert invitations(branch.people[6]) == []


# ---------------------------------------------------------------- answering


def test_the_last_answer_counts_and_the_others_stay(meeting: Activity, member: Actor) -> None:
    actions.answer_invitation(actor=member, activity=meeting.pk)
    asked(member, meeting, words="腿疼")
    actions.withdraw_answer(actor=member, activity=meeting.pk)
    assert member.person is not None
    assert invitations(member.person)[0].reply == ""
    past = [one.reply for one in history(member.person, meeting)]
    assert past == [Reply.COMING, Reply.ASKED, Reply.WITHDRAWN]
    assert Answer.objects.filter(current=True).count() == 1


def test_nobody_answers_who_is_not_entitled(meeting: Activity) -> None:
    elsewhere = a_branch("西岭村党支部", members=3)
    stranger = an_actor("member", elsewhere.node, person=elsewhere.people[1])
    for act in (actions.answer_invitation, actions.withdraw_answer):
        with pytest.raises(Refused):
            act(actor=stranger, activity=meeting.pk)
    with pytest.raises(Refused):
        asked(stranger, meeting)


def test_leave_is_asked_for_before_the_meeting_begins(meeting: Activity, member: Actor) -> None:
    with on_day(date(2026, 10, 28)), pytest.raises(Wrong, match="已经开始"):
        asked(member, meeting)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"ground": "睡过了"}, "ground"), ({"ground": "other"}, "words"), ({"words": "字" * 201}, "words")],
    ids=["unknown reason", "other without a word", "too long"],
)
def test_a_leave_says_why(meeting: Activity, member: Actor, given: dict[str, str], field: str) -> None:
    with pytest.raises(Wrong) as caught:
        asked(member, meeting, **given)
    assert field in caught.value.faults


def test_the_same_leave_is_not_asked_for_twice(meeting: Activity, member: Actor) -> None:
    asked(member, meeting)
    with pytest.raises(Wrong, match="不用再请"):
        asked(member, meeting)
    assert asked(member, meeting, ground="family").ground == "family"


# ---------------------------------------------------------------- deciding


def test_the_secretary_is_told_without_the_reason_and_decides(
    branch: Branch, meeting: Activity, member: Actor, secretary: Actor
) -> None:
    request = asked(member, meeting, words="腿疼，走不动路")
    told = Message.objects.get(receiver=secretary.user)
    assert "腿疼" not in told.subject + told.body
    assert list(open_leave_requests(secretary)) == [request]
    made = actions.decide_leave(actor=secretary, answer=request.pk, granted=True)
    assert (made.reply, made.ground) == (Reply.GRANTED, "illness")
    assert list(open_leave_requests(secretary)) == []
    assert Message.objects.filter(receiver=member.user, subject__contains="准了").exists()


def test_a_refusal_says_why(meeting: Activity, member: Actor, secretary: Actor) -> None:
    request = asked(member, meeting)
    with pytest.raises(Wrong, match="为什么"):
        actions.decide_leave(actor=secretary, answer=request.pk, granted=False)
    made = actions.decide_leave(actor=secretary, answer=request.pk, granted=False, note="换届选举")
    assert (made.reply, made.note) == (Reply.REFUSED, "换届选举")


def test_nobody_decides_on_the_own_leave(branch: Branch, meeting: Activity, secretary: Actor) -> None:
    own = asked(secretary, meeting)
    assert list(open_leave_requests(secretary)) == []
    with pytest.raises(Refused):
        actions.decide_leave(actor=secretary, answer=own.pk, granted=True)
    deputy = an_actor("deputy", branch.node, person=branch.people[1])
    assert actions.decide_leave(actor=deputy, answer=own.pk, granted=True).reply == Reply.GRANTED


def test_a_group_leader_decides_for_the_groups_own_meeting_only(
    branch: Branch, meeting: Activity, member: Actor
) -> None:
    leader = an_actor("group_leader", branch.groups[0], person=branch.people[2])
    other = an_actor("group_leader", branch.groups[1], person=branch.people[3])
    small = actions.plan(
        actor=SYSTEM,
        entry=a_meeting(branch, "group_meeting", node=branch.groups[0].pk, on=NEXT, planned=True),
    )
    here, there = asked(member, small), asked(member, meeting)
    for actor, request in ((leader, there), (other, here), (member, here)):
        with pytest.raises(Refused):
            actions.decide_leave(actor=actor, answer=request.pk, granted=True)
    assert actions.decide_leave(actor=leader, answer=here.pk, granted=True).reply == Reply.GRANTED


def test_a_request_that_was_taken_back_meanwhile_is_stale(
    meeting: Activity, member: Actor, secretary: Actor
) -> None:
    request = asked(member, meeting)
    actions.withdraw_answer(actor=member, activity=meeting.pk)
    with pytest.raises(Stale):
        actions.decide_leave(actor=secretary, answer=request.pk, granted=True)


# ---------------------------------------------------------------- the roll


def test_the_roll_proposes_leave_that_was_granted_and_nothing_else(
    branch: Branch, meeting: Activity, member: Actor, secretary: Actor
) -> None:
    request = asked(member, meeting)
    waiting = an_actor("member", branch.node, person=branch.people[7])
    asked(waiting, meeting)
    actions.decide_leave(actor=secretary, answer=request.pk, granted=True)
    page = a_client(secretary).get(f"/activities/{meeting.pk}/hold/?on=2026-10-20")
    form = page.context["form"]
    proposed = {name: form[name].value() for name in form.fields if name.startswith("s_")}
    assert {name for name, value in proposed.items() if value} == {f"s_{branch.people[6]}"}
    assert form[f"g_{branch.people[6]}"].value() == "身体不适"
    assert "请对照实际核一下" in page.content.decode()


# ---------------------------------------------------------------- pages


def test_a_member_asks_on_the_page_and_the_secretary_answers_there(
    branch: Branch, meeting: Activity, member: Actor, secretary: Actor
) -> None:
    browser = a_client(member)
    page = browser.get(f"/activities/{meeting.pk}/leave/?back=/my/").content.decode()
    assert "交给" in page
    answer = browser.post(
        f"/activities/{meeting.pk}/leave/?back=/my/", {"ground": "illness", "words": "腿疼"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/my/")
    request = Answer.objects.get()
    office = a_client(secretary)
    assert "腿疼" in office.get(f"/activities/{meeting.pk}/").content.decode()
    answer = office.post(f"/activities/leave/{request.pk}/", {"decision": "grant", "note": ""})
    assert answer.status_code == 302
    assert "已准假" in browser.get(f"/activities/{meeting.pk}/").content.decode()


def test_the_reason_is_not_shown_to_other_members(branch: Branch, meeting: Activity, member: Actor) -> None:
    request = asked(member, meeting, words="腿疼")
    other = a_client(an_actor("member", branch.node, person=branch.people[7]))
    assert "腿疼" not in other.get(f"/activities/{meeting.pk}/").content.decode()
    assert other.get(f"/activities/leave/{request.pk}/").status_code == 403


def test_an_address_elsewhere_is_not_gone_back_to(meeting: Activity, member: Actor) -> None:
    answer = a_client(member).post(f"/activities/{meeting.pk}/come/?back=https%3A%2F%2Felsewhere.example%2F")
    assert answer["Location"] == f"/activities/{meeting.pk}/"
    assert [one.reply for one in answers_to(meeting)] == [Reply.COMING]
