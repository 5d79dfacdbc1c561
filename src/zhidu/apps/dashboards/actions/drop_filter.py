"""Letting go of filters that were kept."""

from __future__ import annotations

from zhidu.apps.dashboards.access import USE_FILTER
from zhidu.apps.dashboards.models import SavedFilter
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("dashboards.drop_filter", "删去常用筛选")
def drop_filter(*, actor: Actor, row: int) -> str:
    """Remove it; its name. Raises Wrong where it is gone already, Refused where it is somebody else's."""
    found = SavedFilter.objects.select_for_update().filter(pk=row).first()
    if found is None:
        raise Wrong("这个常用筛选已经删去了。")
    USE_FILTER.require(actor, found)
    found.delete()
    record(
        obj=f"account-{actor.user}",
        place=None,
        changes={"query": (found.query, None)},
        details={"name": found.name},
    )
    return found.name
