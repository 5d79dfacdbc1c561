"""Whom to ask: people near by name, and no strangers."""

from __future__ import annotations

import pytest

from tests.apps.builders import a_client, a_county, an_account, an_actor, holds
from zhidu.apps.members.access import SEE
from zhidu.apps.members.models import Person
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.access.whom import who_can

pytestmark = pytest.mark.django_db


def asked(actor: Actor, person: int) -> list[str]:
    with pytest.raises(Refused) as refused:
        SEE.require(actor, Person.objects.select_related("organization", "group").get(pk=person))
    return [str(one) for one in who_can(actor, refused.value)]


def test_the_nearest_who_may_come_first_and_at_most_three() -> None:
    county = a_county(townships=1, branches=2)
    here = county.branches[0]
    for name, role, node in (
        ("周建国", "secretary", here.node),
        ("王副", "deputy", here.node),
        ("陈镇", "superior", county.townships[0]),
        ("赵县", "superior", county.root),
        ("孙管", "administrator", None),
    ):
        holds(an_account(name), role, node)
    member = an_actor("member", here.node)
    assert asked(member, here.people[1]) == ["周建国（书记）", "王副（副书记）", "陈镇（上级党务干部）"]


def test_of_another_branch_only_those_above_oneself_are_named() -> None:
    county = a_county(townships=1, branches=2)
    here, there = county.branches
    holds(an_account("外单位书记"), "secretary", there.node)
    holds(an_account("陈镇"), "superior", county.townships[0])
    assert asked(an_actor("member", here.node), there.people[1]) == ["陈镇（上级党务干部）"]


def test_whoever_holds_nothing_learns_no_name() -> None:
    county = a_county(townships=1, branches=1)
    holds(an_account("周建国"), "secretary", county.branches[0].node)
    assert asked(an_actor(), county.branches[0].people[1]) == []


def test_roles_that_are_over_and_stopped_accounts_are_not_named() -> None:
    from datetime import date  # noqa: PLC0415

    county = a_county(townships=1, branches=1)
    here = county.branches[0]
    holds(an_account("前任"), "secretary", here.node, until=date(2020, 1, 1))
    assert asked(an_actor("member", here.node), here.people[1]) == []


def test_the_page_names_whom_to_ask() -> None:
    county = a_county(townships=1, branches=1)
    here = county.branches[0]
    holds(an_account("周建国"), "secretary", here.node)
    user = an_account()
    holds(user, "member", here.node)
    answer = a_client(actor_of(user)).get(f"/people/{here.people[1]}/")
    assert answer.status_code == 403
    assert "这一页您看不了，请找周建国" in answer.content.decode()
    assert "周建国（书记）" in answer.content.decode()
