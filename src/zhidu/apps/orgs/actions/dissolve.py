"""Dissolving (撤销): the node ends, its history stays."""

from __future__ import annotations

from datetime import date

from zhidu.apps.orgs.access import MANAGE
from zhidu.apps.orgs.changing import a_day, locked, present, same_version
from zhidu.apps.orgs.models import Node
from zhidu.apps.orgs.occupied import occupied
from zhidu.apps.orgs.queries import children, organization_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

SHOWN = 3
"""Names told where something still stands in the way."""


@act("orgs.dissolve", "撤销组织")
def dissolve(*, actor: Actor, node: int, last: date, version: int | None = None) -> Node:
    """*last* is the last day it exists. Raises Wrong while anything or anybody still belongs to it."""
    row = locked(node)
    MANAGE.require(actor, row)
    same_version(row, version)
    end(row, last)
    record(obj=row.code, place=organization_of(row).pk, on=last, changes={"until": (None, last)})
    return row


def end(row: Node, last: date) -> None:
    """The end itself, after the permission."""
    a_day(last, "last")
    if row.until is not None:
        raise Wrong(f"{row.name}已于 {row.until} 撤销；不用再办")
    stretch = present(row)
    if stretch.first is not None and last < stretch.first:
        raise Wrong({"last": f"写的是 {last}；上一次变动从 {stretch.first} 起，撤销应在这一天或以后"})
    left = [one for one in children(row) if one.until is None or one.until > last]
    if left:
        some = "、".join(one.name for one in left[:SHOWN])
        raise Wrong(f"之下还有 {len(left)} 个：{some}{'等' if len(left) > SHOWN else ''}；应先撤销或改隶它们")
    if there := occupied([row.pk], last):
        raise Wrong(f"还有{there}；应先转出或免去")
    row.until = last
    row.version += 1
    row.save()
    stretch.last = last
    stretch.save()
