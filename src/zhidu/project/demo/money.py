"""Dues of one village branch of the county: bases, three months worked out, two taken in, one handed up, transfers."""

from __future__ import annotations

from decimal import Decimal

from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import (
    Said,
    assess,
    collect,
    issue_receipts,
    make_order,
    open_account,
    pass_up,
    read_statement,
    set_bases,
)
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.dues import Month
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today
from zhidu.project.takeover.book import Book

BRANCH = "青石村党支部"
SUMS = ("0.5", "1", "0.2", "0.5")
"""What farmers agreed upon, in turn (yuan a month)."""
UNPAID = 4
"""So many have not paid this month yet."""


def keep_dues(book: Book) -> None:
    """Enter it all through the acts; payments that the tables of the county hold already settle their months."""
    node, month = book.number(BRANCH), Month.of(today())
    people = [one.person_id for one in members.on_day(node, today())]
    set_bases(
        actor=SYSTEM,
        organization=node,
        since=str(Month(month.year, 1)),
        said={
            person: Said("farmer", agreed=Decimal(SUMS[place % len(SUMS)]))
            for place, person in enumerate(people)
        },
    )
    for one in (month + -1, month, month + 1):
        assess(actor=SYSTEM, organization=node, month=str(one))
    _take_in(node, month + -1, leaving=0)
    before = month + -1
    handed = sum((one.amount for one in queries.of_month(node, str(before)) if one.paid), Decimal(0))
    if handed:
        words = f"{before.month}月份党费"
        pass_up(actor=SYSTEM, organization=node, amount=handed, on=today(), words=words)
    _take_in(node, month, leaving=UNPAID)
    issue_receipts(actor=SYSTEM, organization=node, month=str(before))
    _by_transfer(node, month + 1)


def _by_transfer(node: int, month: Month) -> None:
    """The township has an account; two have a slip, one sum came with its reference, and one nobody can tell."""
    town = orgs.organization_of(orgs.node(node).parent)
    open_account(
        actor=SYSTEM,
        organization=town.pk,
        holder=f"{town.name}党费专户",
        bank="云岭农村商业银行",
        number="6200 1234 0000 5678",
    )
    owing = [one for one in queries.of_month(node, str(month)) if not one.paid]
    slips = [make_order(actor=SYSTEM, person=one.person_id, months=[one.month]) for one in owing[:2]]
    if len(slips) < 2:
        return
    paid, waits = slips
    rows = [
        f"{today()},{paid.amount},{paid.person.name},党费 {paid.reference},N0001",
        f"{today()},{waits.amount},{waits.person.name},交党费,N0002",
    ]
    read_statement(
        actor=SYSTEM,
        organization=town.pk,
        name="对账单.csv",
        content="\n".join(["交易日期,贷方金额,对方户名,附言,交易流水号", *rows]).encode(),
    )


def _take_in(node: int, month: Month, *, leaving: int) -> None:
    owing = [one.person_id for one in queries.of_month(node, str(month)) if not one.paid]
    paying = owing[: len(owing) - leaving] if len(owing) > leaving else []
    if paying:
        collect(
            actor=SYSTEM,
            organization=node,
            month=str(month),
            people=paying,
            on=today(),
            method="cash",
        )
