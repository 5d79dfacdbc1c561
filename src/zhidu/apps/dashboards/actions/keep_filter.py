"""Keeping the filters of the supervision page under a name (存为常用)."""

from __future__ import annotations

from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.dashboards.models import SavedFilter
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record

LONGEST = 30
MOST = 20
"""Kept by one person; a menu of more is no longer looked through."""


@act("dashboards.keep_filter", "存为常用")
def keep_filter(*, actor: Actor, name: str, query: str) -> SavedFilter:
    """Keep *query* under *name*; a name that is taken is given the new filters.

    Raises Wrong for no name, one too long, and where as many are kept already as a menu holds.
    """
    if actor.user is None or not SEE_ALL.somewhere(actor):
        raise Refused(SEE_ALL)
    name = " ".join(name.split())
    if "\x00" in name:
        raise Wrong({"name": "名称里有看不见的字符；请重新写一遍。"})
    if not name:
        raise Wrong({"name": "没有写名称；请写几个字，如：三会一课未达标。"})
    if len(name) > LONGEST:
        raise Wrong({"name": f"写了 {len(name)} 个字；应不超过 {LONGEST} 个字。"})
    mine = SavedFilter.objects.filter(user=actor.user)
    old = mine.select_for_update().filter(name=name).first()
    if old is None and mine.count() >= MOST:
        raise Wrong({"name": f"已经存了 {MOST} 个常用筛选；请先删去不用的。"})
    row = old or SavedFilter(user_id=actor.user, name=name)
    before, row.query = row.query if old else None, query
    row.save()
    record(
        obj=f"account-{actor.user}", place=None, changes={"query": (before, query)}, details={"name": name}
    )
    return row
