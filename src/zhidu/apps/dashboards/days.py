"""What stands on the days of a calendar: meetings and activities, deadlines, and what is overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.activities.states import State
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.brief import brief, short_name
from zhidu.apps.compliance.names import decorate
from zhidu.apps.dashboards.plans import called, where
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.orgs.models import Node

MEETING, DEADLINE, OVERDUE = "meeting", "deadline", "overdue"
OPEN = ("pending", "at_risk")
FEW_PLACES = 500
"""Of more places than this no calendar is made: one looks at a single organisation instead."""
MOST = 300
"""Entries of each sort in one view."""


@dataclass(frozen=True, slots=True)
class View:
    """Whose calendar it is: one organisation with its groups, one group, or everything under an organisation."""

    actor: Actor
    node: Node
    inside: tuple[int, ...] = ()
    """Ids of everything at and under the node, where the calendar reaches below it."""

    def activities(self) -> QuerySet[Activity]:
        """Meetings and activities of these places; what is about one person or one matter stands elsewhere."""
        here = Q(organization__in=self.inside) if self.inside else where(self.node)
        seen = activities.visible_activities(self.actor).filter(
            here, voided_at=None, person=None, matter=None
        )
        return seen.filter(Q(kind__in=GATHERINGS) | Q(state=State.PLANNED)).exclude(state=State.CANCELLED)

    def findings(self) -> QuerySet[StoredFinding]:
        """What falls due in these places and the actor may see."""
        rows = queries.visible(self.actor).filter(verdict__in=(*OPEN, "breached"))
        if self.inside:
            return rows.filter(organization__in=self.inside)
        if self.node.kind == "group":
            return rows.filter(place=self.node.path)
        return rows.filter(organization=self.node.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a day."""

    on: date
    sort: str
    title: str
    note: str = ""
    url: str = ""
    begins: time | None = None
    ends: time | None = None
    venue: str = ""
    key: str = ""
    """What it is, the same every time it is read: for calendars that are fetched again and again."""


def below(node: Node) -> tuple[int, ...] | None:
    """Ids of everything at and under an organisation; None where there is too much for one calendar."""
    found = orgs.ids_below([node.path], FEW_PLACES)
    return None if found is None else tuple(found)


def marks(view: View, first: date, last: date) -> dict[date, list[str]]:
    """Day → which signs stand under it. Two queries, however much there is."""
    found: dict[date, set[str]] = defaultdict(set)
    held = view.activities().filter(on__range=(first, last)).order_by()
    for on in held.values_list("on", flat=True).distinct():
        found[on].add(MEETING)
    due = view.findings().filter(due__range=(first, last)).order_by()
    for on, verdict in due.values_list("due", "verdict").distinct():
        found[on].add(DEADLINE if verdict in OPEN else OVERDUE)
    return {on: [one for one in (MEETING, DEADLINE, OVERDUE) if one in signs] for on, signs in found.items()}


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a stretch of days in order, and whether some were left out."""

    rows: list[Entry]
    cut: bool

    def by_day(self) -> Mapping[date, list[Entry]]:
        found: dict[date, list[Entry]] = defaultdict(list)
        for one in self.rows:
            found[one.on].append(one)
        return found


def entries(view: View, first: date, last: date) -> Entries:
    """What stands on these days: meetings first, then what falls due. At most seven queries."""
    held = view.activities().filter(on__range=(first, last)).select_related("node", "organization", "person")
    meetings = list(held.defer("notes").order_by("on", "begins", "pk")[: MOST + 1])
    due = view.findings().filter(due__range=(first, last)).select_related("organization")
    rows = decorate(list(due.order_by("due", "-severity", "pk")[: MOST + 1]))
    found = [
        *(of_activity(one, view) for one in meetings[:MOST]),
        *(of_finding(one, view) for one in rows[:MOST]),
    ]
    found.sort(key=lambda one: (one.on, one.sort != MEETING, one.begins or time.max))
    return Entries(found, cut=len(meetings) > MOST or len(rows) > MOST)


def of_activity(one: Activity, view: View) -> Entry:
    """A meeting, with what became of it."""
    # in an organisation below, a group is told by the name of its branch and its own
    elsewhere = one.organization_id != one.node_id and view.inside
    title = called(one, one.organization.name if elsewhere else view.node.name)
    planned = one.state == State.PLANNED
    return Entry(
        on=one.on,
        sort=MEETING,
        title=f"{one.organization.name} {title}" if elsewhere else title,
        note=("没有记录" if one.on < today() else "已安排") if planned else "已办",
        url=one.get_absolute_url(),
        begins=one.begins,
        ends=one.ends,
        venue=one.venue,
        key=one.code,
    )


def of_finding(row: StoredFinding, view: View) -> Entry:
    """A day by which something is to be done, or was to be."""
    said = brief(row)
    whom = short_name(row.subject_name, row.organization.name)
    about = "" if whom == view.node.name or whom in said.what else f"{whom} "
    if view.inside and row.organization_id != view.node.pk and row.subject_name != row.organization.name:
        about = f"{row.organization.name} {about}"
    missed = row.verdict == "breached"
    open_words = "最迟这天，已安排" if row.record["numbers"]["planned"] else "最迟这天"
    return Entry(
        on=row.due or row.start,
        sort=OVERDUE if missed else DEADLINE,
        title=f"{about}{said.title}",
        note=("一般未做到" if row.generally else "未达标") if missed else open_words,
        url=row.get_absolute_url(),
        key=f"due-{row.organization_id}-{row.clause}-{row.subject}-{row.period}",
    )
