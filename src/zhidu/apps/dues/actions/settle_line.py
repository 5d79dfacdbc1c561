"""Deciding about a sum that nobody could tell (认领到帐的款): whose it is, or that it is no dues at all."""

from __future__ import annotations

from zhidu.apps.dues.access import ACCOUNT
from zhidu.apps.dues.models import Line, Order
from zhidu.apps.dues.paying.settling import settle
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record

LONGEST = 120


@act("dues.settle_line", "认领到帐的党费")
def settle_line(*, actor: Actor, line: int, version: int, order: int | None = None, why: str = "") -> Line:
    """It belongs to the slip *order*, or is set aside because of *why*. Raises Wrong where the slip does not fit."""
    found = _held(actor, line, version)
    if (order is None) == (not why.strip()):
        raise Wrong({"order": "请选一张缴费单，或者写明为什么不是党费；两样只取一样"})
    if order is None:
        if len(why.strip()) > LONGEST:
            raise Wrong({"why": f"有 {len(why.strip())} 字；应不超过 {LONGEST} 字"})
        found.state, found.why = Line.ASIDE, why.strip()
    else:
        slip = Order.objects.select_for_update().filter(pk=order, account=found.account_id).first()
        if slip is None:
            raise Wrong({"order": "没有这张缴费单；请从列表中选择"})
        if refused := settle([(found, slip)]):
            raise Wrong({"order": refused[found.pk]})
    found.version += 1
    found.save(update_fields=["state", "why", "order", "version"])
    record(obj=found.code, place=found.account.organization_id, details={"state": found.state})
    return found


def _held(actor: Actor, line: int, version: int) -> Line:
    locked = Line.objects.select_for_update().filter(pk=line).first()
    if locked is None:
        raise Wrong("没有这一笔；请从列表中选择")
    found = Line.objects.select_related("account__organization", "order").get(pk=locked.pk)
    ACCOUNT.require_at(actor, found.account.organization.path)
    if found.version != version:
        raise Stale("您打开以后，这一笔已经被别人办过；请看新的内容")
    if found.state != Line.WAITING:
        raise Wrong(f"这一笔{found.state_name}，不用再办")
    return found
