"""The account of a person, and the roles that follow from where the person belongs and what posts are held.

Roles are given when the register changes and when an account is linked, always in the act that changes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from zhidu.apps.members.models import Membership, Person, Post
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.actions import give, take
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.roles import MEMBER, ROLES
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity


def account_of(person: int) -> int | None:
    """The id of the account of a person, if there is one."""
    found = identity.account_of(person)
    return found.pk if found is not None else None


def accounts_of(people: Iterable[int]) -> dict[int, int]:
    """Person → account, for those who have one; one query."""
    return {person: account.pk for person, account in identity.accounts_of(people).items()}


def role_of(post: str) -> str:
    """The role a post gives: a member of the leading body counts as a member of the committee."""
    return post if post in ROLES else "committee_member"


def path_of(post: Post) -> str:
    """The part of the tree over which a post counts."""
    return str(post.group.path if post.group is not None else post.organization.path)


def give_for_stretch(account: int | None, stretch: Membership) -> None:
    """The role of a member over the organisation, while the stretch lasts."""
    if account is not None and stretch.subject_class is SubjectClass.MEMBER:
        give(
            user=account,
            role=MEMBER,
            path=stretch.organization.path,
            since=stretch.first,
            until=stretch.last,
        )


def give_for_post(account: int | None, post: Post) -> None:
    """The role of a post while it is held."""
    if account is not None:
        give(user=account, role=role_of(post.post), path=path_of(post), since=post.first, until=post.last)


def take_role(account: int | None, role: str, path: str, last: date) -> None:
    """End a role over one place: *last* is the last day it holds."""
    if account is None:
        return
    rows = Grant.objects.filter(user=account, role=role, path=path)
    for grant in rows.filter(Q(until=None) | Q(until__gt=last)):
        take(grant, last)


def take_for_post(account: int | None, post: Post, last: date) -> None:
    """End the role of a post."""
    take_role(account, role_of(post.post), path_of(post), last)


def follow_link(account: int, before: int | None, now: int | None) -> None:
    """An account is another person's from now on: it loses the roles of the first, and gets those of the second."""
    yesterday = today() - timedelta(days=1)
    # a transfer or an appointment at the same moment must see the account, or be seen
    people = Person.objects.filter(pk__in=[one for one in (before, now) if one is not None])
    list(people.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    if before is not None:
        for stretch in _stretches(before):
            take_role(account, MEMBER, stretch.organization.path, yesterday)
        for post in _posts(before):
            take_for_post(account, post, yesterday)
    if now is not None:
        for stretch in _stretches(now):
            give_for_stretch(account, stretch)
        for post in _posts(now):
            give_for_post(account, post)


def _stretches(person: int) -> QuerySet[Membership]:
    return Membership.objects.filter(_not_over(), person=person).select_related("organization")


def _posts(person: int) -> QuerySet[Post]:
    return Post.objects.filter(_not_over(), person=person).select_related("organization", "group")


def _not_over() -> Q:
    return Q(last=None) | Q(last__gte=today())
