"""A meeting as calendars take it in (RFC 5545): arranged, moved and called off under one name."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.places import Place
from zhidu.foundation.clock import ZONE, now

LENGTH = timedelta(minutes=90)
"""How long a meeting lasts where nobody said."""


def calendar_entry(activity: Activity, place: Place, *, called_off: bool = False) -> str:
    """The object of one meeting; a later version takes the place of the earlier, a cancelled one goes out again."""
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip(" >") or "localhost"
    event = Event()
    event.add("uid", f"{activity.code}@{domain}")
    event.add("sequence", activity.version)
    event.add("dtstamp", now())
    event.add("summary", activity.title or activity.kind_name)
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    event.add("organizer", f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    if activity.begins is None:
        event.add("dtstart", activity.on)
        event.add("dtend", activity.on + timedelta(days=1))
    else:
        begins = datetime.combine(activity.on, activity.begins, ZONE)
        ends = datetime.combine(activity.on, activity.ends, ZONE) if activity.ends else begins + LENGTH
        event.add("dtstart", begins)
        event.add("dtend", ends)
    if activity.venue:
        event.add("location", activity.venue)
    event.add("description", f"{place.node.name}{activity.kind_name}")
    whole = Calendar()
    whole.add("prodid", "-//zhidu//meetings//ZH")
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if called_off else "REQUEST")
    whole.add_component(event)
    whole.add_missing_timezones()
    return whole.to_ical().decode("utf-8")
