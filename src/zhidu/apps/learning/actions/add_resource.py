"""Lecturers, courses and the room of study: that they are there, and that they no longer are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.actions import correct, enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.library import RESOURCES, ROOM
from zhidu.apps.learning.models import Resource
from zhidu.apps.learning.saving import a_past_day, an_organization, locked, told
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One lecturer, course or room. *category* is a word of the clause (专家学者, 主题党课)."""

    kind: str
    name: str
    first: date
    category: str = ""
    lecturer: str = ""
    words: str = ""


@act("learning.add_resource", "登记讲师、课程、学习室", covers=("S2.4.13", "S3.8.1", "S3.8.2"))
def add_resource(*, actor: Actor, organization: int, thing: Thing) -> Resource:
    """It is there from its day on, and counts among the lecturers, courses or rooms that a clause asks for."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    if thing.kind not in RESOURCES:
        raise Wrong({"kind": "没有这一种；请从列表中选择"})
    a_past_day(thing.first, "first")
    values = {
        "name": told(thing.name, "name", 120, "名称"),
        "category": told(thing.category, "category", 60, "类别", needed=False),
        "lecturer": told(thing.lecturer, "lecturer", 60, "主讲人", needed=False),
        "words": told(thing.words, "words", 300, "说明", needed=False),
    }
    word = "study_room" if thing.kind == ROOM else values["category"]
    if Resource.objects.filter(organization=node, kind=thing.kind, name=values["name"], last=None).exists():
        raise Wrong({"name": f"已经有“{values['name']}”；同名的请加以区别"})
    entry = Entry(
        kind=thing.kind,
        node=node.pk,
        on=thing.first,
        title=values["name"],
        columns={"type": word} if word else {},
    )
    pk = enter_many(actor=SYSTEM, rows=[entry])[0]
    made = Resource.objects.create(
        organization=node, kind=thing.kind, first=thing.first, record_id=pk, **values
    )
    record(obj=made.code, place=node.pk, on=thing.first, details={"kind": thing.kind})
    return made


@act("learning.end_resource", "讲师、课程、学习室不再有")
def end_resource(*, actor: Actor, resource: int, version: int, last: date) -> Resource:
    """From *last* on it is no longer there; what it was before stays."""
    found: Resource = locked(Resource.objects.select_related("organization"), resource, version, "一项")
    KEEP.require(actor, found)
    if found.last is not None:
        raise Wrong("这一项已经结束")
    if a_past_day(last, "last") < found.first:
        raise Wrong({"last": f"日期是 {last}；应不早于开始的 {found.first}"})
    kept = activities.activity(found.record_id)
    if kept is not None and kept.voided_at is None:
        columns = {**kept.columns, "ended_on": last.isoformat()}
        entry = Entry(kind=kept.kind, node=kept.node_id, on=kept.on, title=kept.title, columns=columns)
        correct(actor=SYSTEM, activity=kept.pk, version=kept.version, entry=entry, reason="不再有")
    found.last = last
    found.version += 1
    found.save(update_fields=["last", "version"])
    record(obj=found.code, place=found.organization_id, on=last, details={"kind": found.kind})
    return found
