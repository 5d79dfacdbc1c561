"""A slip for paying certain months by transfer (开缴费单)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Q

from zhidu.apps.dues.access import PAY
from zhidu.apps.dues.models import Order, OrderItem
from zhidu.apps.dues.paying.references import new_reference
from zhidu.apps.dues.queries import account_for, held
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now


@act("dues.make_order", "开党费缴费单")
def make_order(*, actor: Actor, person: int, months: Collection[str]) -> Order:
    """A slip over what *months* come to, by the member or by whoever keeps the dues.

    Slips over any of the same months that were not paid are dropped. Raises Wrong for months that are paid or come
    to nothing, and where no organisation above has an account.
    """
    rows = held(Q(person=person, month__in=set(months)))
    for one in rows:
        PAY.require(actor, one)
    if not months or len(rows) != len(set(months)):
        raise Wrong({"months": "请选要交的月份；没有算出应交额的还不能交"})
    if paid := [one.month_name for one in rows if one.paid]:
        raise Wrong({"months": f"{'、'.join(paid)}已经交过"})
    places = {one.organization_id for one in rows}
    if len(places) > 1:
        raise Wrong({"months": "这几个月不在同一个支部；请分两次交"})
    total = sum((one.amount for one in rows), Decimal("0.00"))
    if total <= 0:
        raise Wrong({"months": "这几个月不用交"})
    account = account_for(rows[0].organization)
    if account is None:
        raise Wrong("本组织和上级都还没有登记收款帐户；请交给支部")
    old = Order.objects.filter(items__assessment__in=rows, settled_at=None, dropped_at=None)
    Order.objects.filter(pk__in=list(old.values_list("pk", flat=True))).update(dropped_at=now())
    made = Order.objects.create(
        reference=_unused(),
        account=account,
        person_id=person,
        organization=rows[0].organization,
        amount=total,
        made_at=now(),
    )
    OrderItem.objects.bulk_create(OrderItem(order=made, assessment=one) for one in rows)
    record(obj=made.code, place=made.organization_id, details={"months": len(rows), "amount": f"{total:.2f}"})
    return made


def _unused() -> str:
    while Order.objects.filter(reference=(found := new_reference())).exists():
        continue
    return found
