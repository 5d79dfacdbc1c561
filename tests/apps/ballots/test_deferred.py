"""A close vote: put off, looked into, voted on again; and votes that a procedure waits for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.apps.ballots.making import TODAY, a_draft, a_runner, a_voting_branch, marks, opened
from tests.apps.builders import a_client
from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.entries import Entry
from zhidu.apps.ballots.actions import annul, count_hands, open_ballot, prepare, take_further
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.pending import pending
from zhidu.apps.meetings import queries as meetings
from zhidu.apps.meetings.actions import take_roll
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.actions import open_case, take_step
from zhidu.apps.procedures.choosing import offered
from zhidu.apps.procedures.papers_in import Paper
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day, today

pytestmark = pytest.mark.django_db
MARGIN = {"near-tie": {"near_tie.margin": "2"}}


@pytest.fixture
def branch(db):
    return a_voting_branch(
        "南岭村党支部", members=10, books=("branch-comprehensive",), branch_comprehensive=MARGIN
    )


def close(branch):
    ballot = opened(branch, matter="major", title="是否同意建冷库？")
    return count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, hands=marks(6, 4))


@pytest.mark.covers("S5.2.7")
def test_how_close_is_close_is_for_the_organisation_to_say_before_anybody_votes():
    branch = a_voting_branch("北岭村党支部", books=("branch-comprehensive",))
    with pytest.raises(Wrong, match=r"还没有定.*相差几票以内算人数接近"):
        opened(branch, matter="major")
    page = a_client(a_runner(branch)).get(Ballot.objects.get().get_absolute_url()).content.decode()
    assert "去明确数字" in page


@pytest.mark.covers("S5.2.8")
def test_a_close_vote_is_put_off_even_if_it_would_have_passed(branch):
    done = close(branch)
    assert done.outcome == "deferred"
    assert done.record.columns["result"] == "deferred"
    step = next(one for one in done.result["steps"] if one["what"] == "near_tie")
    assert (step["count"], step["needed"]) == (2, 3)


@pytest.mark.covers("S5.2.7")
def test_in_an_emergency_the_majority_is_carried_out(branch):
    ballot = prepare(actor=SYSTEM, draft=a_draft(branch, matter="major"))
    told = {"actor": SYSTEM, "ballot": ballot.pk, "version": ballot.version, "emergency": True}
    with pytest.raises(Wrong, match="为什么紧急"):
        open_ballot(**told)
    ballot = open_ballot(**told, emergency_why="汛情等不得")
    done = count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, hands=marks(6, 4))
    assert done.outcome == "passed"


def test_it_is_voted_on_again_at_the_next_meeting_and_not_at_the_same(branch):
    done = close(branch)
    draft = a_draft(branch, matter="major", before=done.pk)
    with pytest.raises(Wrong, match="下次会议再表决"):
        prepare(actor=SYSTEM, draft=draft)
    with on_day(TODAY + timedelta(days=20)):
        assert prepare(actor=SYSTEM, draft=draft).before_id == done.pk


def test_the_procedure_for_it_is_opened_once(branch):
    done = close(branch)
    now = take_further(actor=SYSTEM, ballot=done.pk, version=done.version)
    case = procedures.case(now.follow_case)
    assert case is not None
    assert "冷库" in case.matter.title
    with pytest.raises(Wrong, match="已经立项"):
        take_further(actor=SYSTEM, ballot=done.pk, version=now.version)


def test_a_step_that_waits_for_a_vote_is_told_what_came_out(branch):
    case, step = a_case_before_its_vote(branch)
    ballot = opened(branch, matter="important", gate=(case, step))
    count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, hands=marks(9, 1))
    gate = procedures.at_gate(case, step)
    assert gate is not None
    assert gate.passed_on == TODAY


def test_an_annulled_vote_gives_the_step_back(branch):
    case, step = a_case_before_its_vote(branch)
    first = opened(branch, matter="important", gate=(case, step))
    annul(actor=SYSTEM, ballot=first.pk, version=first.version, reason="名册错了")
    second = opened(branch, matter="important", gate=(case, step))
    assert second.open


def a_case_before_its_vote(branch):
    """A deferred matter whose inquiry and exchange are done, so that it waits for its vote."""
    way = next(one for one in offered(branch.node, TODAY) if one.procedure.id == "deferred-decision")
    case = open_case(actor=SYSTEM, organization=branch.node.pk, procedure=way.key, first=TODAY, title="冷库")
    notes = [Paper("investigation_notes", words="在文件柜一")]
    for step, more in (("investigate", {"papers": notes}), ("exchange", {"result": "otherwise"})):
        row = procedures.case(case.pk)
        assert row is not None
        take_step(actor=SYSTEM, case=row.pk, version=row.version, step=step, on=TODAY, **more)
    return case.pk, "revote"


@pytest.mark.covers("S5.2.8")
def test_it_is_proposed_on_the_agenda_of_the_next_meeting_and_voted_on_from_there(branch, secretary):
    done = close(branch)
    client = a_client(secretary)
    (offer,) = pending(secretary, branch.node.pk, branch.node.pk, "members_meeting")
    assert offer.title == f"再次表决：{done.title}"
    assert pending(secretary, branch.node.pk, branch.node.pk, "committee_meeting") == []
    with on_day(TODAY + timedelta(days=20)):
        entry = Entry(kind="members_meeting", node=branch.node.pk, on=today(), planned=True)
        meeting = plan(actor=SYSTEM, entry=entry, agenda=[Item(offer.title, offer.topic)])
        take_roll(actor=SYSTEM, activity=meeting.pk)
        point = meetings.agenda(meeting.pk)[0]
        where = {"organization": branch.node.pk, "meeting": meeting.pk, "point": point.pk}
        start = client.get("/ballots/new/", where).context["start"]
        assert (start["before"], start["matter"], start["title"]) == (done.pk, "major", done.title)
        prepare(actor=SYSTEM, draft=a_draft(branch, matter="major", before=done.pk, meeting=meeting.pk))
        assert pending(secretary, branch.node.pk, branch.node.pk, "members_meeting") == []


def test_once_it_is_a_case_the_next_meeting_waits_for_what_goes_before(branch, secretary):
    done = close(branch)
    take_further(actor=SYSTEM, ballot=done.pk, version=done.version)
    with on_day(TODAY + timedelta(days=20)):
        entry = Entry(kind="members_meeting", node=branch.node.pk, on=today(), planned=True)
        meeting = plan(actor=SYSTEM, entry=entry, agenda=[Item(f"再次表决：{done.title}")])
        take_roll(actor=SYSTEM, activity=meeting.pk)
        point = meetings.agenda(meeting.pk)[0]
        where = {"organization": branch.node.pk, "meeting": meeting.pk, "point": point.pk}
        assert "还不能再表决" in a_client(secretary).get("/ballots/new/", where).content.decode()
