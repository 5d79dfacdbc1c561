"""Receipts for what was paid (开收据): one a person and occasion, numbered without gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.models import Assessment, Receipt, ReceiptLine
from zhidu.apps.dues.queries import PAID, receipted, standing
from zhidu.apps.dues.saving import a_month, an_organization
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.papers.numbering import next_number


@act("dues.issue_receipts", "开党费收据")
def issue_receipts(
    *, actor: Actor, organization: int, month: str = "", people: Collection[int] = ()
) -> list[Receipt]:
    """A receipt for every payment for *month*, or of *people*, that has none yet; those that were made.

    What somebody paid on one day stands on one receipt. A payment that is taken back leaves its receipt void.
    Raises Wrong where there is nothing to receipt.
    """
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    asked = Q(month=str(a_month(month))) if month else Q()
    if people:
        asked &= Q(person__in=set(people))
    # the numbers make acts of one organisation wait for each other, so what has no receipt is read after the first
    year = today().year
    series = f"dues-{node.pk}"
    rows = standing().filter(PAID, asked, organization=node.pk)
    if not asked or not _without(rows):
        raise Wrong("没有要开收据的：交了的都开过了，或者还没有人交")
    first = next_number(series, year)
    by_occasion: dict[tuple[int, object], list[Assessment]] = defaultdict(list)
    for one in _without(rows):
        if one.payment is not None:
            by_occasion[one.person_id, one.payment.on].append(one)
    if not by_occasion:
        raise Wrong("这几笔刚刚由别人开过收据；请刷新")
    made = []
    for number, mine in enumerate(by_occasion.values()):
        receipt = Receipt.objects.create(
            organization=node,
            person=mine[0].person,
            year=year,
            number=first if number == 0 else next_number(series, year),
            issued_at=now(),
            issued_by=actor.user,
        )
        ReceiptLine.objects.bulk_create(
            ReceiptLine(receipt=receipt, payment=one.payment, month=one.month, amount=one.amount)
            for one in mine
        )
        made.append(receipt)
    record(obj=node.code, place=node.pk, details={"receipts": len(made), "first": first, "year": year})
    return made


def _without(rows: QuerySet[Assessment]) -> list[Assessment]:
    found = list(rows)
    known = receipted([one.payment_id for one in found])
    return [one for one in found if one.payment_id not in known]
