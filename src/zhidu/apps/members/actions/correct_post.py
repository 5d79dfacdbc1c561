"""Correcting a post (更正任职): its days or what is known of it; what was written stays in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.members.accounts import account_of, give_for_post, take_for_post
from zhidu.apps.members.appointing import Appointment, Register, verb_for
from zhidu.apps.members.changing import ONE_DAY, same_version
from zhidu.apps.members.models import Post
from zhidu.apps.orgs.attributes import merged
from zhidu.apps.orgs.changing import differences
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("members.correct_post", "更正任职")
def correct_post(
    *,
    actor: Actor,
    post: int,
    first: date | None,
    last: date | None,
    attributes: Mapping[str, str | None] | None = None,
    version: int | None = None,
) -> Post:
    """The post was held from *first* to *last* (None: it still is); attributes that are not given stay.

    The same checks as for an appointment.
    """
    if not Post.objects.select_for_update(no_key=True).filter(pk=post).exists():
        raise Wrong("没有这项任职；请从列表中选择")
    row = Post.objects.select_related("person", "organization", "group").get(pk=post)
    verb_for(row.post).require(actor, row)
    same_version(row, version)
    kept, wrong = merged(SubjectClass.POST_HOLDER, row.attributes, attributes or {})
    one = Appointment(
        person=row.person_id,
        organization=row.organization_id,
        post=row.post,
        first=first,
        last=last,
        group=row.group_id,
        attributes=dict(kept),
    )
    wrong = {**wrong, **Register([one], besides=row.pk).faults(one)[1]}
    if wrong:
        raise Wrong(wrong)
    old = {"first": row.first, "last": row.last, **row.attributes}
    changes = differences(old, {"first": first, "last": last, **kept})
    if not changes:
        raise Wrong("没有改动；与现在登记的一样")
    account = account_of(row.person_id)
    take_for_post(account, row, today() - ONE_DAY)
    row.first, row.last, row.attributes = first, last, kept
    row.version += 1
    row.save()
    if last is None or last >= today():
        give_for_post(account, row)
    record(obj=row.code, place=row.organization_id, on=first or last, changes=changes)
    return row
