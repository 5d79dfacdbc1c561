"""Votes by show of hands and by name: the roll is frozen, the rules add up, the result says every number."""

from __future__ import annotations

import pytest

from tests.apps.ballots.making import a_draft, a_voting_branch, marks, opened
from tests.apps.builders import a_member, an_actor
from zhidu.apps.activities.models import Activity
from zhidu.apps.ballots.actions import annul, cast_named, count_hands, open_ballot, prepare
from zhidu.apps.ballots.electorate import Exceptions, proposed
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.requirements import GROUNDS, asked_of
from zhidu.apps.ballots.states import Method
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db


def counted(ballot, hands, **more):
    return count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, hands=hands, **more)


@pytest.mark.covers("S5.2.5")
def test_a_vote_states_numerator_denominator_threshold_and_clause(branch):
    ballot = counted(opened(branch), marks(6, 2, 1))
    assert ballot.outcome == "passed"
    passing = next(step for step in ballot.result["steps"] if step["what"] == "passing")
    assert (passing["count"], passing["denominator"], passing["needed"]) == (6, 9, 5)
    assert "支部条例" in passing["source"]
    assert passing["kept"]


def test_the_record_is_what_clauses_judge(branch):
    ballot = counted(opened(branch), marks(6, 2, 1), dissent="两位同志认为应先清欠。")
    record = Activity.objects.get(pk=ballot.record_id)
    assert record.kind == "ballot"
    wanted = {"forum": "members_meeting", "matter": "work_plan", "method": "show_of_hands", "entitled": "9"}
    assert record.columns.items() >= {**wanted, "yes": "6", "dissent_recorded": "true"}.items()


def test_below_the_quorum_it_does_not_open_and_the_numbers_are_said(branch):
    away = Exceptions(away=frozenset(branch.people[4:]))
    with pytest.raises(Wrong, match="实到会 4 人") as refused:
        opened(branch, said=away)
    assert "至少" in str(refused.value)
    assert Ballot.objects.get().state == "draft"


def test_more_hands_than_people_are_refused(branch):
    with pytest.raises(Wrong, match="多于到会的 9 人"):
        counted(opened(branch), marks(10))


def test_probationary_members_have_no_vote(branch):
    a_member(branch.node, "预备的同志", type="probationary_member")
    ballot = prepare(actor=SYSTEM, draft=a_draft(branch))
    assert len(proposed(ballot, today())) == 9


def test_somebody_left_out_who_comes_is_counted_in_again_before_freezing(branch):
    ill, back = branch.people[7:]
    reasons = {ill: GROUNDS[3], back: GROUNDS[4]}
    ballot = opened(branch, said=Exceptions(excluded=reasons, present=frozenset({back})))
    assert (ballot.entitled, ballot.again, ballot.denominator, ballot.present) == (7, 1, 8, 8)
    done = counted(ballot, marks(4, 4))
    assert done.outcome == "failed"


def test_only_the_grounds_of_the_rules_leave_somebody_out(branch):
    with pytest.raises(Wrong, match="只有规定的五种"):
        opened(branch, said=Exceptions(excluded={branch.people[8]: "不想来"}))


def test_written_opinions_count_only_where_a_clause_says_so(branch):
    with pytest.raises(Wrong, match="没有写书面意见计入票数"):
        opened(branch, said=Exceptions(written=frozenset(branch.people[8:])))


def test_one_matter_at_a_time(branch):
    first = opened(branch)
    second = prepare(actor=SYSTEM, draft=a_draft(branch, title="另一件"))
    with pytest.raises(Wrong, match="一次只表决一件"):
        open_ballot(actor=SYSTEM, ballot=second.pk, version=second.version)
    counted(first, marks(9))
    open_ballot(actor=SYSTEM, ballot=second.pk, version=second.version)


def test_a_reserved_matter_is_refused_in_another_forum(branch):
    with pytest.raises(Wrong, match="不能在支委会表决"):
        prepare(actor=SYSTEM, draft=a_draft(branch, matter="by_election", forum="committee_meeting"))


def test_the_way_of_voting_is_the_clauses(branch):
    with pytest.raises(Wrong, match="应用无记名投票"):
        prepare(actor=SYSTEM, draft=a_draft(branch, matter="admission", person=branch.people[5]))


@pytest.mark.covers("S5.10.3")
def test_admission_is_voted_on_person_by_person(branch):
    draft = a_draft(branch, Method.SECRET, matter="admission")
    with pytest.raises(Wrong, match="一次只表决一个人"):
        prepare(actor=SYSTEM, draft=draft)


def test_what_goes_before_must_have_been_done(branch):
    more = {"matter": "penalty", "person": branch.people[5]}
    ballot = prepare(actor=SYSTEM, draft=a_draft(branch, **more))
    with pytest.raises(Wrong, match="听取本人"):
        open_ballot(actor=SYSTEM, ballot=ballot.pk, version=ballot.version)
    opened_now = open_ballot(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, done=["heard_person"])
    assert opened_now.open


@pytest.mark.covers("S2.1.11")
def test_own_book_and_superiors_are_kept_together():
    branch = a_voting_branch("一中党支部", books=("national", "school-branch"), members=10)
    asked = asked_of(branch.node, today(), "members_meeting", "major")
    assert {clause.book for clause in asked.clauses} >= {"national"}
    done = counted(opened(branch, matter="work_report"), marks(5, 3, 2))
    assert done.outcome == "failed"
    assert any(not step["kept"] and step["needed"] == 6 for step in done.result["steps"])


def test_a_vote_by_name_counts_itself_and_each_person_once(branch):
    ballot = opened(branch, Method.NAMED)
    for person in branch.people[:7]:
        cast_named(actor=Actor(person=person), ballot=ballot.pk, choice="y")
    with pytest.raises(Wrong, match="一人一票"):
        cast_named(actor=Actor(person=branch.people[0]), ballot=ballot.pk, choice="n")
    with pytest.raises(Refused):
        cast_named(
            actor=Actor(person=branch.people[0]), ballot=ballot.pk, choice="n", person=branch.people[8]
        )
    cast_named(actor=SYSTEM, ballot=ballot.pk, choice="n", person=branch.people[7])
    done = count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version)
    assert (done.result["yes"], done.result["no"], done.outcome) == (7, 1, "passed")


def test_only_who_runs_it_may_and_only_once(branch, secretary):
    member = an_actor("member", branch.node, person=branch.people[5])
    with pytest.raises(Refused):
        prepare(actor=member, draft=a_draft(branch))
    ballot = prepare(actor=secretary, draft=a_draft(branch))
    open_ballot(actor=secretary, ballot=ballot.pk, version=ballot.version)
    with pytest.raises(Stale):
        annul(actor=secretary, ballot=ballot.pk, version=ballot.version, reason="试")
    now = Ballot.objects.get(pk=ballot.pk)
    count_hands(actor=secretary, ballot=ballot.pk, version=now.version, hands=marks(9))
    with pytest.raises(Wrong, match="已结束"):
        annul(actor=secretary, ballot=ballot.pk, version=now.version + 1, reason="试")
