"""The account of a person, and the roles that follow from where the person belongs and what posts are held.

Roles are given when the register changes and when an account is linked, always in the act that changes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Q

from zhidu.apps.members.models import Membership, Post
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.actions import give, take
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.roles import MEMBER, ROLES


def account_of(person: int) -> int | None:
    """The id of the account of a person, if there is one."""
    found = get_user_model().objects.filter(person=person).values_list("pk", flat=True).first()
    return int(found) if found is not None else None


def accounts_of(people: Iterable[int]) -> dict[int, int]:
    """Person → account, for those who have one; one query."""
    rows = get_user_model().objects.filter(person__in=set(people))
    return dict(rows.values_list("person", "pk"))


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
