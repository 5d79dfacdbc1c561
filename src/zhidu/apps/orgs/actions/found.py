"""Founding (设立): a Party organisation, a group, a committee, a site or a unit comes into being."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.orgs.access import FOUND, FOUND_PART
from zhidu.apps.orgs.attributes import check
from zhidu.apps.orgs.changing import (
    FARTHEST,
    a_day,
    a_name,
    a_type,
    alone_in_name,
    locked,
    may_stand_under,
    placed,
)
from zhidu.apps.orgs.models import Node, Spell
from zhidu.apps.orgs.queries import organization_of
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("orgs.found", "设立组织")
def found(
    *,
    actor: Actor,
    parent: int | None,
    type: str,  # noqa: A002 - the word of the vocabulary
    name: str,
    on: date | None,
    attributes: Mapping[str, str | None] | None = None,
) -> Node:
    """Put a node into the tree; *on* None: it was there before anybody kept records.

    Raises Wrong where the type may not stand there, a living sibling has the name, or the day cannot be.
    """
    above = locked(parent, "parent") if parent is not None else None
    kind = SUBJECT_TYPES[a_type(type)].kind
    verb = FOUND if kind is SubjectClass.ORGANIZATION else FOUND_PART
    verb.require_at(actor, above.path if above else "")
    may_stand_under(kind, above)
    name = a_name(name)
    if on is not None:
        a_day(on, ahead=FARTHEST)
    _in_the_time_of(above, on)
    alone_in_name(name, above, on or today())
    kept, wrong = check(kind, attributes or {})
    if wrong:
        raise Wrong(wrong)
    node = Node(kind=kind.value, type=type, name=name, parent=above, since=on)
    placed(node, above)
    Spell.objects.create(node=node, type=type, name=name, parent=above, first=on, attributes=kept)
    record(
        obj=node.code,
        place=organization_of(node).pk,
        on=on,
        changes={"name": (None, name), "type": (None, type), **{key: (None, kept[key]) for key in kept}},
        details={"parent": parent},
    )
    return node


def _in_the_time_of(above: Node | None, on: date | None) -> None:
    """Raise Wrong where the superior did not exist yet, or exists no more."""
    if above is None:
        return
    if above.since is not None and (on is None or on < above.since):
        wrote = f"写的是 {on}" if on else "没有写日期"
        raise Wrong({"on": f"{wrote}；上级{above.name} {above.since} 才设立，应不早于这一天"})
    if above.until is not None:
        raise Wrong({"parent": f"{above.name}已于 {above.until} 撤销；应选仍在的组织"})
