"""Transfer (转接组织关系): from one organisation to another, from a day on; never in two, never in none."""

from __future__ import annotations

from datetime import date

from zhidu.apps.members.access import TRANSFER
from zhidu.apps.members.changing import followed, happening, locked, present, same_version
from zhidu.apps.members.entries import Homes, Stretch
from zhidu.apps.members.models import Membership, Person
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("members.transfer", "转接组织关系")
def transfer(
    *,
    actor: Actor,
    person: int,
    to: int,
    on: date,
    group: int | None = None,
    version: int | None = None,
) -> Membership:
    """From *on* the person belongs to *to*; the day before is the last in the organisation left behind.

    Whoever does it must have a say at both ends. Posts that go with the old organisation end.
    """
    row = locked(person)
    TRANSFER.require(actor, row)
    homes = Homes([to])
    if wrong := homes.faults(to, None, on, None):
        raise Wrong({"to": wrong["organization"]})
    TRANSFER.require_at(actor, homes.path(to))
    same_version(row, version)
    old, new = carried_over(row, to, on, group)
    for place in (old, to):
        record(
            obj=row.code,
            place=place,
            on=on,
            changes={"organization": (old, to), "group": (None, new.group_id)},
            details={"from": old, "to": to},
        )
    return new


def carried_over(row: Person, to: int, on: date, group: int | None) -> tuple[int, Membership]:
    """The transfer itself, after the permission: (the organisation left behind, the new stretch)."""
    before = present(row)
    happening(on, before)
    old = before.organization_id
    if old == to:
        raise Wrong({"to": f"{row.name}现在就在{before.organization.name}；应选另一个组织"})
    after = Stretch(type=before.type, organization=to, group=group, attributes=before.attributes)
    return old, followed(row, before, after, on)
