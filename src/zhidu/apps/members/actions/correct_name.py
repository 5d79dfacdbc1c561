"""Correcting a name (更正姓名): it was written wrongly, or the person has another name now."""

from __future__ import annotations

from zhidu.apps.members.access import KEEP
from zhidu.apps.members.changing import locked, same_version
from zhidu.apps.members.entries import a_name
from zhidu.apps.members.models import Person
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("members.correct_name", "更正姓名")
def correct_name(*, actor: Actor, person: int, name: str, version: int | None = None) -> Person:
    """The person is called *name*, in all records; what was written before stays in the journal."""
    row = locked(person)
    KEEP.require(actor, row)
    same_version(row, version)
    right, fault = a_name(name)
    if not fault and right == row.name:
        fault = f"现在就写的是“{row.name}”；应写正确的姓名"
    if fault:
        raise Wrong({"name": fault})
    old, row.name = row.name, right
    row.version += 1
    row.save()
    record(obj=row.code, place=row.organization_id, changes={"name": (old, right)})
    return row
