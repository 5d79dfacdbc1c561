"""Keeping a way to look for people under a name (存为常用)."""

from __future__ import annotations

from zhidu.apps.orgs.text import cleaned
from zhidu.apps.registry.access import SEE
from zhidu.apps.registry.models import KeptFilter
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record

LONGEST, MOST, QUERY = 30, 20, 300


@act("registry.keep_filter", "存下找人的条件")
def keep_filter(*, actor: Actor, name: str, query: str) -> KeptFilter:
    """Keep *query* under *name*; a name that is taken is given the new conditions."""
    if actor.user is None or not SEE.somewhere(actor):
        raise Refused(SEE)
    try:
        said = cleaned(name, LONGEST)
    except ValueError as error:
        raise Wrong({"name": str(error)}) from None
    if not said:
        raise Wrong({"name": "没有写名称；请写几个字，如：30岁以下的大专生"})
    if not query or len(query) > QUERY:
        raise Wrong({"name": "没有条件可存；先选好条件、查过一次再存"})
    mine = KeptFilter.objects.filter(user=actor.user)
    row = mine.select_for_update().filter(name=said).first()
    if row is None and mine.count() >= MOST:
        raise Wrong({"name": f"已经存了 {MOST} 个；请先删去不用的"})
    row = row or KeptFilter(user=actor.user, name=said)
    row.query = query
    row.save()
    record(obj=f"account-{actor.user}", place=None, details={"filter": row.pk})
    return row
