"""Setting on what members pay (核定基数): one list, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.bases import seal
from zhidu.apps.dues.models import Base
from zhidu.apps.dues.rates import BASE_SET, Rates
from zhidu.apps.dues.saving import a_month, an_organization
from zhidu.apps.members import queries as members
from zhidu.domain.dues import CannotQuote, quote
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today


@dataclass(frozen=True, slots=True)
class Said:
    """What is set for one person: the kind of payer, and the base or the sum agreed."""

    payer: str
    base: Decimal | None = None
    agreed: Decimal | None = None


@act("dues.set_bases", "核定党费基数", covers=("S2.2.6", "S5.5.1"))
def set_bases(
    *, actor: Actor, organization: int, since: str, said: Mapping[int, Said], items: Sequence[str] = ()
) -> int:
    """Write down for each person what counts from the month *since* on; how many.

    *items* are the parts of pay that were counted, for those who pay a share. What was set for the same month
    before is superseded and kept. Raises Wrong, keyed ``person.field``, for somebody who is no member here, a kind
    of payer the rules do not know, and a sum they do not allow; then nothing is written.
    """
    node, month = an_organization(organization), a_month(since)
    KEEP.require_at(actor, node.path)
    if not said:
        raise Wrong("没有写任何人的基数；至少写一个人的")
    rates = Rates(node, max(month.first, min(today(), month.last)))
    here = {one.person_id for one in members.on_day(node.pk, today())}
    wrong: dict[str, str] = {}
    for person, one in said.items():
        if person not in here:
            wrong[f"{person}.payer"] = "不是本组织现在的党员；请从名单中选择"
            continue
        wrong |= _faults(rates, person, one)
    if wrong:
        raise Wrong(wrong)
    moment = now()
    Base.objects.filter(person__in=said, since=str(month), superseded_at=None).update(superseded_at=moment)
    Base.objects.bulk_create(
        Base(
            person_id=person,
            organization=node,
            since=str(month),
            payer=one.payer,
            sealed=seal(one.base, one.agreed),
            set_at=moment,
            set_by=actor.user,
        )
        for person, one in said.items()
    )
    enter_many(
        actor=actor,
        rows=[_entry(node.pk, person, one, rates, items) for person, one in said.items()],
    )
    record(obj=node.code, place=node.pk, details={"month": str(month), "people": len(said)})
    return len(said)


def _faults(rates: Rates, person: int, one: Said) -> dict[str, str]:
    table = rates.tables.get(one.payer)
    if table is None:
        known = "、".join(word for _, word in rates.payers) or "（本组织没有采用党费标准）"
        return {f"{person}.payer": f"没有这一类交纳人的标准；有：{known}"}
    try:
        quote(table[1], one.payer, one.base, agreed=one.agreed, word=rates.words.word)
    except CannotQuote as wrong:
        return {f"{person}.{'base' if rates.by_share(one.payer) else 'agreed'}": str(wrong)}
    return {}


def _entry(node: int, person: int, one: Said, rates: Rates, items: Sequence[str]) -> Entry:
    """The record that clauses about setting the base look at; it says nothing of the sum."""
    columns = {"type": "annual"}
    if rates.by_share(one.payer):
        allowed = {word for word, _ in rates.items(one.payer)}
        counted = [word for word in items if word in allowed] or (
            sorted(allowed) if len(allowed) == 1 else []
        )
        columns |= {"items": ";".join(counted)} if counted else {}
        based = rates.based_on(one.payer)
        columns |= {"based_on": based} if based else {}
    return Entry(kind=BASE_SET, node=node, person=person, on=today(), columns=columns)
