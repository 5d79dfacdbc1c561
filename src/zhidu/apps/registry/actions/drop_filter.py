"""Letting go of a way to look for people that was kept."""

from __future__ import annotations

from zhidu.apps.registry.access import USE_FILTER
from zhidu.apps.registry.models import KeptFilter
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("registry.drop_filter", "删去找人的条件")
def drop_filter(*, actor: Actor, row: int) -> str:
    """Remove it; its name."""
    found = KeptFilter.objects.select_for_update().filter(pk=row).first()
    if found is None:
        raise Wrong("这个常用条件已经删去了")
    USE_FILTER.require(actor, found)
    name, pk = found.name, found.pk
    found.delete()
    record(obj=f"account-{actor.user}", place=None, details={"filter": pk})
    return name
