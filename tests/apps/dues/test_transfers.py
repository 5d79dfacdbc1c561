"""Paying by transfer: slips, statements of the bank, and that no sum is ever entered twice or for the wrong one."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.builders import a_client
from tests.apps.dues.conftest import MONTH, TODAY, Money, everybody_pays
from zhidu.apps.activities.models import Activity
from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import (
    assess,
    collect,
    make_order,
    open_account,
    read_statement,
    settle_line,
)
from zhidu.apps.dues.models import Line, Order, Remittance, Statement
from zhidu.apps.dues.paying.references import LETTERS, found_in, new_reference
from zhidu.apps.dues.paying.statements import Unreadable, read
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db

HEAD = "交易日期,贷方金额,对方户名,附言,交易流水号"


@pytest.fixture
def ready(money: Money) -> Money:
    """The township has an account, and the month of everybody is worked out."""
    open_account(
        actor=money.treasurer,
        organization=money.town.pk,
        holder="云溪镇党委党费专户",
        bank="农商银行云溪支行",
        number="6217 0000 1234 5678",
    )
    everybody_pays(money)
    assess(actor=money.secretary, organization=money.branch.node.pk, month=MONTH)
    return money


def a_slip(money: Money, person: int, *months: str) -> Order:
    return make_order(actor=money.secretary, person=person, months=months or (MONTH,))


def the_bank_says(money: Money, *rows: str) -> Statement:
    return read_statement(
        actor=money.treasurer,
        organization=money.town.pk,
        name="对账单.csv",
        content="\n".join([HEAD, *rows]).encode("gb18030"),
    )


def lines(statement: Statement) -> dict[int, tuple[str, str]]:
    return {one.row: (one.state, one.why) for one in statement.lines.all()}


# ---------------------------------------------------------------- references


@given(st.data())
def test_a_slip_of_the_pen_in_a_reference_is_noticed(data: st.DataObject) -> None:
    made = new_reference()
    assert found_in(f"张三 党费{made}") == [made]
    at = data.draw(st.integers(2, len(made) - 1))
    other = data.draw(st.sampled_from([one for one in LETTERS if one != made[at]]))
    assert found_in(made[:at] + other + made[at + 1 :]) == []
    if at + 1 < len(made) - 1 and made[at] != made[at + 1]:
        assert found_in(made[:at] + made[at + 1] + made[at] + made[at + 2 :]) == []


def test_a_reference_is_found_however_it_was_typed() -> None:
    made = new_reference()
    wide = "".join(chr(ord(one) + 0xFEE0) for one in made.lower())
    assert found_in(f"{made[:4]} {made[4:]}") == found_in(wide) == found_in(f"{made}。{made}") == [made]


# ---------------------------------------------------------------- statements


def test_columns_are_found_under_the_names_banks_give_them_whatever_stands_above() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "某某银行对公账户明细")
    sheet.write_row(3, 0, ["序号", "记账日期", "借贷标志", "交易金额（元）", "对方名称", "摘 要", "凭证号"])
    sheet.write_row(4, 0, [1, "20261105", "贷", "1,090.00", "王强", "党费", "N001"])
    sheet.write_row(5, 0, [2, "2026年11月6日", "借", "500", "学校", "书", "N002"])
    sheet.write_row(6, 0, [3, "2026/11/7 10:20:30", "贷", 0.2, "李丽", "", "N003"])
    sheet.write_row(7, 0, ["合计", "", "", "1,090.20"])
    book.close()
    assert [
        (one.row, one.on, one.amount, one.payer, one.serial) for one in read("a.xlsx", stream.getvalue())
    ] == [
        (5, date(2026, 11, 5), Decimal("1090.00"), "王强", "N001"),
        (7, date(2026, 11, 7), Decimal("0.20"), "李丽", "N003"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"no workbook", "打不开"),
        ("a.csv", "姓名,金额\n王强,1\n".encode(), "没有找到表头"),
        ("a.csv", f"{HEAD}\n昨天,1.00,甲,,1\n2026-02-30,1.00,乙,,2\n".encode(), "第 2 行：日期写的是“昨天”"),
        ("a.csv", f"{HEAD}\n2026-11-01,1.005,甲,,1\n".encode(), "第 2 行：金额写的是“1.005”"),
        ("a.csv", b"\xff\xff\xff", "文字编码"),
    ],
    ids=["no workbook", "no head", "no day", "part of a fen", "no text"],
)
def test_a_file_that_says_nothing_is_refused_with_its_rows(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(name, content)


# ---------------------------------------------------------------- from slip to books


def test_a_transfer_with_its_reference_pays_the_months_and_goes_straight_to_whose_account_it_is(
    ready: Money,
) -> None:
    assess(actor=ready.secretary, organization=ready.branch.node.pk, month="2026-10")
    person = ready.branch.people[0]
    slip = a_slip(ready, person, "2026-10", MONTH)
    assert slip.amount == Decimal("180.00")
    made = the_bank_says(ready, f"2026-11-16,180.00,王强,党费 {slip.reference.lower()},A1")
    assert lines(made) == {2: (Line.SETTLED, "")}
    assert [one.paid for one in queries.of_person(ready.secretary, person)] == [True, True]
    assert {one.columns["method"] for one in Activity.objects.filter(kind="dues_paid")} == {"网上交纳"}
    assert queries.in_hand(ready.branch.node).in_hand == 0
    assert queries.in_hand(ready.town).in_hand == Decimal("180.00")
    sent = Remittance.objects.get()
    assert (sent.amount, sent.received_on) == (Decimal("180.00"), date(2026, 11, 16))


def test_the_same_sum_in_two_files_is_entered_once(ready: Money) -> None:
    slip = a_slip(ready, ready.branch.people[0])
    row = f"2026-11-16,90.00,王强,{slip.reference},A1"
    the_bank_says(ready, row)
    with pytest.raises(Wrong, match="以前都读入过"):
        the_bank_says(ready, row)
    later = the_bank_says(ready, row, "2026-11-17,90.00,李丽,党费,A2")
    assert list(lines(later)) == [3]
    assert Activity.objects.filter(kind="dues_paid").count() == 1


def test_what_does_not_fit_waits_with_the_reason_and_pays_nothing(ready: Money) -> None:
    people = ready.branch.people
    short, twice, cash, dropped = (a_slip(ready, one) for one in people[:4])
    collect(
        actor=ready.secretary,
        organization=ready.branch.node.pk,
        month=MONTH,
        people=[people[2]],
        on=TODAY,
        method="cash",
    )
    a_slip(ready, people[3])
    made = the_bank_says(
        ready,
        f"2026-11-16,89.99,甲,{short.reference},1",
        f"2026-11-16,90.00,乙,{twice.reference},2",
        f"2026-11-16,90.00,乙,{twice.reference},3",
        f"2026-11-16,90.00,丙,{cash.reference},4",
        f"2026-11-16,90.00,丁,{dropped.reference},5",
        "2026-11-16,90.00,戊,党费,6",
        f"2026-11-16,180.00,己,{short.reference} {twice.reference},7",
    )
    states = lines(made)
    assert [states[row][0] for row in range(2, 9)] == [
        *(Line.WAITING, Line.SETTLED, Line.WAITING, Line.WAITING),
        *(Line.WAITING, Line.WAITING, Line.WAITING),
    ]
    for row, words in {
        2: "差 0.01 元",
        4: "可能是重交的",
        5: "已经用别的办法交过",
        6: "后来作废了",
        7: "没有缴费单的编号",
        8: "分不清",
    }.items():
        assert words in states[row][1]
    assert Activity.objects.filter(kind="dues_paid").count() == 2


def test_a_sum_nobody_could_tell_is_claimed_for_a_slip_of_that_amount_or_set_aside(ready: Money) -> None:
    slip, other = a_slip(ready, ready.branch.people[0]), a_slip(ready, ready.branch.people[4])
    made = the_bank_says(ready, "2026-11-16,90.00,王强,交党费,1", "2026-11-16,500.00,某公司,货款,2")
    first, second = made.lines.order_by("row")
    with pytest.raises(Wrong, match=r"差 40\.00 元"):
        settle_line(actor=ready.treasurer, line=first.pk, version=first.version, order=other.pk)
    with pytest.raises(Wrong, match="两样只取一样"):
        settle_line(actor=ready.treasurer, line=first.pk, version=first.version)
    settle_line(actor=ready.treasurer, line=first.pk, version=first.version, order=slip.pk)
    settle_line(actor=ready.treasurer, line=second.pk, version=second.version, why="转错了，已原路退回")
    assert {one.state for one in made.lines.all()} == {Line.SETTLED, Line.ASIDE}
    assert queries.in_hand(ready.town).in_hand == Decimal("90.00")
    with pytest.raises(Wrong, match="不用再办"):
        settle_line(actor=ready.treasurer, line=second.pk, version=second.version + 1, why="再办一次")


def test_a_file_with_a_wrong_row_leaves_nothing_behind(ready: Money) -> None:
    slip = a_slip(ready, ready.branch.people[0])
    with pytest.raises(Wrong, match="第 3 行"):
        the_bank_says(ready, f"2026-11-16,90.00,王强,{slip.reference},1", "2026-11-16,九十,李丽,,2")
    assert not Line.objects.exists()
    assert not Activity.objects.filter(kind="dues_paid").exists()


def test_slips_are_for_oneself_and_statements_for_whose_account_it_is(ready: Money) -> None:
    own, other = ready.branch.people[4], ready.branch.people[0]
    make_order(actor=ready.member, person=own, months=[MONTH])
    with pytest.raises(Refused):
        make_order(actor=ready.member, person=other, months=[MONTH])
    with pytest.raises(Refused):
        read_statement(actor=ready.secretary, organization=ready.town.pk, name="a.csv", content=b"")
    made = the_bank_says(ready, "2026-11-16,90.00,王强,党费,1")
    assert a_client(ready.secretary).get(made.get_absolute_url()).status_code == 404
    assert a_client(ready.treasurer).get(made.get_absolute_url()).status_code == 200


def test_without_an_account_above_there_is_no_slip(money: Money) -> None:
    everybody_pays(money)
    assess(actor=money.secretary, organization=money.branch.node.pk, month=MONTH)
    with pytest.raises(Wrong, match="还没有登记收款帐户"):
        a_slip(money, money.branch.people[0])


def test_a_member_makes_a_slip_on_the_phone_and_sees_what_to_enter(ready: Money) -> None:
    client, person = a_client(ready.member), ready.branch.people[4]
    answer = client.post(f"/dues/of/{person}/", {"months": [MONTH]}, follow=True)
    page = answer.content.decode()
    slip = Order.objects.get()
    assert slip.reference in page
    assert "6217000012345678" in page
    assert "<svg" in page
    assert Decimal("50.00") == slip.amount


def test_who_paid_stands_nowhere_in_clear(ready: Money) -> None:
    the_bank_says(ready, "2026-11-16,90.00,欧阳某某,给老欧阳交的,1")
    kept = bytes(Line.objects.get().sealed)
    assert "欧阳".encode() not in kept
    assert queries.sent_by(Line.objects.get()) == ("欧阳某某", "给老欧阳交的")
