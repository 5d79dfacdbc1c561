"""Correcting the days of a stretch (更正沿革); what was written before stays in the journal."""

from __future__ import annotations

from datetime import date

from zhidu.apps.orgs.access import MANAGE
from zhidu.apps.orgs.changing import ONE_DAY, a_day, alone_in_name, differences, locked, same_version
from zhidu.apps.orgs.models import Node, Spell
from zhidu.apps.orgs.occupied import before, occupied
from zhidu.apps.orgs.queries import children, organization_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("orgs.correct_spell", "更正沿革的起止")
def correct_spell(
    *, actor: Actor, spell: int, first: date | None, last: date | None, version: int | None = None
) -> Node:
    """The stretch began on *first*; that of something dissolved ended on *last*, or (None) was not dissolved.

    The stretch before then ends the day before *first*; the first stretch begins on the day of founding.
    """
    found = Spell.objects.filter(pk=spell).values_list("node", flat=True).first()
    if found is None:
        raise Wrong("没有这一段；请从沿革中选择")
    node = locked(found)
    MANAGE.require(actor, node)
    same_version(node, version)
    rows = list(node.spells.all())
    place = next(at for at, one in enumerate(rows) if one.pk == spell)
    row = rows[place]
    changes = differences({"first": row.first, "last": row.last}, {"first": first, "last": last})
    if not changes:
        raise Wrong("没有改动；与现在登记的一样")
    if "last" in changes:
        if row is not rows[-1] or node.until is None:
            raise Wrong({"last": "后面还有一段，或还没有撤销；要改的是后一段的起始，或办“撤销”"})
        _ended(node, last)
    if "first" in changes:
        _began(node, rows[:place], first)
    row.first, row.last = first, last
    if row.first is not None and row.last is not None and row.first > row.last:
        raise Wrong({"first": f"从 {row.first} 起、到 {row.last} 止，起止颠倒"})
    row.save()
    node.version += 1
    node.save()
    record(
        obj=node.code,
        place=organization_of(node).pk,
        on=first or last or today(),
        changes=changes,
        details={"spell": spell},
    )
    return node


def _began(node: Node, earlier: list[Spell], first: date | None) -> None:
    if first is not None:
        a_day(first, "first")
    if earlier:
        previous = earlier[-1]
        if first is None or (previous.first is not None and first <= previous.first):
            since = previous.first or "最早"
            raise Wrong({"first": f"写的是 {first or '空'}；前一段从 {since} 起，应在以后"})
        previous.last = first - ONE_DAY
        previous.save()
        return
    above = node.parent
    if above is not None and above.since is not None and (first is None or first < above.since):
        raise Wrong({"first": f"上级{above.name} {above.since} 才设立；应不早于这一天"})
    if first is not None:
        early = children(node).filter(since__lt=first).first()
        there = early.name if early is not None else before([node.pk], first)
        if there:
            raise Wrong({"first": f"写的是 {first}；在这以前已有{there}，应不晚于它们"})
    node.since = first


def _ended(node: Node, last: date | None) -> None:
    if last is None:
        if node.parent is not None and node.parent.until is not None:
            raise Wrong({"last": f"上级{node.parent.name}已于 {node.parent.until} 撤销；应先更正它的"})
        alone_in_name(node.name, node.parent, node.until or today(), besides=node.pk)
    else:
        a_day(last, "last")
        later = [one for one in children(node) if one.until is None or one.until > last]
        if later or occupied([node.pk], last):
            raise Wrong({"last": f"写的是 {last}；在这以后还有下级组织或人员，应不早于它们的最后一天"})
    node.until = last
