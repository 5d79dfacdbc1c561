"""Merging two organisations with their people (合并支部): people, groups and sites go over on one day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from zhidu.apps.members.access import TRANSFER
from zhidu.apps.members.accounts import account_of, give_for_post
from zhidu.apps.members.actions.transfer import carried_over
from zhidu.apps.members.changing import followed, hold, locked, present
from zhidu.apps.members.entries import Homes, Stretch
from zhidu.apps.members.models import Person, Post
from zhidu.apps.orgs import actions as orgs
from zhidu.foundation.access.roles import GROUP_LEADER
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("members.merge_branches", "合并党组织")
def merge_branches(*, actor: Actor, source: int, into: int, on: date, version: int | None = None) -> int:
    """From *on* everybody of *source* belongs to *into*, in the same group as before; how many people.

    Posts in *source* end the day before, and so does *source* itself. All of it happens or none.
    """
    # people before organisations, as everywhere: two acts that lock in different orders would wait for each other
    hold(Person.objects.filter(organization=source, until=None).values_list("pk", flat=True))
    homes = Homes([source, into])
    for field, pk in (("source", source), ("into", into)):
        if wrong := homes.faults(pk, None, on, None):
            raise Wrong({field: wrong["organization"]})
        TRANSFER.require_at(actor, homes.path(pk))
    people = list(Person.objects.filter(organization=source, until=None).order_by("pk"))
    leaders = list(
        Post.objects.filter(Q(last=None) | Q(last__gte=on), organization=source, post=GROUP_LEADER)
    )
    for person in people:
        row = locked(person.pk)
        carried_over(row, into, on, None)
        record(obj=row.code, place=into, on=on, changes={"organization": (source, into)})
    orgs.merge(actor=actor, source=source, into=into, on=on, version=version)
    # only now do the groups belong to the organisation that people were carried over to
    for person in people:
        if person.group_id is not None:
            _into_group(person.pk, person.group_id, on)
    for post in leaders:
        _leads_on(post, into, on)
    for place in (source, into):
        record(
            obj=f"org-{place}",
            place=place,
            on=on,
            details={"source": source, "into": into, "people": len(people)},
        )
    return len(people)


def _into_group(pk: int, group: int, on: date) -> None:
    row = locked(pk)
    now = present(row)
    after = Stretch(type=now.type, organization=now.organization_id, group=group, attributes=now.attributes)
    followed(row, now, after, on)


def _leads_on(post: Post, into: int, on: date) -> None:
    """The leader of a group that went over leads it there."""
    row = Post.objects.create(
        person_id=post.person_id,
        organization_id=into,
        group_id=post.group_id,
        post=post.post,
        first=on,
        attributes=post.attributes,
    )
    row = Post.objects.select_related("organization", "group").get(pk=row.pk)
    give_for_post(account_of(post.person_id), row)
