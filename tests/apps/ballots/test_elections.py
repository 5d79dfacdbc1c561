"""Elections: candidates, papers, ties, a second round, taking office."""

from __future__ import annotations

import pytest

from tests.apps.ballots.making import TODAY, a_draft, a_voting_branch, box_opened, opened
from tests.apps.builders import a_committee
from zhidu.apps.ballots.actions import cast, open_ballot, prepare, second_round, take_key, take_office
from zhidu.apps.ballots.electorate import Exceptions
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.states import Method, Role
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db(transaction=True)
TIED = ["yyyn", "yyny", "ynyy"] * 3
"""The first has nine votes, the other three six each."""


def an_election(branch, papers=(), others=None, **more):
    """Seats for three and four names, unless said otherwise; each paper in turn is somebody's."""
    told = {"matter": "election", "seats": 3, "candidates": branch.people[:4], "title": "选举委员", **more}
    ballot = opened(branch, Method.SECRET, **told)
    for place, (person, marks) in enumerate(zip(branch.people, papers, strict=False)):
        cast(actor=Actor(person=person), ballot=ballot.pk, marks=marks, others=(others or {}).get(place, ()))
    return ballot


def elected(ballot):
    return [row["person"] for row in ballot.result["rows"] if row["elected"]]


@pytest.mark.covers("S5.7.1")
def test_whoever_has_more_than_half_of_those_entitled_is_elected(branch):
    done = box_opened(an_election(branch, ["yyyn"] * 6 + ["yyna"] * 3))
    assert (done.outcome, elected(done)) == ("elected", branch.people[:3])
    assert done.result["rows"][0]["needed"] == 5
    assert done.record.columns["result"] == "passed"
    assert done.record.columns["surplus_percent"] == "33.33"


def test_fewer_candidates_than_a_fifth_more_are_refused(branch):
    with pytest.raises(Wrong, match="至少提 4 名"):
        an_election(branch, candidates=branch.people[:3])


def test_below_four_fifths_it_does_not_begin(branch):
    with pytest.raises(Wrong, match="实到会 7 人"):
        an_election(branch, said=Exceptions(away=frozenset(branch.people[4:6])))


def test_hands_elect_nobody(branch):
    with pytest.raises(Wrong, match="无记名"):
        prepare(actor=SYSTEM, draft=a_draft(branch, matter="election", seats=3, candidates=branch.people[:4]))


def test_a_candidate_watches_over_no_box(branch):
    people = branch.people
    with pytest.raises(Wrong, match="不能同时是候选人"):
        an_election(branch, tellers={Role.SCRUTINEER: people[0], Role.COUNTER: people[8]})


def test_a_paper_with_too_many_names_is_void(branch):
    done = box_opened(an_election(branch, ["yyyy"] + ["yyyn"] * 8))
    assert (done.result["void"], done.result["valid"]) == (1, 8)


def test_somebody_not_listed_may_be_written_in(branch):
    six = branch.people[5]
    done = box_opened(an_election(branch, ["yynn"] * 9, others={place: [six] for place in range(6)}))
    assert set(elected(done)) == {*branch.people[:2], six}
    with pytest.raises(Wrong, match="不在名册上"):
        an_election(branch, ["yynn"], others={0: [10**6]}, title="再选")


def test_a_tie_is_voted_on_again_among_the_equals(branch):
    done = box_opened(an_election(branch, TIED))
    assert (done.outcome, elected(done), done.result["gap"]) == ("tied", branch.people[:1], 2)
    again = second_round(actor=SYSTEM, ballot=done.pk)
    assert [one.person_id for one in again.candidates.all()] == branch.people[1:4]
    assert again.seats == 2
    with pytest.raises(Wrong, match="已经准备了"):
        second_round(actor=SYSTEM, ballot=done.pk)
    keys = {
        one.pk: take_key(actor=Actor(person=one.person_id), ballot=again.pk) for one in again.tellers.all()
    }
    again = open_ballot(actor=SYSTEM, ballot=again.pk, version=again.version)
    again.keys = keys
    for person in branch.people:
        cast(actor=Actor(person=person), ballot=again.pk, marks="yyn")
    assert elected(box_opened(again)) == branch.people[1:3]


def test_seats_left_are_voted_on_among_the_best_of_the_rest(branch):
    done = box_opened(an_election(branch, ["yynn"] * 5 + ["yyyn"] * 4))
    assert (done.outcome, done.result["gap"]) == ("gap", 1)
    again = second_round(actor=SYSTEM, ballot=done.pk)
    assert [one.person_id for one in again.candidates.all()] == branch.people[2:4]


def test_the_reading_of_half_is_a_setting_and_both_are_told():
    by_present = {"election.vote-2020": {"pass.of": "present"}}
    branch = a_voting_branch("西岭村党支部", members=10, national=by_present)
    told = {"seats": 1, "candidates": branch.people[:2]}
    done = box_opened(an_election(branch, ["yn"] * 5 + ["nn"] * 5, **told))
    assert done.result["reading"] == "present"


def test_those_elected_take_office_and_the_term_begins(branch):
    body = a_committee(branch.node)
    told = {
        "post": "committee_member",
        "years": 3,
        "candidates": branch.people[5:9],
        "tellers": {Role.SCRUTINEER: branch.people[0], Role.COUNTER: branch.people[1]},
    }
    done = box_opened(an_election(branch, ["yyyn"] * 9, **told))
    take_office(actor=SYSTEM, ballot=done.pk, version=done.version, on=TODAY)
    held = {
        one.person_id for one in members.posts_on(branch.node.pk, TODAY) if one.post == "committee_member"
    }
    assert held >= set(branch.people[5:8])
    assert orgs.attributes_on(orgs.node(body.pk), TODAY)["term_from"] == TODAY.isoformat()
    now = Ballot.objects.get(pk=done.pk)
    with pytest.raises(Wrong, match="已经从"):
        take_office(actor=SYSTEM, ballot=done.pk, version=now.version, on=TODAY)


def test_the_committee_elects_its_secretary_and_the_superiors_appoint(branch, secretary):
    five = branch.people[:5]
    told = {
        "forum": "committee_meeting",
        "post": "deputy",
        "seats": 1,
        "candidates": [five[2]],
        "tellers": {Role.SCRUTINEER: five[3], Role.COUNTER: five[4]},
        "title": "选举副书记",
    }
    ballot = an_election(branch, ["y"] * 5, **told)
    assert (ballot.entitled, ballot.circle, ballot.forum) == (5, "committee", "election_meeting")
    done = box_opened(ballot)
    assert elected(done) == [five[2]]
    with pytest.raises(Refused):
        take_office(actor=secretary, ballot=done.pk, version=done.version, on=TODAY)
    take_office(actor=SYSTEM, ballot=done.pk, version=done.version, on=TODAY)
