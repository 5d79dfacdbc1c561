"""From an entry to a row of the table."""

from __future__ import annotations

from datetime import date, datetime, time

from zhidu.apps.activities.circles import circle_of
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.places import Places
from zhidu.apps.activities.states import State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE


def row(entry: Entry, places: Places, actor: Actor, moment: datetime) -> Activity:
    """The unsaved row of an entry that has been checked."""
    place = places.at(entry)
    about_somebody = entry.person is not None or entry.post is not None
    state = State.PLANNED if entry.planned else State.HELD
    if entry.planned and entry.voided_on is not None:
        state = State.CANCELLED
    return Activity(
        kind=entry.kind,
        node_id=entry.node,
        organization_id=place.organization.id,
        subject=places.subject(entry),
        circle=places.circle(entry)
        or circle_of(entry.kind, about_somebody=about_somebody or entry.matter is not None),
        person_id=places.person(entry),
        prospect=entry.prospect,
        post_id=entry.post,
        matter_id=entry.matter,
        about_id=entry.about,
        title=entry.title,
        venue=entry.venue,
        state=state,
        on=entry.on,
        begins=entry.begins,
        ends=entry.ends,
        quantity=entry.quantity,
        for_period=entry.for_period,
        sure=entry.sure,
        columns={name: text for name, text in entry.columns.items() if text},
        notes=entry.notes,
        entered_at=_noon(entry.entered_on) if entry.entered_on else moment,
        entered_by=actor.user,
        voided_at=_noon(entry.voided_on) if entry.voided_on else None,
    )


def _noon(day: date) -> datetime:
    """A moment of that day, for records whose hour nobody knows any more."""
    return datetime.combine(day, time(12), ZONE)
