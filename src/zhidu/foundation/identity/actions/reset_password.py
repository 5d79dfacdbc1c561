"""A new one-time password for somebody who forgot the old one."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.identity.actions.load import looked_after
from zhidu.foundation.identity.passwords import one_time
from zhidu.foundation.identity.throttle import forget, name_key


@act("identity.reset_password", "重发口令")
def reset_password(*, actor: Actor, user: int, details: dict[str, str] | None = None) -> str:
    """The new password, shown once. Sessions of the account end; earlier failures are forgotten."""
    account = looked_after(actor, user)
    if account.pk == actor.user:
        raise Wrong("自己的口令请在“改口令”一页改。")
    password = one_time()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    forget(name_key(account.username))
    record(obj=account.code, place=None, details={"reset": True, **(details or {})})
    return password
