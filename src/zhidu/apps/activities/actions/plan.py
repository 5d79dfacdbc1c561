"""Arranging something for a day to come (安排)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhidu.apps.activities.access import RECORD
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.notices import ARRANGED, tell
from zhidu.apps.activities.saving import checked, create, placed
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act


@act("activities.plan", "安排活动")
def plan(*, actor: Actor, entry: Entry, agenda: Sequence[Item] = (), notify: bool = False) -> Activity:
    """Put down that *entry* is to take place, today or later; it counts as held only once it is recorded.

    *notify*: whoever is entitled to come and has an account gets a message.
    """
    entry = replace(entry, planned=True)
    places = placed(entry, actor)
    RECORD.require(actor, places.at(entry))
    made = create(checked(entry, places, actor, None, agenda), actor)
    if notify:
        tell(made, places.at(entry), ARRANGED)
    return made
