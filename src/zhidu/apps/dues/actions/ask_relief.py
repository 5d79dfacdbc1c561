"""Putting a reduction forward (提出减免): the branch has talked it over, the superiors decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.models import Relief
from zhidu.apps.dues.saving import a_month, a_past_day, an_organization
from zhidu.apps.members import queries as members
from zhidu.domain.dues import Month
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.keys import personal

LONGEST = 12
"""Months a reduction lasts at most; whoever is still in hardship then asks again."""
FEN = Decimal("0.01")


@act("dues.ask_relief", "提出党费减免")
def ask_relief(
    *,
    actor: Actor,
    organization: int,
    person: int,
    first: str,
    last: str,
    pays: Decimal,
    hardship: str,
    on: date,
) -> Relief:
    """Ask that *person* pays only *pays* a month from *first* to *last*. Nothing changes until it is answered.

    *hardship* is kept encrypted, and told to those who answer. Raises Wrong for months that do not fit, a sum that
    is none, and where something for these months waits or holds already.
    """
    node, since, until = an_organization(organization), a_month(first), _until(first, last)
    KEEP.require_at(actor, node.path)
    a_past_day(on)
    wrong = {}
    if person not in {one.person_id for one in members.on_day(node.pk, today())}:
        wrong["person"] = "不是本组织现在的党员；请从名单中选择"
    if not pays.is_finite() or pays < 0 or pays != pays.quantize(FEN):
        wrong["pays"] = f"写的是 {pays}；应不小于 0，最多两位小数，全免写 0"
    if not hardship.strip():
        wrong["hardship"] = "应写明困难的情况：上级凭它批准"
    rows = Relief.objects.filter(person=person, first__lte=str(until), last__gte=str(since))
    if rows.exclude(agreed=False).exists():
        wrong["first"] = "这几个月已经有一件，在等批准或者已经批准；请看那一件"
    if wrong:
        raise Wrong(wrong)
    made = Relief.objects.create(
        person_id=person,
        organization=node,
        first=str(since),
        last=str(until),
        pays=pays,
        sealed=personal().seal(hardship.strip()),
        asked_on=on,
        asked_at=now(),
        asked_by=actor.user,
    )
    record(
        obj=made.code, place=node.pk, on=on, details={"person": person, "months": [str(since), str(until)]}
    )
    return made


def _until(first: str, last: str) -> Month:
    """The last month, which may lie ahead. Raises Wrong."""
    try:
        since, until = Month.parse(first), Month.parse(last)
    except ValueError as wrong:
        raise Wrong({"last": str(wrong)}) from None
    if not 0 <= until - since < LONGEST:
        raise Wrong({"last": f"写的是 {until.chinese}；应不早于{since.chinese}，一共不超过 {LONGEST} 个月"})
    return until
