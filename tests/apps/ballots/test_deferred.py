"""A close vote: put off, looked into, voted on again; and votes that a procedure waits for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.apps.ballots.making import TODAY, a_draft, a_voting_branch, marks, opened
from tests.apps.builders import an_actor
from zhidu.apps.ballots.actions import annul, count_hands, open_ballot, prepare, take_further
from zhidu.apps.ballots.pending import pending
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.actions import open_case, take_step
from zhidu.apps.procedures.choosing import offered
from zhidu.apps.procedures.papers_in import Paper
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day

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


@pytest.mark.covers("S5.2.8")
def test_a_close_vote_is_put_off_even_if_it_would_have_passed(branch):
    done = close(branch)
    assert done.outcome == "deferred"
    assert done.record.columns["result"] == "deferred"
    step = next(one for one in done.result["steps"] if one["what"] == "near_tie")
    assert (step["count"], step["needed"]) == (2, 3)


def test_a_deferred_vote_is_offered_to_the_next_meeting_until_it_is_taken_again(branch):
    done = close(branch)
    officer = an_actor("secretary", branch.node)
    here = (branch.node.pk, branch.node.pk)
    (offer,) = pending(officer, *here, done.forum)
    assert offer.title == "再次表决：是否同意建冷库？"
    assert pending(officer, *here, "group_meeting") == []
    assert pending(an_actor(), *here, done.forum) == []
    with on_day(TODAY + timedelta(days=20)):
        prepare(actor=SYSTEM, draft=a_draft(branch, matter="major", before=done.pk))
    assert pending(officer, *here, done.forum) == []


def test_in_an_emergency_the_majority_is_carried_out(branch):
    ballot = prepare(actor=SYSTEM, draft=a_draft(branch, matter="major"))
    ballot = open_ballot(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, emergency=True)
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
