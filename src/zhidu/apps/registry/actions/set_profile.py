"""Writing in a person's file (登记档案): some fields at once, each checked, what stood there before kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhidu.apps.members.changing import locked, same_version
from zhidu.apps.members.queries import memberships
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.checking import differences
from zhidu.apps.registry.fields import Given
from zhidu.apps.registry.models import Profile
from zhidu.apps.registry.writing import drafts, save
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@dataclass(frozen=True, slots=True)
class Kept:
    """The file as it is now, which fields changed, and where it differs from the register (field → sentence)."""

    profile: Profile
    changed: tuple[str, ...]
    differs: Mapping[str, str]


@act("registry.set_profile", "登记档案")
def set_profile(
    *,
    actor: Actor,
    person: int,
    values: Mapping[str, Given],
    why: str = "",
    version: int | None = None,
) -> Kept:
    """Fields that are given are written, '' empties one; what is not given stays.

    Raises Wrong, keyed by field, where one is wrong or they do not fit together; then nothing is written. Days that
    differ from the register are written all the same, and the difference is said.
    """
    row = locked(person)
    KEEP.require(actor, row)
    (draft,) = drafts([row], {row.pk: values})
    if not draft.new:
        same_version(draft.profile, version)
    if draft.wrong:
        raise Wrong(draft.wrong)
    if not draft.changes:
        raise Wrong("没有改动；与现在登记的一样")
    save(actor, [draft], why)
    record(obj=row.code, place=row.organization_id, details={"fields": sorted(draft.changes)})
    told = differences(values_of(draft.profile), memberships(row.pk))
    return Kept(draft.profile, tuple(draft.changes), told)
