"""In the browser: a secret vote on two telephones, an election with a tie, a close vote that is put off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.apps.ballots.making import MEMBERS, a_draft, a_voting_branch, opened
from tests.apps.builders import an_account, holds
from tests.browser import _local_only
from zhidu.apps.ballots.actions import cast, prepare
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.states import Method, Role
from zhidu.foundation.access.rules import SYSTEM, Actor

pytestmark = pytest.mark.django_db(transaction=True)
MARGIN = {"near-tie": {"near_tie.margin": "2"}}


@pytest.fixture
def on_a_phone(browser: Any, live_server: Any) -> Iterator[Callable[[Any], Any]]:
    """``on_a_phone(account)``: a page 360 wide of its own, signed in."""
    contexts = []

    def enter(account: Any) -> Any:
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="zh-CN", base_url=live_server.url
        )
        context.route("**/*", _local_only)
        contexts.append(context)
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return context.new_page()

    yield enter
    for one in contexts:
        one.close()


def somebody(branch: Any, place: int, *roles: str) -> Any:
    account = an_account(person=branch.people[place])
    for role in ("member", *roles):
        holds(account, role, branch.node)
    return account


@pytest.mark.covers("S5.2.5")
def test_a_secret_vote_with_two_on_telephones_and_the_secretary(browser_page, sign_in, on_a_phone):
    branch = a_voting_branch()
    people = branch.people
    draft = a_draft(branch, Method.SECRET, tellers={Role.SCRUTINEER: people[1], Role.COUNTER: people[2]})
    ballot = prepare(actor=SYSTEM, draft=draft)
    page = sign_in(somebody(branch, 0, "secretary"))
    phones = [on_a_phone(somebody(branch, place)) for place in (1, 2)]

    codes = []
    for phone in phones:
        phone.goto(f"/ballots/{ballot.pk}/")
        phone.get_by_role("button", name="领钥匙").click()
        codes.append(phone.locator(".big-figure").inner_text())

    page.goto(f"/ballots/{ballot.pk}/")
    page.get_by_role("link", name="核对名册，开始").click()
    page.get_by_role("button", name="名册无误，开始表决").click()
    page.get_by_text("/ 9 票已投").wait_for()
    assert page.get_by_text("至少 5 人").first.is_visible()

    for phone, choice in zip(phones, ("赞成", "反对"), strict=True):
        phone.goto("/ballots/")
        phone.get_by_role("link", name="去投票").first.click()
        assert phone.locator("input:checked").count() == 0
        phone.locator(".ballot label", has_text=choice).click()
        phone.get_by_role("button", name="交出，不能再改").click()
        phone.get_by_text("您的票已投入票箱").wait_for()
    for person in (people[0], *people[3:]):
        cast(actor=Actor(person=person), ballot=ballot.pk, marks="y")

    hall = page.context.new_page()
    hall.goto(f"/ballots/{ballot.pk}/screen/")
    hall.get_by_text("9 / 9").wait_for()
    assert not any(one.person.name in hall.content() for one in ballot.tellers.select_related("person"))

    page.goto(f"/ballots/{ballot.pk}/count/")
    for teller, code in zip(ballot.tellers.order_by("pk"), codes, strict=True):
        page.fill(f"[name=code{teller.pk}]", code)
    page.fill("[name=dissent]", "一位同志认为应先清欠。")
    page.get_by_role("button", name="开箱，公布结果").click()
    page.get_by_text("结果：通过").wait_for()
    page.get_by_role("link", name="看全部票，再数一遍").click()
    page.get_by_text(f"共 {MEMBERS} 张").last.wait_for()
    assert page.locator("table").last.locator("tbody tr").count() == MEMBERS
    hall.get_by_text("赞成").wait_for()
    assert page.complaints == []


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
