"""Giving and taking roles. The acts of upper apps call these; they write no journal entry of their own."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import below


def give(*, user: int, role: str, path: str, since: date | None = None, until: date | None = None) -> Grant:
    """Put down that *user* holds *role* over *path*. Raises ValueError for a word that is no role."""
    if role not in ROLES:
        raise ValueError(f"没有“{role}”这种身份；可用的：{'、'.join(ROLES)}")
    return Grant.objects.create(user_id=user, role=role, path=path, since=since, until=until)


def take(grant: Grant, last: date) -> None:
    """End a grant: *last* is the last day it holds; one that has not begun disappears."""
    if grant.since is not None and last < grant.since:
        grant.delete()
        return
    grant.until = last if grant.until is None else min(grant.until, last)
    grant.save(update_fields=["until"])


_FOLLOWING: list[tuple[str, str]] = [("access.Grant", "path")]


def follow_tree(model: str, column: str) -> None:
    """A table of the foundation keeps a path of the tree in *column*: rewrite it too when the tree changes."""
    if (model, column) not in _FOLLOWING:
        _FOLLOWING.append((model, column))


def move(old: str, new: str) -> int:
    """The tree was changed: what lay under *old* is from now on under *new*. How many rows were rewritten."""
    if not old:
        raise ValueError("整棵树不能移动")
    return sum(
        apps.get_model(model)
        .objects.filter(below(column, old))
        .update(**{column: Concat(Value(new), Substr(F(column), len(old) + 1))})
        for model, column in _FOLLOWING
    )
