"""Whose calendar an address opens, and what is in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from hashlib import sha256
from operator import or_

from django.db.models import Q
from icalendar import Calendar, Event

from zhidu.apps.activities.states import Circle, State
from zhidu.apps.compliance.names import decorate
from zhidu.apps.dashboards.days import MEETING, OPEN, Entry, View, of_activity, of_finding
from zhidu.apps.dashboards.models import CalendarFeed
from zhidu.apps.dashboards.whose import own_place
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE, now, today

BACK, AHEAD = timedelta(days=31), timedelta(days=400)
"""How far the calendar reaches; whoever wants to know what was long ago looks into the records."""
MOST = 300
PLACES = ("org", "group", "body", "site", "unit")
"""What has no name of a person in its title."""
PRODUCT = "-//Zhidu//Calendar//ZH"


def digest(token: str) -> str:
    """What is kept of an address."""
    return sha256(token.encode()).hexdigest()


def subscriber(token: str) -> Actor | None:
    """Who fetches; None for an unknown address, and for an account that is closed, held back, or holds nothing."""
    feed = CalendarFeed.objects.select_related("user").filter(digest=digest(token)).first()
    if feed is None or not feed.user.is_active or feed.user.must_change_password:
        return None
    actor = actor_of(feed.user)
    return actor if actor.held else None


def feed_of(user: int) -> CalendarFeed | None:
    """The address of an account, as far as it is kept."""
    return CalendarFeed.objects.filter(user=user).first()


def events(actor: Actor) -> list[Entry]:
    """What is arranged and what falls due at the subscriber's place: no name of anybody, nothing private."""
    node = own_place(actor)
    if node is None:
        return []
    view, day = View(actor, node), today()
    arranged = view.activities().filter(
        state=State.PLANNED, circle=Circle.MEMBERS, on__range=(day - BACK, day + AHEAD)
    )
    of_places = reduce(or_, (Q(subject__startswith=f"{one}-") for one in PLACES))
    own = Q(person=actor.person) if actor.person is not None else Q(pk__in=[])
    due = view.findings().filter(of_places | own, verdict__in=OPEN, due__range=(day, day + AHEAD))
    rows = decorate(list(due.select_related("organization").order_by("due", "pk")[:MOST]))
    for row in rows:
        if row.person is not None:
            row.subject_name = row.organization.name  # whose calendar it is goes without saying
    meetings = arranged.select_related("node", "organization", "person").order_by("on", "pk")[:MOST]
    return [*(of_activity(one, view) for one in meetings), *(of_finding(row, view) for row in rows)]


def ics(actor: Actor, address: str) -> bytes:
    """The calendar as RFC 5545 has it. *address* is that of the site, for the links."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "制度：会议和期限")
    made.add("x-wr-timezone", str(ZONE))
    made.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    for one in events(actor):
        made.add_component(_event(one, address))
    made.add_missing_timezones()
    return made.to_ical()


def _event(one: Entry, address: str) -> Event:
    """A meeting at its hour, or a whole day where no hour is known and for what falls due."""
    found = Event()
    # of what a finding is about nothing can be read off its number, and it stays the same when it is judged again
    found.add("uid", f"{one.key if one.sort == MEETING else digest(one.key)[:32]}@zhidu")
    found.add("dtstamp", now())
    found.add("summary", one.title if one.sort == MEETING else f"{one.title}（最迟这天）")
    if one.begins is not None:
        found.add("dtstart", datetime.combine(one.on, one.begins, ZONE))
        if one.ends is not None and one.ends > one.begins:
            found.add("dtend", datetime.combine(one.on, one.ends, ZONE))
    else:
        found.add("dtstart", one.on)
        found.add("dtend", one.on + timedelta(days=1))
        found.add("transp", "TRANSPARENT")
    if one.venue:
        found.add("location", one.venue)
    found.add("url", f"{address}{one.url}")
    return found
