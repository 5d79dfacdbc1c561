"""What every act on the register needs: the locked person, the present stretch, and a new one after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from zhidu.apps.members.accounts import account_of, give_for_stretch, take_for_post, take_role
from zhidu.apps.members.entries import Homes, Stretch, a_day, stretch_faults
from zhidu.apps.members.models import Membership, Person, Post
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.access.roles import MEMBER
from zhidu.foundation.acts import Stale, Wrong

ONE_DAY = timedelta(days=1)


def hold(people: Iterable[int]) -> list[int]:
    """Lock people until the transaction is over, in one order; the ids of those who exist."""
    rows = Person.objects.filter(pk__in=set(people)).order_by("pk").select_for_update(no_key=True)
    return list(rows.values_list("pk", flat=True))


def locked(pk: int) -> Person:
    """The person, locked for this transaction. Raises Wrong where there is none."""
    if not hold([pk]):
        raise Wrong({"person": "没有这个人；请从名册中选择"})
    return Person.objects.select_related("organization", "group").get(pk=pk)


def same_version(row: Any, version: int | None) -> None:  # noqa: ANN401 - any row with a version
    """Raise Stale where the row was changed since the form was opened; None does not ask."""
    if version is not None and version != row.version:
        raise Stale("打开以后，别人已经改过这一项；没有存上，请看过现在的内容再改")


def present(person: Person) -> Membership:
    """The last stretch of a person. Raises Wrong where it has ended."""
    rows = Membership.objects.filter(person=person).select_related("organization", "group")
    found = rows.order_by(F("first").desc(nulls_last=True), "-pk").first()
    if found is None or found.last is not None:
        ended = f"已于 {found.last} 离开" if found else "没有登记在哪个组织"
        raise Wrong(f"{person.name}{ended}；应先重新登记")
    return found


def happening(on: date, stretch: Membership, field: str = "on") -> date:
    """The day of a change. Raises Wrong for one in the future, or before the present stretch began."""
    if fault := a_day(on):
        raise Wrong({field: fault})
    if stretch.first is not None and on < stretch.first:
        raise Wrong({field: f"写的是 {on}；上一次变动从 {stretch.first} 起，应在这一天或以后"})
    return on


def followed(person: Person, before: Membership, after: Stretch, on: date) -> Membership:
    """From *on* the stretch *after* takes the place of *before*, which ends the day before; roles go with it.

    Where *before* began that very day it is changed itself. Raises Wrong where *after* may not be. Posts that
    cannot be held from there end as well.
    """
    kept, wrong = stretch_faults(replace(after, first=on), Homes.of([after]))
    if wrong:
        raise Wrong({("on" if name == "first" else name): text for name, text in wrong.items()})
    account = account_of(person.pk)
    was = before.organization.path
    stays = before.organization_id == kept.organization and before.subject_class is subject_class(kept.type)
    if not stays:
        take_role(account, MEMBER, was, on - ONE_DAY)
    row = before
    if on != before.first:
        before.last = on - ONE_DAY
        before.save()
        row = Membership(person=person, first=on)
    row.type, row.attributes = kept.type, dict(kept.attributes)
    row.organization_id, row.group_id = kept.organization, kept.group
    row.save()
    row = Membership.objects.select_related("organization", "group").get(pk=row.pk)
    if not stays:
        give_for_stretch(account, row)
    person.type, person.organization, person.group = row.type, row.organization, row.group
    person.version += 1
    person.save()
    posts_ended(person, on - ONE_DAY, now_in=row)
    return row


def subject_class(word: str) -> SubjectClass:
    """Member or prospect."""
    return SUBJECT_TYPES[word].kind


def posts_ended(person: Person, last: date, *, now_in: Membership | None = None) -> list[Post]:
    """End the posts a person may not hold after *last*: all of them, or those that do not go with *now_in*.

    Raises Wrong where one began after that day: then one of the two days is not right.
    """
    rows = Post.objects.select_for_update(of=("self",), no_key=True).filter(
        Q(last=None) | Q(last__gt=last), person=person
    )
    account = account_of(person.pk)
    ended = []
    for post in rows.select_related("organization", "group"):
        if now_in is not None and _goes_with(post, now_in):
            continue
        if post.first is not None and post.first > last:
            raise Wrong({"on": f"{post.post_name}从 {post.first} 起任职；应先更正任职，或写这一天以后"})
        post_ended(post, last, account)
        ended.append(post)
    return ended


def _goes_with(post: Post, now_in: Membership) -> bool:
    """Whether a post may be held by somebody who belongs there: in that organisation or one above it."""
    if post.group_id is not None:
        return bool(post.group_id == now_in.group_id)
    return bool(now_in.organization.path.startswith(post.organization.path))


def post_ended(post: Post, last: date, account: int | None) -> None:
    """End one post and the role it gave."""
    take_for_post(account, post, last)
    post.last = last
    post.version += 1
    post.save()
