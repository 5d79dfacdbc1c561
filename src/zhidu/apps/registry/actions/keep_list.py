"""Keeping columns and conditions of a list under a name (存为常用), and letting it go."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.registry.access import EXPORT
from zhidu.apps.registry.exporting.lists import Wanted, ordered
from zhidu.apps.registry.importing.columns import columns
from zhidu.apps.registry.models import SavedList
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record

LONGEST = 30
MOST = 20


@act("registry.keep_list", "常用名单")
def keep_list(*, actor: Actor, name: str, chosen: Sequence[str], wanted: Wanted) -> SavedList:
    """Under a name that is taken the new ones are kept."""
    if actor.user is None or not EXPORT.somewhere(actor):
        raise Refused(EXPORT)
    name = " ".join(name.split())
    if not name or "\x00" in name:
        raise Wrong({"name": "没有写名称；请写几个字，如：年度统计名册。"})
    if len(name) > LONGEST:
        raise Wrong({"name": f"写了 {len(name)} 个字；应不超过 {LONGEST} 个字。"})
    mine = SavedList.objects.filter(owner=actor.user)
    row = mine.select_for_update().filter(name=name).first()
    if row is None and mine.count() >= MOST:
        raise Wrong({"name": f"已经存了 {MOST} 个；请先删去不用的。"})
    row = row or SavedList(owner=actor.user, name=name)
    row.columns, row.narrowed = ordered([key for key in chosen if key in columns()]), wanted.plain()
    row.save()
    record(obj=f"account-{actor.user}", place=None, details={"list": row.pk})
    return row


@act("registry.drop_list", "删去常用名单")
def drop_list(*, actor: Actor, saved: int) -> None:
    """One of one's own."""
    gone, _ = SavedList.objects.filter(pk=saved, owner=actor.user).delete()
    if not gone:
        raise Wrong("没有这个常用名单；请重新打开这一页")
    record(obj=f"account-{actor.user}", place=None, details={"list": saved})
