"""A month of dues for sixty members: worked out, paid in three ways, handed up, signed for, told to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import a_branch, an_account, an_organization, holds
from tests.browser import devices
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import Said, open_account, set_bases
from zhidu.apps.dues.models import Order
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db(transaction=True)
TODAY, MONTH = date(2026, 11, 18), "2026-11"
MEMBERS = 60


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def world() -> Any:
    """A township with an account, and a branch whose members' bases are set."""
    county = an_organization("云岭县委", type="county_committee")
    adopt(actor=SYSTEM, organization=county.pk, book=the_book("national").pk, first=date(2018, 11, 1))
    town = an_organization("云溪镇党委", type="township_committee", under=county)
    branch = a_branch("东岭村党支部", members=MEMBERS, under=town, type="village_branch")
    said = {one: Said("salaried", Decimal(6000)) for one in branch.people[:20]}
    said |= {one: Said("retired", Decimal(4000)) for one in branch.people[20:40]}
    said |= {one: Said("farmer", agreed=Decimal("0.5")) for one in branch.people[40:]}
    set_bases(actor=SYSTEM, organization=branch.node.pk, since="2026-01", said=said)
    open_account(
        actor=SYSTEM, organization=town.pk, holder="云溪镇党费专户", bank="农商银行", number="620012345678"
    )
    return branch


def _account(node: Any, role: str, person: int | None = None) -> Any:
    account = an_account(person=person)
    for one in {role, "member"} if person else {role}:
        holds(account, one, node)
    return account


@pytest.mark.covers("S2.2.1", "S2.2.5", "S2.2.6", "S4.2.1")
def test_a_month_of_dues_from_working_it_out_to_telling_everybody(
    world: Any, browser: Any, live_server: Any
) -> None:
    node = world.node
    with devices(browser, live_server) as device:
        desk = device(_account(node, "secretary", world.people[0]))
        phone = device(_account(node, "member", world.people[-1]), width=360)
        town = device(_account(node.parent, "superior"))
        _worked_out(desk, node)
        reference = _slip(phone, world.people[-1])
        _taken_in(desk)
        _statement(town, node.parent, reference)
        _handed_up(desk)
        _signed_for(town)
        _told(desk, phone)
        for one in (desk, phone, town):
            assert one.complaints == []
    branch, above = (queries.in_hand(one) for one in (node, node.parent))
    assert branch.collected == branch.owed == Decimal("2210.00")
    assert (branch.in_hand, above.in_hand) == (Decimal("0.00"), Decimal("2210.00"))


def _worked_out(desk: Any, node: Any) -> None:
    """One press for all sixty."""
    desk.goto(f"/dues/{node.pk}/")
    desk.get_by_role("button", name="算出应交").click()
    desk.get_by_text("新算出 60 人").wait_for()


def _slip(phone: Any, person: int) -> str:
    """A member on the phone asks for a slip, and sees what to enter."""
    phone.goto(f"/dues/of/{person}/")
    phone.get_by_role("button", name="出缴费单").click()
    phone.get_by_text("附言一定要写").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    return Order.objects.get().reference


def _taken_in(desk: Any) -> None:
    """All but the one with a slip, who is not ticked; for one, a relative paid."""
    desk.reload()
    boxes = desk.get_by_role("checkbox")
    assert boxes.count() == MEMBERS
    assert desk.get_by_role("checkbox", checked=True).count() == MEMBERS - 1
    last = desk.get_by_role("checkbox", checked=True).last
    name = last.locator("xpath=ancestor::label").inner_text().partition("（")[0].strip()
    desk.get_by_text("有人代交").first.click()
    desk.get_by_label("有人代交的").fill(f"{name}：女儿张小梅")
    desk.get_by_role("button", name="记下交了的").click()
    desk.get_by_text("59 人，共").first.wait_for()
    desk.get_by_role("button", name="开收据").click()
    desk.get_by_text("已开收据 59 张").first.wait_for()


def _statement(town: Any, place: Any, reference: str) -> None:
    """The township reads the statement of its bank in; the transfer finds its member by itself."""
    order = Order.objects.get(reference=reference)
    text = f"交易日期,贷方金额,对方户名,附言\n2026-11-17,{order.amount},某人,党费{reference}\n"
    town.goto(f"/dues/{place.pk}/account/")
    town.get_by_label("对账单").set_input_files(
        {"name": "对账单.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}
    )
    town.get_by_role("button", name="读入").click()
    town.get_by_text("已入账 1 笔").first.wait_for()


def _handed_up(desk: Any) -> None:
    """The sum stands there already."""
    desk.get_by_role("link", name="上缴").first.click()
    desk.get_by_role("button", name="记下上缴").click()
    desk.get_by_text("等签收").first.wait_for()


def _signed_for(town: Any) -> None:
    """It stands on the first page of the township."""
    town.goto("/")
    town.get_by_text("签收下级上缴的党费").first.wait_for()
    town.get_by_role("link", name="去办").first.click()
    town.get_by_role("link", name="签收").first.click()
    town.get_by_role("button", name="签收").click()
    town.get_by_text("已签收").first.wait_for()


def _told(desk: Any, phone: Any) -> None:
    """The sums of the year go to all members, and nobody's own."""
    desk.get_by_role("link", name="党费").first.click()
    desk.get_by_role("link", name="年度账").click()
    desk.get_by_role("link", name="向党员公布").click()
    desk.get_by_text("收缴 2210.00 元").first.wait_for()
    desk.get_by_role("button", name="存下").click()
    desk.get_by_text("已向本组织党员公布").first.wait_for()
    phone.goto("/disclosure/")
    phone.get_by_text("2026年党费收缴使用情况").first.wait_for()
