"""Loading an account for an act, locked, after checking that the actor looks after it."""

from __future__ import annotations

from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.identity import places
from zhidu.foundation.identity.access import MANAGE, stronger
from zhidu.foundation.identity.models import User
from zhidu.foundation.identity.queries import open_grants


def locked(pk: int) -> User:
    """The account, locked until the act is over. Raises Wrong where there is none."""
    found = User.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这个帐号；请从帐号表里重新选。")
    return found


def looked_after(actor: Actor, pk: int) -> User:
    """The account, locked, of which every role is one the actor could hand out. Raises Refused or Wrong."""
    user = locked(pk)
    MANAGE.require(actor, user)
    if beyond := stronger(actor, open_grants(user)):
        raise Wrong(f"这个帐号有您不能授予的身份（{described(beyond)}）；请找更上一级的管理员办。")
    return user


def described(grants: list[Grant]) -> str:
    """``书记（甲支部）、党员（甲支部）``."""
    named = places.named({one.path for one in grants})
    return "、".join(f"{one.role_name}（{named[one.path].name}）" for one in grants)
