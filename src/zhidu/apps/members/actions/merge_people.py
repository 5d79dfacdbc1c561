"""One person who was registered twice (合并两份登记): everything of the one is that of the other from now on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from zhidu.apps.members.access import KEEP
from zhidu.apps.members.changing import hold, locked
from zhidu.apps.members.models import Membership, Person
from zhidu.apps.members.pointing import move
from zhidu.apps.members.search import KIND
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.search.index import refresh


@act("members.merge_people", "合并两份登记")
def merge_people(*, actor: Actor, keep: int, gone: int, without: Collection[str] = ()) -> Person:
    """*gone* is taken into *keep* and is no more. *without* are tables that the caller has seen to.

    Raises Wrong for two different people as far as the register knows: days in two organisations at once; and for
    whatever cannot be moved (see :func:`zhidu.apps.members.pointing.move`). Then nothing is changed.
    """
    if keep == gone:
        raise Wrong({"gone": "选的是同一份；请选另一份"})
    hold([keep, gone])
    stays, goes = locked(keep), locked(gone)
    KEEP.require(actor, stays)
    KEEP.require(actor, goes)
    _stretches(stays, goes)
    moved = move(gone, keep, without)
    before = {"name": goes.name, "organization": goes.organization_id, "type": goes.type}
    goes.delete()
    _last(stays)
    refresh(KIND, [keep, gone])
    record(
        obj=stays.code,
        place=stays.organization_id,
        changes={f"merged_{key}": (old, None) for key, old in before.items()},
        details={"merged": gone, "moved": sum(moved.values())},
    )
    return stays


def _stretches(keep: Person, gone: Person) -> None:
    """Stretches of the other that lie beside one's own come over; those that say the same are made one."""
    mine = list(Membership.objects.filter(person=keep).select_related("organization"))
    for other in Membership.objects.filter(person=gone).select_related("organization"):
        over = [one for one in mine if _overlap(one, other)]
        if not over:
            other.person = keep
            other.save(update_fields=["person"])
            mine.append(other)
            continue
        different = next((one for one in over if one.organization_id != other.organization_id), None)
        if different is not None or len(over) > 1:
            there = different or over[0]
            raise Wrong(
                f"同一段日子一份登记在{there.organization.name}，一份登记在{other.organization.name}；"
                "请先更正其中一段，或办转接，再合并"
            )
        (one,) = over
        if one.type != other.type:
            raise Wrong(f"同一段日子一份是{one.type_name}，一份是{other.type_name}；请先更正其中一段，再合并")
        one.first = None if one.first is None or other.first is None else min(one.first, other.first)
        one.last = None if one.last is None or other.last is None else max(one.last, other.last)
        one.group_id = one.group_id or other.group_id
        if any(_overlap(one, third) for third in mine if third is not one):
            raise Wrong("合并以后有两段重叠；请先更正其中一段，再合并")
        one.save(update_fields=["first", "last", "group"])
        other.delete()


def _overlap(one: Membership, other: Membership) -> bool:
    return (one.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (
        one.last or date.max
    )


def _last(person: Person) -> None:
    """What the person is now follows from the last stretch."""
    last = max(Membership.objects.filter(person=person), key=lambda one: (one.last or date.max, one.pk))
    person.organization_id, person.group_id = last.organization_id, last.group_id
    person.type, person.until = last.type, last.last
    person.version += 1
    person.save()
