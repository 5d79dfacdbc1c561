"""Whose money a sum is: by its reference, for exactly the amount of the slip, while none of its months is paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from zhidu.apps.dues.actions.collect import collect
from zhidu.apps.dues.actions.pass_up import pass_up
from zhidu.apps.dues.actions.receive import receive
from zhidu.apps.dues.models import Account, Line, Order
from zhidu.apps.dues.paying.references import found_in
from zhidu.apps.dues.queries import held
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import now

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


def orders_named(account: Account, texts: Iterable[str]) -> dict[str, Order]:
    """Reference → slip, of those of the account that *texts* name; held until the act is over."""
    wanted = {code for text in texts for code in found_in(text)}
    rows = Order.objects.filter(account=account, reference__in=wanted).order_by("pk").select_for_update()
    return {one.reference: one for one in rows}


def settle(lines: Iterable[tuple[Line, Order]]) -> dict[int, str]:
    """Enter each sum for the months of its slip; line → why not, for those that cannot be.

    Lines get their state but are not saved here. The money goes from the branch of the payer straight to the
    organisation whose account it is in, level by level.
    """
    pairs = list(lines)
    items = {
        one.pk: [item.assessment_id for item in one.items.all()]
        for one in Order.objects.filter(pk__in=[order.pk for _, order in pairs]).prefetch_related("items")
    }
    rows = {one.pk: one for one in held(Q(pk__in=[pk for mine in items.values() for pk in mine]))}
    refused: dict[int, str] = {}
    taken: dict[tuple[int, str, date], list[int]] = defaultdict(list)
    sums: dict[tuple[int, date], Decimal] = defaultdict(lambda: Decimal("0.00"))
    used: set[int] = set()
    for line, order in pairs:
        months = [rows[pk] for pk in items[order.pk] if pk in rows]
        why = _why_not(line, order, len(items[order.pk]), [one.paid or one.pk in used for one in months])
        if why:
            refused[line.pk] = why
            continue
        used.update(one.pk for one in months)
        for one in months:
            taken[one.organization_id, one.month, line.on].append(one.person_id)
            sums[one.organization_id, line.on] += one.amount
        order.settled_at = now()
        line.state, line.order, line.why = Line.SETTLED, order, ""
    for (organization, month, on), people in sorted(taken.items()):
        collect(actor=SYSTEM, organization=organization, month=month, people=people, on=on, method="online")
    owner = pairs[0][0].account.organization if pairs else None
    for (organization, on), amount in sorted(sums.items()):
        if owner is not None:
            _straight_up(organization, owner, amount, on)
    Order.objects.bulk_update([order for line, order in pairs if line.pk not in refused], ["settled_at"])
    return refused


def _why_not(line: Line, order: Order, months: int, paid: list[bool]) -> str:
    if order.settled_at is not None:
        return f"附言 {order.reference} 的缴费单已经到过帐，这一笔可能是重交的"
    if order.dropped_at is not None:
        return f"附言 {order.reference} 的缴费单后来作废了，换了新的"
    if line.amount != order.amount:
        return f"到帐 {line.amount} 元，缴费单 {order.amount} 元，差 {abs(line.amount - order.amount)} 元"
    if len(paid) != months:
        return f"附言 {order.reference} 的缴费单开出以后，应交额改过；请另开一张"
    if any(paid):
        return f"附言 {order.reference} 的月份已经用别的办法交过"
    return ""


def _straight_up(organization: int, owner: Node, amount: Decimal, on: date) -> None:
    """The money never was in the hands of those between: handed up and signed for on the day it came."""
    node = orgs.node(organization)
    while node.pk != owner.pk:
        sent = pass_up(actor=SYSTEM, organization=node.pk, amount=amount, on=on, words="网上交纳，直接到帐")
        receive(actor=SYSTEM, remittance=sent.pk, version=sent.version, on=on)
        node = orgs.node(sent.to_id)
