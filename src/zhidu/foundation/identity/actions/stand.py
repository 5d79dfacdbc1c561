"""Whether an account may sign in (停用、启用)."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.identity.actions.load import looked_after
from zhidu.foundation.identity.models import User
from zhidu.foundation.identity.queries import only_administrator


@act("identity.disable", "停用帐号")
def disable(*, actor: Actor, user: int) -> User:
    """From now on nobody signs in with this account; open sessions end. What it did stays on record."""
    account = looked_after(actor, user)
    if account.pk == actor.user:
        raise Wrong("不能停用自己正在使用的帐号；请另一位管理员办。")
    if not account.is_active:
        raise Wrong("这个帐号已经停用。")
    if only_administrator(account):
        raise Wrong("停用以后就没有管理整个网站的系统管理员了；应先另设一位。")
    return _stand(account, active=False)


@act("identity.enable", "启用帐号")
def enable(*, actor: Actor, user: int) -> User:
    """The account may sign in again, with the password it had."""
    account = looked_after(actor, user)
    if account.is_active:
        raise Wrong("这个帐号本来就可以登录。")
    return _stand(account, active=True)


def _stand(account: User, *, active: bool) -> User:
    account.is_active = active
    account.save(update_fields=["is_active"])
    record(obj=account.code, place=None, changes={"is_active": (not active, active)})
    return account
