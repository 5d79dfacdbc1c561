"""Handing out a role."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from zhidu.foundation.access.actions import give
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today
from zhidu.foundation.identity import places
from zhidu.foundation.identity.access import GRANT, MANAGE, why_not_grant
from zhidu.foundation.identity.actions.load import locked


@act("identity.grant_role", "授予身份")
def grant_role(
    *, actor: Actor, user: int, role: str, path: str, since: date | None = None, until: date | None = None
) -> Grant:
    """Give an account a role over a part of the tree, from a day (today) to a day (no end)."""
    account = locked(user)
    MANAGE.require(actor, account)
    GRANT.require_at(actor, path)
    if account.pk == actor.user:
        raise Wrong("不能给自己授予身份；请另一位管理员办。")
    since = since or today()
    faults = {}
    if role not in ROLES:
        faults["role"] = "没有这种身份；请从列出的里选。"
    elif said := why_not_grant(actor, role, path):
        faults["role"] = said
    if not places.exists(path):
        faults["path"] = "没有这个组织；请从列出的组织里选。"
    first = max(since, today())
    if until is not None and until < first:
        faults["until"] = f"写的是到 {until} 为止；应不早于 {first}。"
    if not faults and _held(user, role, path, since, until):
        faults["role"] = f"这段时间里已经有这项身份：{ROLES[role]}；要改日期，请先收回原来的。"
    if faults:
        raise Wrong(faults)
    grant = give(user=user, role=role, path=path, since=since, until=until)
    record(
        obj=account.code,
        place=None,
        on=since,
        details={
            "grant": grant.pk,
            "role": role,
            "path": path,
            "until": until.isoformat() if until else None,
        },
    )
    return grant


def _held(user: int, role: str, path: str, since: date, until: date | None) -> bool:
    """Whether the account holds that role there on one of those days already."""
    same = Grant.objects.filter(Q(until=None) | Q(until__gte=since), user=user, role=role, path=path)
    if until is not None:
        same = same.filter(Q(since=None) | Q(since__lte=until))
    return same.exists()
