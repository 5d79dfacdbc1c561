"""Merging (合并): what stood under one organisation goes under another, and the first is dissolved."""

from __future__ import annotations

from datetime import date

from zhidu.apps.orgs.access import MANAGE
from zhidu.apps.orgs.actions.dissolve import end
from zhidu.apps.orgs.actions.move import hold_still, put_under
from zhidu.apps.orgs.changing import ONE_DAY, a_day, locked, same_version, without_end
from zhidu.apps.orgs.models import Node
from zhidu.apps.orgs.queries import ORGANIZATION, children
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("orgs.merge", "合并组织")
def merge(*, actor: Actor, source: int, into: int, on: date, version: int | None = None) -> Node:
    """From *on* everything under *source* stands under *into*; *source* ends the day before.

    Committees end with the organisation that elected them. People are not this app's affair: while somebody
    belongs to *source* it is refused, and ``members.merge_branches`` does both at once.
    """
    hold_still(source, into)
    row, above = locked(source, "source"), locked(into, "into")
    MANAGE.require(actor, row)
    MANAGE.require(actor, above)
    same_version(row, version)
    a_day(on)
    without_end(row, on, "source")
    without_end(above, on, "into")
    _may_merge(row, above)
    moved = _children_over(row, above, on)
    end(row, on - ONE_DAY)
    for place in (row, above):
        record(
            obj=place.code,
            place=place.pk,
            on=on,
            details={"source": row.pk, "into": above.pk, "moved": moved},
        )
    return above


def _may_merge(row: Node, above: Node) -> None:
    if row.pk == above.pk:
        raise Wrong({"into": "选的是同一个组织；应选另一个"})
    if row.kind != ORGANIZATION or above.kind != ORGANIZATION:
        raise Wrong({"into": "合并的两方都应是党组织"})
    if above.path.startswith(row.path):
        raise Wrong({"into": f"{above.name}在{row.name}之下；应选别处的组织"})


def _children_over(row: Node, above: Node, on: date) -> list[int]:
    """Move what lives under *row*, ending its committees; ids of what was moved."""
    moved = []
    for pk in list(children(row).filter(until=None).values_list("pk", flat=True)):
        child = locked(pk)
        if child.subject_class is SubjectClass.BODY:
            end(child, on - ONE_DAY)
            continue
        try:
            put_under(child, above, on)
        except Wrong as wrong:
            raise Wrong(f"{child.name}不能并过去：{wrong}") from wrong
        moved.append(child.pk)
    return moved
