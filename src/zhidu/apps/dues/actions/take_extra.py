"""Taking in more than was owed, of somebody's own will (自愿多交)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.models import Extra
from zhidu.apps.dues.rates import EXTRA, Rates
from zhidu.apps.dues.saving import a_past_day, an_organization, money, yuan
from zhidu.apps.members import queries as members
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.keys import personal

LONGEST = 500


@act("dues.take_extra", "收下自愿多交的党费")
def take_extra(
    *, actor: Actor, organization: int, person: int, amount: Decimal, on: date, profile: str = ""
) -> Extra:
    """Write down a gift. From the sum on that the rules name it goes to the centre, undivided, with a *profile*.

    A smaller one goes up with the dues of the branch.
    """
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    a_past_day(on)
    money(amount)
    if person not in {one.person_id for one in members.on_day(node.pk, on)}:
        raise Wrong({"person": f"{on} 不是本组织的党员；请从名单中选择"})
    large = Rates(node, on).goes_to_the_centre(amount)
    said = profile.strip()
    if large and not said:
        raise Wrong({"profile": f"{yuan(amount)}要转交中央，须附本人的简要情况"})
    if len(said) > LONGEST:
        raise Wrong({"profile": f"有 {len(said)} 字；应不超过 {LONGEST} 字"})
    kept = record_held(
        actor=actor, entry=Entry(kind=EXTRA, node=node.pk, person=person, on=on, quantity=amount)
    )
    made = Extra.objects.create(
        organization=node,
        person_id=person,
        amount=amount,
        on=on,
        to_centre=large,
        sealed=personal().seal(said),
        record=kept,
    )
    record(
        obj=made.code,
        place=node.pk,
        on=on,
        changes={"amount": (None, f"{amount:.2f}")},
        details={"large": large},
    )
    return made
