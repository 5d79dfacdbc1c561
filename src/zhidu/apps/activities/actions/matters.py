"""Opening and closing a matter (事项): a case, a task, a target or a pair that runs over time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.activities.access import KEEP_MATTER
from zhidu.apps.activities.models import Matter
from zhidu.apps.activities.places import places
from zhidu.apps.activities.states import Circle
from zhidu.domain.rules.vocabulary import ATTRIBUTES, SUBJECT_TYPES, SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import today

CLASSES = frozenset({SubjectClass.CASE, SubjectClass.TASK, SubjectClass.PAIR})
TYPES = {name: one for name, one in SUBJECT_TYPES.items() if one.kind in CLASSES}


@act("activities.open_matter", "登记事项")
def open_matter(
    *,
    actor: Actor,
    organization: int,
    type: str,  # noqa: A002 - the word of the vocabulary
    title: str,
    first: date | None,
    last: date | None = None,
    attributes: Mapping[str, str] | None = None,
    circle: str = "",
) -> Matter:
    """Put a new matter on the list of an organisation; *attributes* are those of the vocabulary.

    *circle* is who may read it and what is recorded about it: the committee and superiors where it is not said.
    """
    place = places([organization]).get(organization)
    if place is None or place.node.id != place.organization.id:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    KEEP_MATTER.require_at(actor, place.organization.path)
    given = {name: text for name, text in (attributes or {}).items() if text}
    found: dict[str, str] = {}
    if type not in TYPES:
        found["type"] = f"“{type}”不是事项的类型；应为{'、'.join(one.chinese for one in TYPES.values())}之一"
    if not title.strip() or len(title) > 200:
        found["title"] = "应写明事项的名称，不超过 200 字"
    if first is not None and first > today():
        found["first"] = f"{first} 在将来；应为已经开始的日期"
    if first is not None and last is not None and last < first:
        found["last"] = f"{last} 早于开始的 {first}；应不早于开始"
    found.update(
        {name: f"“{name}”不是事项的情况；可用的见词汇表" for name in given if name not in ATTRIBUTES}
    )
    if found:
        raise Wrong(found)
    matter = Matter.objects.create(
        organization_id=organization,
        kind=TYPES[type].kind.value,
        type=type,
        title=title.strip(),
        first=first,
        last=last,
        attributes=given,
        circle=circle or Circle.COMMITTEE.value,
    )
    record(
        obj=matter.code,
        place=organization,
        on=first,
        changes={"title": (None, matter.title), "type": (None, type), "attributes": (None, given)},
    )
    return matter


@act("activities.close_matter", "办结事项")
def close_matter(*, actor: Actor, matter: int, version: int, last: date, reason: str = "") -> Matter:
    """Put down the last day of a matter; steps that are missing stay missing."""
    found = (
        Matter.objects.select_for_update(of=("self",))
        .select_related("organization")
        .filter(pk=matter)
        .first()
    )
    if found is None:
        raise Wrong("没有这件事项；请从列表中选择")
    KEEP_MATTER.require(actor, found)
    if found.version != version:
        raise Stale("您打开以后，这件事项已经被别人改过；您写的没有存，请对照新的内容再办")
    if found.last is not None and found.last <= today():
        raise Wrong(f"这件事项已于 {found.last} 办结；不用再办")
    if last > today():
        raise Wrong({"last": f"{last} 在将来；应不晚于今天（{today()}）"})
    if found.first is not None and last < found.first:
        raise Wrong({"last": f"{last} 早于开始的 {found.first}；应不早于开始"})
    before, found.last = found.last, last
    found.version += 1
    found.save(update_fields=["last", "version"])
    record(
        obj=found.code,
        place=found.organization_id,
        on=last,
        changes={"last": (before, last), "reason": (None, reason)} if reason else {"last": (before, last)},
    )
    return found


@act("activities.describe_matter", "改事项的情况")
def describe_matter(*, actor: Actor, matter: int, attributes: Mapping[str, str]) -> Matter:
    """What is known of a matter from now on: the given ones put over the old, an empty one taken away."""
    rows = Matter.objects.select_for_update(of=("self",)).select_related("organization")
    found = rows.filter(pk=matter).first()
    if found is None:
        raise Wrong("没有这件事项；请从列表中选择")
    KEEP_MATTER.require(actor, found)
    if unknown := [name for name in attributes if name not in ATTRIBUTES]:
        raise Wrong(f"“{unknown[0]}”不是事项的情况；可用的见词汇表")
    before = found.attributes
    after = {name: text for name, text in {**before, **attributes}.items() if text}
    if after == before:
        raise Wrong("没有改动；与现在登记的一样")
    found.attributes = after
    found.version += 1
    found.save(update_fields=["attributes", "version"])
    record(obj=found.code, place=found.organization_id, changes={"attributes": (before, after)})
    return found
