"""Arranging something for a day to come (安排)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.files import File

from zhidu.apps.activities.access import RECORD
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.consents import needs_reason, request
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.lead import in_time
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.notices import ARRANGED, tell
from zhidu.apps.activities.saving import checked, create, placed
from zhidu.apps.activities.telling import issued
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act
from zhidu.foundation.files.actions import attach


@act("activities.plan", "安排活动")
def plan(
    *,
    actor: Actor,
    entry: Entry,
    agenda: Sequence[Item] = (),
    notify: bool = False,
    attendance: Attendance | None = None,
    late_reason: str = "",
    move_reason: str = "",
    materials: Sequence[File] = (),
) -> Activity:
    """Put down that *entry* is to take place, today or later; it counts as held only once it is recorded.

    *attendance* names who is asked to sit in (列席), nobody else. *notify*: whoever is entitled to come or asked
    to sit in and has an account gets a message; *materials* are attached before, so that it can name them. Raises
    Wrong where a notice that goes out today is too late by a clause in force and no *late_reason* says why, and on
    a day that a clause does not allow without consent where no *move_reason* does: with it, whoever has to consent
    is asked.
    """
    entry = replace(entry, planned=True)
    places = placed(entry, actor)
    RECORD.require(actor, places.at(entry))
    draft = checked(entry, places, actor, attendance, agenda)
    why = in_time(places.at(entry), entry, late_reason)
    other_day = needs_reason(places.at(entry), entry, move_reason)
    made = create(draft, actor)
    if other_day is not None:
        request(made, other_day, move_reason, actor)
    for one in materials:
        attach(actor=actor, owner=made.code, upload=one)
    if why:
        issued(made, why)
    if notify:
        tell(made, places.at(entry), ARRANGED, actor)
    return made
