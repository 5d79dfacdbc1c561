"""A change of standing (变更): another type, another group, or other attributes from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.members.access import KEEP
from zhidu.apps.members.changing import followed, happening, locked, present, same_version, subject_class
from zhidu.apps.members.entries import PERSON_TYPES, Stretch, becoming
from zhidu.apps.members.models import Membership
from zhidu.apps.orgs.attributes import attributes_of
from zhidu.apps.orgs.changing import differences
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

AS_BEFORE = -1
"""The group stays what it is; None would be: in no group."""


@act("members.change_standing", "变更人员情况")
def change_standing(
    *,
    actor: Actor,
    person: int,
    on: date,
    type: str | None = None,  # noqa: A002 - the word of the vocabulary
    group: int | None = AS_BEFORE,
    attributes: Mapping[str, str | None] | None = None,
    version: int | None = None,
) -> Membership:
    """From *on* the person is of another type, in another group, or other things are known of him or her.

    What is not given stays; an empty attribute becomes unknown. A prospect who is admitted to the Party stays the
    same person.
    """
    row = locked(person)
    KEEP.require(actor, row)
    same_version(row, version)
    before = present(row)
    happening(on, before)
    wanted = type or before.type
    if wanted in PERSON_TYPES and (fault := becoming(before.type, wanted)):
        raise Wrong({"type": fault})
    after = Stretch(
        type=wanted,
        organization=before.organization_id,
        group=before.group_id if group == AS_BEFORE else group,
        attributes={**_carried(before, wanted), **(attributes or {})},
    )
    old = {"type": before.type, "group": before.group_id, **before.attributes}
    new = followed(row, before, after, on)
    changes = differences(old, {"type": new.type, "group": new.group_id, **new.attributes})
    if not changes:
        raise Wrong("没有改动；与现在登记的一样")
    record(obj=row.code, place=new.organization_id, on=on, changes=changes)
    return new


def _carried(before: Membership, wanted: str) -> dict[str, str]:
    """What is known already, as far as one of that type can have it."""
    if wanted not in PERSON_TYPES:
        return {}
    allowed = {one.name for one in attributes_of(subject_class(wanted))}
    return {name: text for name, text in before.attributes.items() if name in allowed}
