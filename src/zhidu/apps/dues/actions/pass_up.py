"""Handing dues up (上缴): never more than is in hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dues.access import PASS_UP
from zhidu.apps.dues.models import Remittance
from zhidu.apps.dues.queries import in_hand
from zhidu.apps.dues.saving import a_past_day, an_organization, money, yuan
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("dues.pass_up", "上缴党费", covers=("S2.2.5",))
def pass_up(*, actor: Actor, organization: int, amount: Decimal, on: date, words: str = "") -> Remittance:
    """Write down what was handed to the organisation above, which then signs for it.

    Raises Wrong where there is nobody above, or *amount* is no sum to the fen or more than is in hand.
    """
    orgs.nodes([organization], hold=True)
    node = an_organization(organization)
    PASS_UP.require_at(actor, node.path)
    a_past_day(on)
    above = orgs.organization_of(node.parent) if node.parent is not None else None
    if above is None:
        raise Wrong("上面没有组织，无处上缴")
    money(amount)
    standing = in_hand(node)
    if standing.fault:
        raise Wrong(f"账不平，不能上缴：{standing.fault}")
    if amount > standing.in_hand:
        raise Wrong({"amount": f"要上缴 {yuan(amount)}，手上只有 {yuan(standing.in_hand)}；应不超过手上的"})
    kept = record_held(
        actor=actor,
        entry=Entry(kind="dues_remitted", node=node.pk, on=on, columns={"amount": f"{amount:.2f}"}),
    )
    made = Remittance.objects.create(
        organization=node, to=above, amount=amount, on=on, words=words.strip()[:120], record=kept
    )
    record(obj=made.code, place=node.pk, on=on, changes={"amount": (None, f"{amount:.2f}")})
    return made
