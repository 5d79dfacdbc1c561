"""Moving (调整隶属): a node and everything below it goes under another superior."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from zhidu.apps.orgs.access import FOUND, FOUND_PART, MANAGE
from zhidu.apps.orgs.changing import (
    DEEPEST,
    a_day,
    alone_in_name,
    locked,
    may_stand_under,
    path_under,
    same_version,
    turned,
    without_end,
)
from zhidu.apps.orgs.models import STEP, Node
from zhidu.apps.orgs.queries import below, organization_of
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.actions import move as move_grants
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.rules import below as under
from zhidu.foundation.acts import Stale, Wrong, act, record


@act("orgs.move", "调整隶属关系")
def move(*, actor: Actor, node: int, to: int, on: date, version: int | None = None) -> Node:
    """From *on* the node stands under *to*; grants over it go with it.

    Raises Wrong for a circle, or where a living sibling there has the same name.
    """
    hold_still(node, to)
    row, above = locked(node), locked(to, "to")
    MANAGE.require(actor, row)
    verb = FOUND if row.subject_class is SubjectClass.ORGANIZATION else FOUND_PART
    verb.require_at(actor, above.path)
    same_version(row, version)
    a_day(on)
    without_end(row, on, "on")
    without_end(above, on, "to")
    before = organization_of(row) if row.parent is None else row.parent
    put_under(row, above, on)
    # the findings of the superiors it left change as well, and they follow the entries of their own
    for place in dict.fromkeys((organization_of(row).pk, before.pk)):
        record(
            obj=row.code,
            place=place,
            on=on,
            changes={"parent": (before.pk if before.pk != row.pk else None, above.pk)},
            details={"from": before.pk, "to": above.pk},
        )
    return row


def hold_still(*ids: int) -> None:
    """Lock the nodes, all above them and all below them, in one order: nobody else may grow or bend that part.

    Two moves at once could otherwise hang each node under the other.
    """
    seen = list(Node.objects.filter(pk__in=ids))
    above = {pk for one in seen for pk in (*one.ancestor_ids, one.pk)}
    parts = Node.objects.filter(pk__in=above)
    for one in seen:
        parts |= Node.objects.filter(under("path", one.path))
    held = {one.pk: one.path for one in parts.order_by("pk").select_for_update(no_key=True)}
    if any(held.get(one.pk) != one.path for one in seen):
        raise Stale("刚才别人正在调整这里的隶属关系；没有存上，请看过现在的隶属再办")


def put_under(row: Node, above: Node, on: date) -> None:
    """The move itself, after the permission: checks that keep the tree a tree, then paths, grants and stretch."""
    may_stand_under(row.subject_class, above, "to")
    if above.pk == row.parent_id:
        raise Wrong({"to": f"{row.name}现在就在{above.name}之下；应选另一个上级"})
    if above.path.startswith(row.path):
        raise Wrong({"to": f"{above.name}在{row.name}之下；隶属关系不能绕成圈，应选别处的组织"})
    deepest = max(len(path) for path in below(row).values_list("path", flat=True)) - len(row.path)
    if (len(above.path) + deepest) // STEP + 1 > DEEPEST:
        raise Wrong({"to": f"隶属关系会超过 {DEEPEST} 层；请核对上级"})
    alone_in_name(row.name, above, on, besides=row.pk)
    old, new = row.path, path_under(above, row.pk)
    Node.objects.filter(under("path", old)).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    move_grants(old, new)
    row.path, row.parent = new, above
    turned(row, on, parent_id=above.pk)
