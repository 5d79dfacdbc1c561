"""Paper ballots: a sheet that adds up, three signatures, and only then a result."""

from __future__ import annotations

import pytest

from tests.apps.ballots.making import a_draft, marks, opened
from zhidu.apps.ballots.actions import close_sheet, fill_sheet, prepare, sign_sheet
from zhidu.apps.ballots.actions.sheets import QUESTION, Filled
from zhidu.apps.ballots.models import Ballot, Sheet
from zhidu.apps.ballots.states import Method, Role
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db


def filled(ballot, actor=SYSTEM, **more):
    told = {"issued": 9, "returned": 9, "valid": 8, "void": 1, "lines": {QUESTION: marks(6, 1, 1)}, **more}
    version = Ballot.objects.get(pk=ballot.pk).version
    return fill_sheet(actor=actor, ballot=ballot.pk, version=version, filled=Filled(**told))


def signed(ballot, sheet, *roles):
    for one in ballot.tellers.filter(role__in=roles or [*Role]):
        sign_sheet(actor=Actor(person=one.person_id), ballot=ballot.pk, digest=sheet.digest)


def closed(ballot):
    return close_sheet(actor=SYSTEM, ballot=ballot.pk, version=Ballot.objects.get(pk=ballot.pk).version)


def test_a_sheet_signed_by_all_three_makes_the_result(branch):
    ballot = opened(branch, Method.PAPER)
    signed(ballot, filled(ballot))
    done = closed(ballot)
    assert (done.outcome, done.result["yes"], done.result["void"]) == ("passed", 6, 1)
    assert done.record.columns["method"] == "secret"


def test_numbers_that_cannot_be_are_refused_field_by_field(branch):
    ballot = opened(branch, Method.PAPER)
    with pytest.raises(Wrong) as refused:
        filled(ballot, issued=10, valid=9, lines={QUESTION: marks(6, 1, 1)})
    assert set(refused.value.faults) == {"issued", "valid", QUESTION}
    assert not Sheet.objects.exists()


def test_without_all_signatures_nothing_is_announced(branch):
    ballot = opened(branch, Method.PAPER)
    signed(ballot, filled(ballot), Role.COUNTER, Role.SECOND)
    with pytest.raises(Wrong, match="监票人还没有签"):
        closed(ballot)


def test_a_change_takes_the_signatures_off(branch):
    ballot = opened(branch, Method.PAPER)
    first = filled(ballot)
    signed(ballot, first)
    old = first.digest
    second = filled(ballot, lines={QUESTION: marks(5, 2, 1)})
    with pytest.raises(Wrong, match="还没有签"):
        closed(ballot)
    with pytest.raises(Wrong, match="刚刚改过"):
        sign_sheet(actor=Actor(person=branch.people[-1]), ballot=ballot.pk, digest=old)
    signed(ballot, second)
    assert closed(ballot).result["yes"] == 5


def test_a_counter_fills_the_sheet_and_a_plain_member_does_not(branch):
    ballot = opened(branch, Method.PAPER)
    filled(ballot, actor=Actor(person=branch.people[-2]))
    with pytest.raises(Refused):
        filled(ballot, actor=Actor(person=branch.people[5]))


def test_paper_needs_two_counters_and_a_scrutineer_who_are_not_the_same(branch):
    people = branch.people
    with pytest.raises(Wrong, match="没有选第二计票人"):
        prepare(
            actor=SYSTEM,
            draft=a_draft(
                branch, Method.PAPER, tellers={Role.SCRUTINEER: people[1], Role.COUNTER: people[2]}
            ),
        )
    with pytest.raises(Wrong, match="选了两次"):
        prepare(actor=SYSTEM, draft=a_draft(branch, Method.PAPER, tellers=dict.fromkeys(Role, people[1])))


def test_an_election_on_paper(branch):
    names = branch.people[:4]
    ballot = opened(branch, Method.PAPER, matter="election", seats=3, candidates=names, title="选举委员")
    lines = dict(zip(map(str, names), (marks(9), marks(8, 1), marks(7, 1, 1), marks(2, 6, 1)), strict=True))
    signed(ballot, filled(ballot, valid=9, void=0, lines=lines, others={}))
    done = closed(ballot)
    assert done.outcome == "elected"
    assert [row["person"] for row in done.result["rows"] if row["elected"]] == names[:3]
