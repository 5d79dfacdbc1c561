"""Renaming (改名): the old name stays in the history."""

from __future__ import annotations

from datetime import date

from zhidu.apps.orgs.access import MANAGE
from zhidu.apps.orgs.changing import a_day, a_name, alone_in_name, locked, same_version, still_living, turned
from zhidu.apps.orgs.models import Node
from zhidu.apps.orgs.queries import organization_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("orgs.rename", "给组织改名")
def rename(*, actor: Actor, node: int, name: str, on: date, version: int | None = None) -> Node:
    """From *on* it is called *name*. Raises Wrong where a living sibling has that name already."""
    row = locked(node)
    MANAGE.require(actor, row)
    same_version(row, version)
    still_living(row, a_day(on), "on")
    name, old = a_name(name), row.name
    if name == old:
        raise Wrong({"name": f"现在就叫“{old}”；应写新的名称"})
    alone_in_name(name, row.parent, on, besides=row.pk)
    turned(row, on, name=name)
    record(obj=row.code, place=organization_of(row).pk, on=on, changes={"name": (old, name)})
    return row
