"""What the tree asks before an organisation is dissolved: who is still there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from zhidu.apps.members.models import Membership, Post


def still_there(nodes: Sequence[int], last: date) -> str:
    """People and posts that go on after *last* in one of *nodes*, in words; '' where nobody does."""
    return _counted(nodes, Q(last=None) | Q(last__gt=last))


def there_before(nodes: Sequence[int], first: date) -> str:
    """People and posts in one of *nodes* before *first*, in words; '' where there were none."""
    return _counted(nodes, Q(first=None) | Q(first__lt=first))


def _counted(nodes: Sequence[int], when: Q) -> str:
    people = (
        Membership.objects.filter(when)
        .filter(Q(organization__in=nodes) | Q(group__in=nodes))
        .values("person")
        .distinct()
        .count()
    )
    posts = Post.objects.filter(when).filter(Q(organization__in=nodes) | Q(group__in=nodes)).count()
    found = []
    if people:
        found.append(f"党员和发展中的同志 {people} 人")
    if posts:
        found.append(f"任职 {posts} 项")
    return "、".join(found)
