"""Coming and going. The journal keeps who signed in and when; ids only, no address."""

from __future__ import annotations

from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.identity.actions.load import locked
from zhidu.foundation.identity.models import User


@act("identity.sign_in", "登录")
def sign_in(*, actor: Actor) -> User:
    """The password was right: note the time."""
    if actor.user is None:
        raise Wrong("没有登录的帐号。")
    account = locked(actor.user)
    account.last_login = now()
    account.save(update_fields=["last_login"])
    record(obj=account.code, place=None)
    return account


@act("identity.sign_out", "退出")
def sign_out(*, actor: Actor) -> None:
    """The session was ended by its owner."""
    record(obj=f"account-{actor.user}", place=None)


@act("identity.slow_down", "接连输错口令")
def slow_down(*, actor: Actor, user: int, failures: int) -> None:
    """Somebody has failed so often for an account that further attempts must wait; its keepers should know."""
    if actor is not SYSTEM:
        raise Wrong("只由系统自己记。")
    record(obj=f"account-{user}", place=None, details={"failures": failures})
