"""Working out what a month comes to for everybody (算出应交): as often as one likes, with the same result."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q

from zhidu.apps.activities import queries as activities
from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.bases import bases_of
from zhidu.apps.dues.models import Assessment
from zhidu.apps.dues.owing import owed
from zhidu.apps.dues.queries import held, reliefs_of
from zhidu.apps.dues.rates import Rates
from zhidu.apps.dues.saving import a_month, an_organization, yuan
from zhidu.apps.members import queries as members
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act, record
from zhidu.foundation.clock import now, today


@dataclass(frozen=True, slots=True)
class Assessed:
    """How many are new, changed, as before; and of whom there is no amount, with the reason."""

    made: int = 0
    changed: int = 0
    same: int = 0
    lacking: dict[int, str] = field(default_factory=dict)


@act("dues.assess", "算出当月党费", covers=("S2.2.6", "S5.5.1"))
def assess(*, actor: Actor, organization: int, month: str) -> Assessed:
    """Work out the month for every member on its last day (of the running month: today).

    What is paid stays as it is; what is not and would come out otherwise now is superseded. Who has no base yet is
    told and owes nothing so far: unknown, not nought. Where a payment for the month was written down beside this
    page, it settles the month, unless it names another amount: that is told.
    """
    node, asked = an_organization(organization), a_month(month)
    KEEP.require_at(actor, node.path)
    day = max(asked.first, min(today(), asked.last))
    people = [one.person_id for one in members.on_day(node.pk, day)]
    known, rates, moment = bases_of(people), Rates(node, day), now()
    reduced = reliefs_of(people)
    before = {one.person_id: one for one in held(Q(person__in=people, month=str(asked)))}
    by_hand = _written_down(node.pk, str(asked))
    new, replaced, lacking, same = [], [], {}, 0
    for person in people:
        old = before.get(person)
        if old is not None and old.paid:
            same += 1
            continue
        found = owed(rates, asked, known.get(person, ()), reduced.get(person, ()))
        amount = found.amount
        if amount is None or found.base is None or found.clause is None:
            lacking[person] = found.lacking
            continue
        if (hand := by_hand.get(person)) is not None and not _agrees(hand, amount):
            lacking[person] = (
                f"另外记了交纳 {hand.columns['amount']} 元，与应交 {yuan(amount)}不同；请核对那条记录"
            )
            continue
        if old is not None and (old.amount, old.base_id, old.organization_id) == (
            amount,
            found.base.pk,
            node.pk,
        ):
            same += 1
            continue
        if old is not None:
            replaced.append(old.pk)
        new.append(
            Assessment(
                person_id=person,
                organization=node,
                month=str(asked),
                amount=amount,
                base=found.base,
                relief=found.relief,
                clause=found.clause.key,
                assessed_at=moment,
                payment_id=hand.pk if hand is not None else None,
                overdue_id=old.overdue_id if old is not None else None,
            )
        )
    Assessment.objects.filter(pk__in=replaced).update(superseded_at=moment)
    Assessment.objects.bulk_create(new)
    made = len(new) - len(replaced)
    record(
        obj=node.code, place=node.pk, details={"month": str(asked), "made": made, "changed": len(replaced)}
    )
    return Assessed(made, len(replaced), same, lacking)


def _written_down(node: int, month: str) -> dict[int, Any]:
    """Person → the payment for the month that was recorded by hand; the first where there are several."""
    rows = activities.recorded(node, "dues_paid", month).filter(person__isnull=False).order_by("-pk")
    taken = set(Assessment.objects.filter(payment__in=rows).values_list("payment", flat=True))
    return {one.person_id: one for one in rows if one.pk not in taken}


def _agrees(hand: Any, amount: Decimal) -> bool:  # noqa: ANN401 - a record of another app
    said = hand.columns.get("amount", "")
    try:
        return not said or Decimal(said) == amount
    except InvalidOperation:
        return False
