"""What every act on the tree needs: the locked row, its present stretch, a new stretch, and the checks of input."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import models

from zhidu.apps.orgs.models import STEP, Node, Spell
from zhidu.apps.orgs.text import cleaned
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import today
from zhidu.rulebooks.cells import EARLIEST
from zhidu.rulebooks.codecs import near

ONE_DAY = timedelta(days=1)
LONGEST_NAME = 120
DEEPEST = 30
"""Levels from a group up to the Centre; the rules refuse longer chains, and so does the tree."""
FARTHEST = timedelta(days=366)
"""A founding may be put down this long before it comes about."""


def locked(pk: int, field: str = "node") -> Node:
    """The row, locked for this transaction. Raises Wrong at *field* where there is no such node."""
    found = Node.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise Wrong({field: "没有这个组织；请从列表中选择"})
    if found.parent_id is not None:
        found.parent = Node.objects.get(pk=found.parent_id)
    return found


def same_version(row: Any, version: int | None) -> None:  # noqa: ANN401 - any row with a version
    """Raise Stale where the row was changed since the form was opened; None does not ask."""
    if version is not None and version != row.version:
        raise Stale("打开以后，别人已经改过这一项；没有存上，请看过现在的内容再改")


def still_living(node: Node, on: date, field: str = "node") -> None:
    """Raise Wrong where the node does not exist on a day."""
    if node.until is not None and node.until < on:
        raise Wrong({field: f"{node.name}已于 {node.until} 撤销；应选仍在的组织"})
    if node.since is not None and on < node.since:
        raise Wrong({field: f"{node.name} {node.since} 才设立；日期应不早于这一天"})


def without_end(node: Node, on: date, field: str) -> None:
    """Raise Wrong where the node does not exist from a day on: what is put under it has no end of its own."""
    if node.until is not None:
        raise Wrong({field: f"{node.name}已于 {node.until} 撤销；应选仍在的组织"})
    still_living(node, on, field)


def a_day(on: date, field: str = "on", *, ahead: timedelta = timedelta(0)) -> date:
    """The day something happens. Raises Wrong for one too long ago, or in the future by more than *ahead*."""
    if on.year < EARLIEST:
        raise Wrong({field: f"写的是 {on}；年份应不早于 {EARLIEST}"})
    if on > today() + ahead:
        until = f"最迟写到 {today() + ahead}" if ahead else "到那一天再办"
        raise Wrong({field: f"写的是 {on}，在将来；今天是 {today()}，{until}"})
    return on


def a_name(text: str, field: str = "name") -> str:
    """A name without spaces round it. Raises Wrong for none, or one too long."""
    try:
        name = cleaned(text, LONGEST_NAME)
    except ValueError as error:
        raise Wrong({field: str(error)}) from None
    if not name:
        raise Wrong({field: "没有写名称；应写全称"})
    return name


def a_type(text: str, field: str = "type") -> str:
    """A type of a node. Raises Wrong for a word that is none."""
    known = {one.name: one.chinese for one in SUBJECT_TYPES.values() if one.kind in NODE_CLASSES}
    if text not in known:
        raise Wrong({field: f"没有“{text}”这种类型{near(text, known)}；请从列表中选择"})
    return text


NODE_CLASSES = (
    SubjectClass.ORGANIZATION,
    SubjectClass.GROUP,
    SubjectClass.BODY,
    SubjectClass.SITE,
    SubjectClass.UNIT,
)


def alone_in_name(name: str, parent: Node | None, on: date, *, besides: int | None = None) -> None:
    """Raise Wrong where a living sibling has that name already."""
    twins = Node.objects.filter(parent=parent, name=name).exclude(pk=besides)
    twin = next((one for one in twins if one.until is None or one.until >= on), None)
    if twin is not None:
        where = f"{parent.name}之下" if parent else "最上一级"
        raise Wrong({"name": f"{where}已有“{name}”（{twin.type_name}）；同一上级之下名称应不同"})


def may_stand_under(kind: SubjectClass, parent: Node | None, field: str = "parent") -> None:
    """Raise Wrong where a node of that class may not be put there."""
    if parent is None:
        if kind is not SubjectClass.ORGANIZATION:
            raise Wrong({field: f"没有写上级；{kind.chinese}应属于一个党组织"})
        return
    if parent.kind != SubjectClass.ORGANIZATION:
        raise Wrong({field: f"{parent.name}是{parent.type_name}；上级应是党组织"})
    if len(parent.path) // STEP >= DEEPEST:
        raise Wrong({field: f"隶属关系超过 {DEEPEST} 层；请核对上级"})


def placed(node: Node, parent: Node | None) -> None:
    """Save a new node and give it its path: the parent's with the row id as one more step.

    The id is only known once the row is there, so it stands under a name of its own for that moment.
    """
    node.path = f"new-{uuid4().hex}"
    node.save(force_insert=True)
    node.path = path_under(parent, node.pk)
    node.save(update_fields=["path"])


def path_under(parent: Node | None, pk: int) -> str:
    """The path of node *pk* under *parent*."""
    return (parent.path if parent else "") + str(pk).zfill(STEP)


def present(node: Node) -> Spell:
    """The last stretch of a node."""
    latest = node.spells.order_by(models.F("first").desc(nulls_last=True), "-pk")
    return latest.first() or Spell(
        node=node, type=node.type, name=node.name, parent_id=node.parent_id, first=node.since
    )


def turned(node: Node, on: date | None, **changes: Any) -> Spell:  # noqa: ANN401 - columns of the stretch
    """From *on* the node is otherwise: a new stretch begins that day and the last one ends the day before.

    Where the last stretch began that very day (or the day is not known) it is changed itself. Raises Wrong for a
    day before it. The node itself shows what holds from now on.
    """
    last = present(node)
    if on is None or on == last.first:
        stretch = last
    elif last.first is not None and on < last.first:
        raise Wrong({"on": f"写的是 {on}；上一次变动从 {last.first} 起，应在这一天或以后"})
    else:
        ends = last.last
        last.last = on - ONE_DAY
        last.save()
        stretch = Spell(
            node=node,
            type=last.type,
            name=last.name,
            parent_id=last.parent_id,
            first=on,
            last=ends,
            attributes=dict(last.attributes),
        )
    for column, value in changes.items():
        setattr(stretch, column, value)
    stretch.save()
    for column in ("type", "name", "parent_id"):
        setattr(node, column, getattr(stretch, column))
    node.version += 1
    node.save()
    return stretch


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Column → (before, after) for what is not the same."""
    names = {**old, **new}
    return {name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)}
