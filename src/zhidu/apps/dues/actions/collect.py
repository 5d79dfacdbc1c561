"""Taking in dues (收缴): everybody ticked has paid what was worked out, on one day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Q

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.models import Assessment
from zhidu.apps.dues.queries import held
from zhidu.apps.dues.saving import a_month, a_past_day, an_organization
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

METHODS = {"cash": "现金", "transfer": "转账", "online": "网上交纳"}
LONGEST_NAME = 40


@act("dues.collect", "收缴党费", covers=("S2.2.1", "S2.2.2", "S5.5.1"))
def collect(
    *,
    actor: Actor,
    organization: int,
    month: str,
    people: Collection[int],
    on: date,
    method: str,
    by_others: Mapping[int, str] | None = None,
) -> Decimal:
    """Write down that *people* paid for *month*; the sum. *by_others*: person → who paid for them (代交).

    The amounts are those worked out; nobody types them. The rows are held until the act is over, so that two who
    collect at once cannot take the same month twice. Raises Wrong for somebody without an amount, and for a month
    that is paid already.
    """
    node, asked = an_organization(organization), a_month(month)
    KEEP.require_at(actor, node.path)
    a_past_day(on)
    if method not in METHODS:
        raise Wrong({"method": f"收法应是{'、'.join(METHODS.values())}之一"})
    if not people:
        raise Wrong({"people": "没有选人；请选交了的人"})
    rows = held(Q(organization=node.pk, month=str(asked), person__in=set(people)))
    found = {one.person_id: one for one in rows}
    if missing := set(people) - set(found):
        raise Wrong({"people": f"有 {len(missing)} 人还没有算出 {asked.chinese} 的应交额；请先算出，再收"})
    if paid := [one.person.name for one in found.values() if one.paid]:
        raise Wrong({"people": f"{'、'.join(paid[:5])} {asked.chinese}的已经交过，没有再记；请刷新名单"})
    chosen = [found[person] for person in sorted(found)]
    period = _period(asked.first, on)
    others = by_others or {}
    entries = [_entry(one, on, period, method, others.get(one.person_id, "")) for one in chosen]
    if not activities.recorded(node.pk, "dues_collected", str(asked)).exists():
        entries.append(Entry(kind="dues_collected", node=node.pk, on=on, for_period=period))
    made = enter_many(actor=actor, rows=entries)
    for one, payment in zip(chosen, made, strict=False):
        one.payment_id = payment
    Assessment.objects.bulk_update(chosen, ["payment"])
    total = sum((one.amount for one in chosen), Decimal("0.00"))
    record(
        obj=node.code,
        place=node.pk,
        on=on,
        details={"month": str(asked), "people": len(chosen), "amount": str(total)},
    )
    return total


def _entry(one: Assessment, on: date, period: str, method: str, other: str) -> Entry:
    other = other.strip()
    if len(other) > LONGEST_NAME:
        raise Wrong({"people": f"{one.person.name}的代交人有 {len(other)} 字；应不超过 {LONGEST_NAME} 字"})
    columns = {
        "amount": f"{one.amount:.2f}",
        "method": METHODS[method],
        "payer": "proxy" if other else "self",
    }
    return Entry(
        kind="dues_paid",
        node=one.organization_id,
        person=one.person_id,
        about=one.overdue_id,
        on=on,
        for_period=period,
        notes=f"由{other}代交。" if other else "",
        columns=columns,
    )


def _period(first: date, on: date) -> str:
    """Said only where it is made up later: within the month itself the day says it."""
    return f"{first:%Y-%m}" if (first.year, first.month) != (on.year, on.month) else ""
