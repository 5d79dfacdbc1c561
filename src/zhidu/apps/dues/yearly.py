"""A year of an organisation's dues: month by month what was owed and paid, what came and went, each member's months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from zhidu.apps.dues.models import Assessment, Movement
from zhidu.apps.dues.queries import PAID, STANDING, ZERO, entries, moves, standing
from zhidu.apps.dues.rates import Rates
from zhidu.domain.dues import Account, EntryKind, Month, Unbalanced, account_of
from zhidu.foundation.papers.sheets import Column, Sheet

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class OfMonth:
    """How many owed what in a month, and how much of it was paid, whenever."""

    month: Month
    people: int
    owed: Decimal
    payers: int
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Year:
    """The year in sums."""

    year: int
    months: list[OfMonth]
    account: Account | None
    fault: str
    movements: list[Movement]

    @property
    def owed(self) -> Decimal:
        return sum((one.owed for one in self.months), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((one.paid for one in self.months), ZERO)

    @property
    def lines(self) -> list[tuple[str, Decimal]]:
        """The account as it is told: what there was, what came, what went, what is left."""
        if self.account is None:
            return []
        sums = self.account.sums
        told = [(kind.chinese, sums[kind]) for kind in EntryKind if sums[kind]]
        return [("上年结余", self.account.opening), *told, ("年末结余", self.account.in_hand)]

    def spent(self, rates: Rates) -> list[tuple[str, Decimal]]:
        """Purpose → sum, of what was spent."""
        found: dict[str, Decimal] = {}
        for one in self.movements:
            if one.kind == EntryKind.SPENT and one.counts:
                word = rates.words.word(one.purpose)
                found[word] = found.get(word, ZERO) + one.amount
        return list(found.items())


def year_of(node: Node, year: int) -> Year:
    """Twelve queries, however many members."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    fault, account = "", None
    try:
        opening = account_of(entries(moves([node.pk], last=first - timedelta(days=1))[node.pk])).in_hand
        account = account_of(entries(moves([node.pk], first, last)[node.pk]), opening)
    except Unbalanced as wrong:
        fault = str(wrong)
    movements = Movement.objects.filter(organization=node, on__range=(first, last)).select_related("record")
    return Year(year, _months(node.pk, year), account, fault, list(movements))


def _months(node: int, year: int) -> list[OfMonth]:
    rows = Assessment.objects.filter(STANDING, organization=node, month__startswith=f"{year}-").order_by(
        "month"
    )
    found = {
        row["month"]: row
        for row in rows.values("month").annotate(
            people=Count("pk"),
            owed=Sum("amount"),
            payers=Count("pk", filter=PAID),
            paid=Sum("amount", filter=PAID),
        )
    }
    return [
        OfMonth(
            Month(year, number),
            row.get("people", 0),
            Decimal(row.get("owed") or 0).quantize(ZERO),
            row.get("payers", 0),
            Decimal(row.get("paid") or 0).quantize(ZERO),
        )
        for number in MONTHS
        for row in [found.get(str(Month(year, number)), {})]
    ]


def register(node: Node, year: int) -> Sheet:
    """党费收缴登记表: a line each member, a column each month; what is not paid stands in brackets."""
    rows = standing().filter(organization=node.pk, month__startswith=f"{year}-")
    people: dict[int, dict[int, Assessment]] = {}
    for one in rows.order_by("person__name", "person_id", "month"):
        people.setdefault(one.person_id, {})[Month.parse(one.month).month] = one
    lines = [list(_line(number, months)) for number, months in enumerate(people.values(), start=1)]
    sums = [
        sum((months[at].amount for months in people.values() if at in months and months[at].paid), ZERO)
        for at in MONTHS
    ]
    return Sheet(
        title=f"{year}年党费收缴登记表",
        lead=f"{node.name}　单位：元",
        columns=[
            Column("序号", 3, number=True),
            Column("姓名", 6),
            *(Column(f"{number}月", 4, number=True) for number in MONTHS),
            Column("已交", None, number=True),
        ],
        rows=lines,
        totals=[None, "已交合计", *sums, sum(sums, ZERO)],
        note="带括号的还没有交；空的，那个月没有算出应交额。",
    )


def _line(number: int, months: dict[int, Assessment]) -> Iterator[int | str | Decimal | None]:
    yield number
    yield next(iter(months.values())).person.name
    for at in MONTHS:
        one = months.get(at)
        yield None if one is None else one.amount if one.paid else f"（{one.amount}）"
    yield sum((one.amount for one in months.values() if one.paid), ZERO)


def statement(node: Node, found: Year, rates: Rates) -> Sheet:
    """党费收缴使用情况表: the account of the year, and the months."""
    told: list[list[str | Decimal | int | None]] = [[name, amount, None] for name, amount in found.lines]
    told += [[f"　其中：{name}", amount, None] for name, amount in found.spent(rates)]
    told += [
        [f"{one.month.month}月应交 {one.people} 人", one.owed, f"已交 {one.payers} 人 {one.paid} 元"]
        for one in found.months
        if one.people
    ]
    return Sheet(
        title=f"{found.year}年党费收缴使用情况",
        lead=f"{node.name}　单位：元",
        columns=[Column("项目", 22), Column("金额", 10, number=True), Column("说明")],
        rows=told,
        note=found.fault,
    )


def in_words(node: Node, found: Year, rates: Rates) -> str:
    """What is told to all members: sums only, nobody's own."""
    lines = [f"{node.name}{found.year}年党费收缴使用情况："]
    lines += [f"{name} {amount} 元。" for name, amount in found.lines]
    lines += [f"其中用于{name} {amount} 元。" for name, amount in found.spent(rates)]
    owing = found.owed - found.paid
    lines.append(
        f"全年应交 {found.owed} 元，已交 {found.paid} 元" + (f"，还有 {owing} 元没有交。" if owing else "。")
    )
    return "\n".join(lines)


def years(node: int) -> list[int]:
    """Years in which there is anything, the latest first; one query."""
    rows = (
        Assessment.objects.filter(Q(organization=node)).order_by().values_list("month", flat=True).distinct()
    )
    return sorted({int(one[:4]) for one in rows}, reverse=True)
