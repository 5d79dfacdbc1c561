"""Putting a record right (更正): what stood before stays, with who changed it and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.consents import COLUMNS, needs_reason, request, set_aside
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.lead import in_time
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.notices import CHANGED, tell
from zhidu.apps.activities.saving import change, checked, locked, open_to_change, placed, reasoned
from zhidu.apps.activities.states import State
from zhidu.apps.activities.telling import issued
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act


@act("activities.correct", "更正活动")
def correct(
    *,
    actor: Actor,
    activity: int,
    version: int,
    entry: Entry,
    reason: str,
    attendance: Attendance | None = None,
    agenda: Sequence[Item] = (),
    notify: bool = False,
    late_reason: str = "",
    move_reason: str = "",
) -> Activity:
    """Write *entry* over the record; its entry day stays. Also moves an arrangement to another day.

    What the record is and whom it is about cannot be changed: that would be another record. *notify*: whoever
    is entitled to come to what was arranged is told of the change; moved to a day for which that is too late, it
    needs a *late_reason*, and to one a clause does not allow without consent a *move_reason*: consent is asked
    for anew.
    """
    found = locked(activity, version)
    CORRECT.require(actor, found)
    open_to_change(found)
    why = reasoned(reason)
    entry = replace(
        entry,
        kind=found.kind,
        node=found.node_id,
        person=found.person_id if found.post_id is None else None,
        prospect=found.prospect,
        post=found.post_id,
        matter=found.matter_id,
        about=found.about_id,
        planned=found.state == State.PLANNED,
    )
    moved = entry.planned and entry.on != found.on
    if moved:
        entry = replace(entry, columns=_without_old_consent(entry, found))
    places = placed(entry, actor)
    draft = checked(entry, places, actor, attendance, agenda, found)
    late = in_time(draft.place, entry, late_reason) if moved else ""
    other_day = needs_reason(draft.place, entry, move_reason) if moved else None
    change(found, draft, actor, reason=why, entered_anew=False)
    if moved:
        set_aside(found)
    if other_day is not None:
        request(found, other_day, move_reason, actor)
    if late:
        issued(found, late)
    if notify and found.state == State.PLANNED:
        tell(found, draft.place, CHANGED, actor)
    return found


def _without_old_consent(entry: Entry, found: Activity) -> dict[str, str]:
    """Consent was given to the day that stood there; to another it says nothing, unless it was entered anew."""
    same = all(entry.columns.get(name) == found.columns.get(name) for name in COLUMNS)
    return {name: text for name, text in entry.columns.items() if not (same and name in COLUMNS)}
