"""Taking a role back."""

from __future__ import annotations

from datetime import date, timedelta

from zhidu.foundation.access.actions import take
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today
from zhidu.foundation.identity.access import GRANT, why_not_grant
from zhidu.foundation.identity.actions.load import locked
from zhidu.foundation.identity.queries import ended, only_administrator


@act("identity.revoke_role", "收回身份")
def revoke_role(*, actor: Actor, grant: int, last: date | None = None) -> None:
    """End a grant; *last* is its last day (None: it ends at once, yesterday was the last)."""
    found = Grant.objects.filter(pk=grant).values_list("user_id", flat=True).first()
    if found is None:
        raise Wrong("没有这项身份；请刷新后再看。")
    account = locked(found)
    row = Grant.objects.select_for_update().get(pk=grant)
    GRANT.require(actor, row)
    if said := why_not_grant(actor, row.role, row.path):
        raise Wrong(said)
    yesterday = today() - timedelta(days=1)
    last = last or yesterday
    if ended(row):
        raise Wrong({"last": f"这项身份 {row.until} 已经到期。"})
    if last < yesterday:
        raise Wrong({"last": f"写的是 {last}，过去的日子收不回；应不早于 {yesterday}（立即收回）。"})
    if row.until is not None and last >= row.until:
        raise Wrong({"last": f"这项身份本来就到 {row.until} 为止；应写更早的日子。"})
    if row.role == ADMINISTRATOR and row.path == "" and only_administrator(account):
        raise Wrong("收回以后就没有管理整个网站的系统管理员了；应先另设一位。")
    told = {"grant": row.pk, "role": row.role, "path": row.path}
    before = row.until
    take(row, last)
    record(obj=account.code, place=None, on=last, changes={"until": (before, last)}, details=told)
