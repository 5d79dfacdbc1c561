"""Writing in the files of many people at once, from a table: all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from zhidu.apps.members.changing import hold
from zhidu.apps.members.queries import people as people_of
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.fields import Given
from zhidu.apps.registry.writing import BATCH, drafts, save
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("registry.set_profiles", "成批登记档案")
def set_profiles(
    *, actor: Actor, values: Mapping[int, Mapping[str, Given]], why: str = "", trusting: bool = False
) -> int:
    """Person → fields to write; how many files changed.

    Raises Wrong, keyed ``person.field``; then nothing is written. *trusting* values were parsed by the fields
    before (a table that was looked through already); what must fit together is checked all the same.
    """
    if not values:
        raise Wrong("没有写任何人的档案；至少写一个人的")
    wanted = sorted(values)
    for start in range(0, len(wanted), BATCH):
        hold(wanted[start : start + BATCH])
    people = people_of(wanted)
    missing = set(wanted) - {one.pk for one in people}
    if missing:
        raise Wrong({f"{pk}.person": "没有这个人；请从名册中选择" for pk in sorted(missing)})
    for one in people:
        KEEP.require(actor, one)
    found = drafts(people, values, trusting=trusting)
    wrong = {f"{one.person.pk}.{key}": text for one in found for key, text in one.wrong.items()}
    if wrong:
        raise Wrong(wrong)
    changed = save(actor, found, why)
    nodes = {one.person.organization_id: one.person.organization for one in changed}
    for pk, number in sorted(Counter(one.person.organization_id for one in changed).items()):
        record(obj=nodes[pk].code, place=pk, details={"count": number})
    if not changed:
        raise Wrong("没有改动；与现在登记的一样")
    return len(changed)
