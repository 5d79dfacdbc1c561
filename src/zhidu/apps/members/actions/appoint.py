"""Appointing (任职): one person to one post, or a whole list at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from zhidu.apps.members.accounts import accounts_of, give_for_post
from zhidu.apps.members.appointing import Appointment, Register, verb_for
from zhidu.apps.members.models import Post
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today
from zhidu.foundation.keys import keyring

SHOWN = 20
"""Faults told at once."""


@act("members.appoint", "任职")
def appoint(
    *,
    actor: Actor,
    person: int,
    organization: int,
    post: str,
    on: date | None,
    group: int | None = None,
    attributes: Mapping[str, str | None] | None = None,
) -> Post:
    """From *on* the person holds *post* in the organisation; an account of theirs gets the role of the post.

    Raises Wrong where the person was no full member there that day, or somebody else holds a post that only one
    can hold.
    """
    one = Appointment(
        person=person,
        organization=organization,
        post=post,
        first=on,
        group=group,
        attributes=attributes or {},
    )
    register = Register([one])
    kept, wrong = register.faults(one)
    if wrong:
        raise Wrong({("on" if name == "first" else name): text for name, text in wrong.items()})
    verb_for(post).require_at(actor, register.homes.path(organization))
    row = _written(kept, accounts_of([person]))
    record(
        obj=row.code,
        place=organization,
        on=on,
        changes={"post": (None, post), **{key: (None, text) for key, text in kept.attributes.items()}},
        details={"person": person, "group": group},
    )
    return row


@act("members.appoint_many", "批量登记任职")
def appoint_many(*, actor: Actor, rows: Sequence[Appointment]) -> list[int]:
    """Write down all of *rows* or, where one is wrong, none; their ids in the same order.

    Faults are keyed ``row.field``, counted from 1. One journal entry an organisation.
    """
    if not rows:
        raise Wrong("没有要登记的任职；至少应有一行")
    register = Register(rows)
    accounts = accounts_of(one.person for one in rows)
    wrong: dict[str, str] = {}
    posts: list[Post] = []
    for number, one in enumerate(rows, start=1):
        kept, faults = register.faults(one)
        wrong.update({f"{number}.{field}": text for field, text in faults.items()})
        if len(wrong) >= SHOWN:
            break
        if not faults:
            verb_for(one.post).require_at(actor, register.homes.path(one.organization))
        if not wrong:
            posts.append(_written(kept, accounts))
            register.add(posts[-1])
    if wrong:
        raise Wrong(wrong)
    _journal(rows, posts)
    return [post.pk for post in posts]


def _written(one: Appointment, accounts: Mapping[int, int]) -> Post:
    row = Post.objects.create(
        person_id=one.person,
        organization_id=one.organization,
        group_id=one.group,
        post=one.post,
        first=one.first,
        last=one.last,
        attributes=dict(one.attributes),
    )
    if one.person in accounts:
        give_for_post(accounts[one.person], row)
    return row


def _journal(rows: Sequence[Appointment], posts: Sequence[Post]) -> None:
    found: dict[int, list[tuple[int, Appointment]]] = defaultdict(list)
    for one, post in zip(rows, posts, strict=True):
        found[one.organization].append((post.pk, one))
    for organization, mine in sorted(found.items()):
        plain = [[pk, one.person, one.post, str(one.first), str(one.last), one.group] for pk, one in mine]
        record(
            obj=f"org-{organization}",
            place=organization,
            on=max((one.first for _, one in mine if one.first is not None), default=today()),
            details={
                "count": len(mine),
                "first": mine[0][0],
                "last": mine[-1][0],
                "digest": keyring().digest(json.dumps(plain)),
            },
        )
