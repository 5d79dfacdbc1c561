"""Correcting the days of a stretch (更正起止); what was written before stays in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zhidu.apps.members.access import KEEP
from zhidu.apps.members.accounts import account_of, give_for_stretch
from zhidu.apps.members.appointing import Register, as_appointment
from zhidu.apps.members.changing import ONE_DAY, locked, same_version
from zhidu.apps.members.entries import Homes, Stretch, stretch_faults
from zhidu.apps.members.models import Membership, Person, Post
from zhidu.apps.orgs.changing import differences
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("members.correct_stretch", "更正组织关系的起止")
def correct_stretch(
    *, actor: Actor, stretch: int, first: date | None, last: date | None, version: int | None = None
) -> Membership:
    """The stretch began on *first*; one that ended by leaving ended on *last*, or (None) has not ended.

    The stretch before, where it goes on without a gap, then ends the day before *first*.
    """
    found = Membership.objects.filter(pk=stretch).values_list("person", flat=True).first()
    if found is None:
        raise Wrong("没有这一段；请从本人的组织关系中选择")
    person = locked(found)
    KEEP.require(actor, person)
    same_version(person, version)
    rows = list(Membership.objects.filter(person=person).select_related("organization", "group"))
    place = next(at for at, one in enumerate(rows) if one.pk == stretch)
    row, before = rows[place], rows[place - 1] if place else None
    old = {"first": row.first, "last": row.last}
    ended = bool(row.ended) or (row is rows[-1] and row.last is not None)
    if not ended and last != row.last:
        raise Wrong({"last": "这一段后面还有一段，或还没有离开；要改的是后一段的起始，或办“登记离开”"})
    if last is None and row is not rows[-1]:
        raise Wrong({"last": "后面还有重新登记的一段；应写最后一天"})
    reopened = ended and last is None
    row.first, row.last = first, last
    changed = [row]
    if before is not None:
        changed += _moved(before, first)
    _check(changed)
    if reopened:
        row.ended = ""
    for one in changed:
        one.save()
    if row is rows[-1]:
        person.until = row.last
    person.version += 1
    person.save()
    _posts_still_held(person)
    if reopened:
        give_for_stretch(account_of(person.pk), row)
    changes = differences(old, {"first": first, "last": last})
    if not changes:
        raise Wrong("没有改动；与现在登记的一样")
    for where in dict.fromkeys(one.organization_id for one in changed):
        record(obj=person.code, place=where, on=first or last, changes=changes, details={"stretch": stretch})
    return row


def _moved(before: Membership, first: date | None) -> list[Membership]:
    """The stretch before, where its end moves with the beginning of the next; none where there is a gap."""
    earliest = before.last if before.ended else before.first
    if first is None or (earliest is not None and first <= earliest):
        raise Wrong({"first": f"写的是 {first or '空'}；前一段从 {before.first or '最早'} 起，应在以后"})
    if before.ended:
        return []
    before.last = first - ONE_DAY
    return [before]


def _check(changed: list[Membership]) -> None:
    """Raise Wrong where a stretch may not be on those days: the place did not exist, or they are in the future."""
    stretches = [
        Stretch(
            type=one.type,
            organization=one.organization_id,
            group=one.group_id,
            first=one.first,
            last=one.last,
            attributes=one.attributes,
        )
        for one in changed
    ]
    homes = Homes.of(stretches)
    for one in stretches:
        # what is known of the person was checked when it was written and is not what is corrected here
        if wrong := stretch_faults(replace(one, attributes={}), homes)[1]:
            fields = {"organization": "first", "group": "first"}
            raise Wrong({fields.get(name, name): text for name, text in wrong.items()})


def _posts_still_held(person: Person) -> None:
    """Raise Wrong where a post would be held on days on which the person was not there."""
    rows = [as_appointment(post) for post in Post.objects.filter(person=person)]
    register = Register(rows)
    for one in rows:
        if wrong := register.standing(one):
            raise Wrong(f"与任职对不上：{'；'.join(wrong.values())}；应先更正任职")
