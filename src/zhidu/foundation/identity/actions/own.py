"""What somebody does about the own account: the password, and the size of type."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.identity.access import OWN_ACCOUNT
from zhidu.foundation.identity.actions.load import locked
from zhidu.foundation.identity.models import User
from zhidu.foundation.identity.passwords import faults


def _own(actor: Actor) -> User:
    OWN_ACCOUNT.require_at(actor, "")
    if actor.user is None:
        raise Wrong("没有登录的帐号可改；请先登录。")
    return locked(actor.user)


@act("identity.change_password", "改口令")
def change_password(*, actor: Actor, old: str, new: str, again: str) -> User:
    """Change the own password; other sessions of the account end.

    *old* is not asked of somebody who has just come in with a one-time password.
    """
    account = _own(actor)
    wrong = {}
    if not account.must_change_password and not account.check_password(old):
        wrong["old"] = "原口令不对；请再输一遍，注意大小写。"
    if new != again:
        wrong["again"] = "两次输入的新口令不一样；请再输一遍。"
    if account.check_password(new):
        wrong["new"] = "新口令与原来的一样；请换一个。"
    elif fault := faults(new, account):
        wrong["new"] = fault
    if wrong:
        raise Wrong(wrong)
    account.set_password(new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(obj=account.code, place=None, details={"password": "changed"})
    return account


@act("identity.large_type", "换字号")
def large_type(*, actor: Actor, on: bool) -> User:
    """大字版 on or off, remembered for the account."""
    account = _own(actor)
    record(obj=account.code, place=None, changes={"large_type": (account.large_type, on)})
    account.large_type = on
    account.save(update_fields=["large_type"])
    return account
