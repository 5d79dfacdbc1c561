"""Coming back (重新登记): somebody who left belongs to an organisation again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.members.access import ADMIT
from zhidu.apps.members.accounts import account_of, give_for_stretch
from zhidu.apps.members.changing import locked, same_version
from zhidu.apps.members.entries import Homes, Stretch, stretch_faults
from zhidu.apps.members.models import Membership
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("members.readmit", "重新登记人员")
def readmit(
    *,
    actor: Actor,
    person: int,
    organization: int,
    type: str,  # noqa: A002 - the word of the vocabulary
    on: date,
    group: int | None = None,
    attributes: Mapping[str, str | None] | None = None,
    version: int | None = None,
) -> Membership:
    """From *on* the person belongs again; the days in between stay a gap."""
    row = locked(person)
    stretch = Stretch(
        type=type, organization=organization, group=group, first=on, attributes=attributes or {}
    )
    homes = Homes.of([stretch])
    kept, wrong = stretch_faults(stretch, homes)
    if row.until is None:
        wrong[""] = f"{row.name}现在还在{row.organization.name}；要换组织的，应办转接"
    elif on <= row.until:
        wrong["first"] = f"写的是 {on}；此人到 {row.until} 才离开，应在以后"
    if wrong:
        raise Wrong({("on" if name == "first" else name): text for name, text in wrong.items()})
    ADMIT.require_at(actor, homes.path(organization))
    same_version(row, version)
    made = Membership.objects.create(
        person=row,
        type=type,
        organization_id=organization,
        group_id=group,
        first=on,
        attributes=dict(kept.attributes),
    )
    made = Membership.objects.select_related("organization").get(pk=made.pk)
    row.organization_id, row.group_id, row.type, row.until = organization, group, type, None
    row.version += 1
    row.save()
    give_for_stretch(account_of(row.pk), made)
    record(
        obj=row.code,
        place=organization,
        on=on,
        changes={"organization": (None, organization), "type": (None, type), "group": (None, group)},
    )
    return made
