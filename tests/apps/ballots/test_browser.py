"""In the browser: an election with a tie, and a close vote that is put off."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps.ballots.making import a_voting_branch, opened
from tests.apps.builders import an_account, holds
from zhidu.apps.ballots.actions import cast
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.states import Method
from zhidu.foundation.access.rules import Actor

pytestmark = pytest.mark.django_db(transaction=True)
MARGIN = {"near-tie": {"near_tie.margin": "2"}}


def somebody(branch: Any, place: int, *roles: str) -> Any:
    account = an_account(person=branch.people[place])
    for role in ("member", *roles):
        holds(account, role, branch.node)
    return account


@pytest.mark.covers("S5.7.1")
def test_an_election_with_a_tie_goes_to_a_second_round(browser_page, sign_in):
    branch = a_voting_branch()
    told: dict[str, Any] = {
        "matter": "election",
        "seats": 3,
        "candidates": branch.people[:4],
        "title": "选举支部委员",
    }
    ballot = opened(branch, Method.SECRET, **told)
    for person, marks in zip(branch.people, ["yyyn", "yyny", "ynyy"] * 3, strict=True):
        cast(actor=Actor(person=person), ballot=ballot.pk, marks=marks)
    page = sign_in(somebody(branch, 0, "secretary"))
    page.goto(f"/ballots/{ballot.pk}/count/")
    for pk, code in ballot.keys.items():
        page.fill(f"[name=code{pk}]", code)
    page.get_by_role("button", name="开箱，公布结果").click()
    page.get_by_text("票数相等，再次投票").first.wait_for()
    page.get_by_role("button", name="准备再次投票").click()
    page.get_by_role("heading", name="选举支部委员（再次投票）").wait_for()
    assert Ballot.objects.latest("pk").candidates.count() == 3
    assert page.complaints == []


@pytest.mark.covers("S5.2.8")
def test_a_close_vote_is_put_off_and_a_case_is_opened(browser_page, sign_in):
    branch = a_voting_branch(books=("branch-comprehensive",), branch_comprehensive=MARGIN)
    ballot = opened(branch, matter="major", title="是否同意建冷库？")
    page = sign_in(somebody(branch, 0, "secretary"))
    page.goto(f"/ballots/{ballot.pk}/count/")
    page.fill("[name=yes]", "5")
    page.fill("[name=no]", "4")
    page.get_by_role("button", name="结束，公布结果").click()
    page.get_by_text("结果：暂缓作出决定").wait_for()
    page.get_by_role("button", name="立项再议").click()
    page.get_by_role("link", name="看办到哪一步").click()
    page.get_by_text("进一步调查研究").first.wait_for()
    assert page.complaints == []
