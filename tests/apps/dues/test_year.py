"""A year: the account closes to the fen, what was spent, gifts, receipts, and what all members are told."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from tests.apps.ballots.making import the_book
from tests.apps.builders import a_client
from tests.apps.dues.conftest import MONTH, TODAY, Money, everybody_pays
from zhidu.apps.activities.actions import void
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import everything
from zhidu.apps.disclosure.models import Notice
from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import (
    assess,
    collect,
    enter_movement,
    issue_receipts,
    pass_extra,
    pass_up,
    publish_year,
    receive,
    take_extra,
    void_movement,
)
from zhidu.apps.dues.models import Receipt
from zhidu.apps.dues.yearly import year_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


def a_month(money: Money, month: str = MONTH, *, people: list[int] | None = None) -> Decimal:
    everybody_pays(money)
    node = money.branch.node.pk
    assess(actor=money.secretary, organization=node, month=month)
    return collect(
        actor=money.secretary,
        organization=node,
        month=month,
        people=people or money.branch.people,
        on=TODAY,
        method="cash",
    )


def moved(money: Money, kind: str, amount: str, **more: Any) -> Any:
    return enter_movement(
        actor=money.treasurer,
        organization=money.town.pk,
        kind=kind,
        amount=Decimal(amount),
        on=TODAY,
        **more,
    )


def test_the_account_of_a_year_says_what_there_was_what_came_what_went_and_what_is_left(money: Money) -> None:
    total = a_month(money)
    sent = pass_up(actor=money.secretary, organization=money.branch.node.pk, amount=total, on=TODAY)
    receive(actor=money.treasurer, remittance=sent.pk, version=sent.version, on=TODAY)
    moved(money, "interest", "1.23")
    moved(money, "spent", "100.00", purpose="study_material", words="教材")
    branch, town = year_of(money.branch.node, 2026), year_of(money.town, 2026)
    assert dict(branch.lines) == {
        "上年结余": Decimal("0.00"),
        "收缴": total,
        "上缴": total,
        "年末结余": Decimal("0.00"),
    }
    assert town.account is not None
    assert town.account.in_hand == total + Decimal("1.23") - Decimal("100.00")
    assert (branch.owed, branch.paid) == (total, total)
    with on_day(date(2027, 1, 5)):
        following = year_of(money.town, 2027)
    assert following.account is not None
    assert following.account.opening == town.account.in_hand


@pytest.mark.parametrize(
    ("kind", "amount", "more", "field"),
    [
        ("spent", "5.00", {"purpose": "banquet"}, "purpose"),
        ("spent", "5.00", {}, "purpose"),
        ("spent", "999999.00", {"purpose": "study_material"}, "amount"),
        ("interest", "0.00", {}, "amount"),
        ("interest", "1.001", {}, "amount"),
        ("collected", "1.00", {}, "kind"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_at_its_field(
    money: Money, kind: str, amount: str, more: dict[str, str], field: str
) -> None:
    moved(money, "granted", "50.00")
    with pytest.raises(Wrong) as caught:
        moved(money, kind, amount, **more)
    assert set(caught.value.faults) == {field}


def test_a_movement_taken_back_stays_on_record_and_no_longer_counts(money: Money) -> None:
    moved(money, "granted", "50.00")
    spent = moved(money, "spent", "20.00", purpose="study_material")
    with pytest.raises(Wrong, match="手上会少"):
        void_movement(
            actor=money.treasurer, movement=year_of(money.town, 2026).movements[-1].pk, reason="记错"
        )
    void_movement(actor=money.treasurer, movement=spent.pk, reason="没有买")
    assert queries.in_hand(money.town).in_hand == Decimal("50.00")
    assert Activity.objects.get(kind="dues_spent").voided_at is not None


def test_a_large_gift_needs_a_profile_and_goes_to_the_centre_whole(money: Money) -> None:
    adopt(
        actor=SYSTEM,
        organization=money.branch.node.pk,
        book=the_book("national").pk,
        first=date(2026, 1, 1),
        answers={"dues.extra-to-centre": {"within": "30d"}},
    )
    node, person = money.branch.node.pk, money.branch.people[0]
    told = {"actor": money.secretary, "organization": node, "person": person, "on": TODAY}
    with pytest.raises(Wrong, match="须附本人的简要情况"):
        take_extra(amount=Decimal(1000), **told)
    large = take_extra(amount=Decimal(1000), profile="种粮大户，入党三十年", **told)
    small = take_extra(amount=Decimal("999.99"), **told)
    assert (large.state_name, small.state_name) == ("等转交中央", "和当月党费一起上缴")
    assert queries.in_hand(money.branch.node).in_hand == Decimal("999.99")
    assert "pending" in _verdicts(node, person)
    pass_extra(actor=money.secretary, extra=large.pk, version=large.version, on=TODAY)
    with pytest.raises(Wrong, match="已经转交过"):
        pass_extra(actor=money.secretary, extra=large.pk, version=large.version + 1, on=TODAY)
    after = _verdicts(node, person)
    assert "met" in after
    assert "pending" not in after


def test_members_are_told_sums_once_a_year_and_nobody_else_is(money: Money) -> None:
    total = a_month(money)
    with pytest.raises(Refused):
        publish_year(actor=money.member, organization=money.branch.node.pk, year=2026)
    notice = publish_year(actor=money.secretary, organization=money.branch.node.pk, year=2026)
    assert f"收缴 {total} 元" in notice.text
    assert notice.audience == "members"
    assert not any(one in notice.text for one in ("党员", "90.00"))
    bring_up([money.branch.node.pk], TODAY)
    found = {one.clause: one.verdict for one in everything() if one.clause == "national:dues.publish"}
    assert found["national:dues.publish"] == "met"
    assert a_client(money.member).get(notice.get_absolute_url()).status_code == 200


def test_a_year_without_any_account_is_not_published(money: Money) -> None:
    with pytest.raises(Wrong, match="没有什么可以公布"):
        publish_year(actor=money.secretary, organization=money.branch.node.pk, year=2025)
    assert not Notice.objects.exists()


def test_each_payment_gets_one_receipt_numbered_without_gaps_and_a_void_one_says_so(money: Money) -> None:
    a_month(money, people=money.branch.people[:4])
    node = money.branch.node.pk
    made = issue_receipts(actor=money.secretary, organization=node, month=MONTH)
    assert [one.called for one in made] == [f"党费-2026-000{number}" for number in range(1, 5)]
    with pytest.raises(Wrong, match="没有要开收据的"):
        issue_receipts(actor=money.secretary, organization=node, month=MONTH)
    first = made[0].lines.get().payment
    void(
        actor=money.secretary,
        activity=first.pk,
        version=first.version,
        reason="记错了人",
        name=first.kind_name,
    )
    collect(
        actor=money.secretary,
        organization=node,
        month=MONTH,
        people=[first.person_id],
        on=TODAY,
        method="transfer",
    )
    again = issue_receipts(actor=money.secretary, organization=node, month=MONTH)
    assert [one.called for one in again] == ["党费-2026-0005"]
    assert Receipt.objects.count() == 5
    client = a_client(money.secretary)
    text = _read(client.get(f"/dues/{node}/receipts/?month={MONTH}").content)
    assert text.count("党费收据") == 5
    assert "作　废" in text
    assert "人民币玖拾元整" in text
    one = client.get(f"/papers/dues.receipt/{again[0].pk}/")
    assert "党费-2026-0005" in _read(one.content)


def test_the_register_of_a_year_opens_as_a_workbook_and_on_paper(money: Money) -> None:
    a_month(money, people=money.branch.people[:5])
    client, address = a_client(money.secretary), f"/dues/{money.branch.node.pk}/year/register/?year=2026"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}&as=xlsx").content))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert rows[1][1] == "姓名"
    paid = [row for row in rows[2:-1] if row[12] in (90.0, 50.0)]
    assert len(paid) == 5
    assert rows[-1][12] == 410.0
    assert any(row[12] == "（0.50）" for row in rows)
    text = _read(client.get(address).content)
    assert "2026年党费收缴登记表" in text
    assert "（0.50）" in text


def test_the_page_of_a_year_is_for_those_who_keep_or_oversee_the_money(money: Money) -> None:
    a_month(money)
    address = f"/dues/{money.branch.node.pk}/year/"
    assert "410.50" in a_client(money.secretary).get(address).content.decode()
    assert a_client(money.treasurer).get(address).status_code == 200
    assert a_client(money.member).get(address).status_code == 403


def _verdicts(node: int, person: int) -> set[str]:
    bring_up([node], TODAY)
    asked = ("national:dues.extra-to-centre", f"person-{person}")
    return {one.verdict for one in everything() if (one.clause, one.subject) == asked}


def _read(made: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
