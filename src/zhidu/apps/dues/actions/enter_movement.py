"""Money that came or went otherwise: passed down, interest, spent on what dues are for (其他收支)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dues.access import PASS_UP
from zhidu.apps.dues.models import Movement
from zhidu.apps.dues.queries import in_hand
from zhidu.apps.dues.rates import SPENT, Rates
from zhidu.apps.dues.saving import a_past_day, an_organization, money, yuan
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.dues import EntryKind
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now

KINDS = (EntryKind.SPENT, EntryKind.GRANTED, EntryKind.INTEREST)
LONGEST = 120


@act("dues.enter_movement", "登记党费的其他收支")
def enter_movement(
    *,
    actor: Actor,
    organization: int,
    kind: str,
    amount: Decimal,
    on: date,
    purpose: str = "",
    words: str = "",
) -> Movement:
    """Write down one. What is spent needs a *purpose* the rules allow, and is never more than is in hand.

    What was spent is a record too, at which the clause about the use of dues looks.
    """
    orgs.nodes([organization], hold=True)
    node = an_organization(organization)
    PASS_UP.require_at(actor, node.path)
    a_past_day(on)
    money(amount)
    if kind not in KINDS:
        raise Wrong({"kind": f"事由应是{'、'.join(one.chinese for one in KINDS)}之一"})
    if len(words.strip()) > LONGEST:
        raise Wrong({"words": f"说明有 {len(words.strip())} 字；应不超过 {LONGEST} 字"})
    kept = None
    if kind == EntryKind.SPENT:
        allowed = Rates(node, on).purposes
        if purpose not in dict(allowed):
            known = "、".join(word for _, word in allowed) or "（本组织没有采用写明用途的制度）"
            raise Wrong({"purpose": f"党费只能用于：{known}"})
        left = in_hand(node).in_hand
        if amount > left:
            raise Wrong({"amount": f"要用 {yuan(amount)}，手上只有 {yuan(left)}；应不超过手上的"})
        entry = Entry(
            kind=SPENT,
            node=node.pk,
            on=on,
            quantity=amount,
            columns={"purpose": purpose},
            notes=words.strip(),
        )
        kept = record_held(actor=actor, entry=entry)
    made = Movement.objects.create(
        organization=node,
        kind=kind,
        amount=amount,
        on=on,
        purpose=purpose if kept is not None else "",
        words=words.strip(),
        record=kept,
        entered_at=now(),
        entered_by=actor.user,
    )
    record(
        obj=made.code,
        place=node.pk,
        on=on,
        changes={"amount": (None, f"{amount:.2f}")},
        details={"kind": kind},
    )
    return made
