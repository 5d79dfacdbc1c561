"""The list of what is to be done, under its three headings, narrowed by a tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from zhidu.apps.compliance.names import decorate
from zhidu.apps.dashboards.due import Due, covered, of_finding, of_plan
from zhidu.apps.dashboards.plans import Plans
from zhidu.apps.dashboards.tabs import SOON, Tab
from zhidu.domain.rules.clause import Clause

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding

MOST = 25
"""Lines under one heading; more is looked up on the page of findings."""
MISSED, NEAR, WEEK = "missed", "near", "week"
LONG_AGO = timedelta(days=400)
"""What was missed longer ago can hardly be mended any more."""


@dataclass(frozen=True, slots=True)
class Part:
    """One heading: which findings stand under it, and in which order."""

    name: str
    title: str
    note: str
    condition: Q
    order: tuple[str, ...]

    def of(self, rows: QuerySet[StoredFinding]) -> QuerySet[StoredFinding]:
        """Those of *rows* that stand under it."""
        return rows.filter(self.condition).order_by(*self.order)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, how many things it is about, and the rows that are shown."""

    title: str
    note: str
    total: int
    items: list[Due]


@dataclass(kw_only=True)
class Agenda:
    """Everything to be done by one organisation or group. Five queries, however much there is.

    *home* is the name that goes without saying, *further* are rows of this week that are neither findings nor
    arrangements.
    """

    rows: QuerySet[StoredFinding]
    plans: Plans
    further: Sequence[Due]
    clauses: Mapping[str, Clause]
    home: str
    day: date
    offered: Sequence[Tab]
    tab: Tab

    def __post_init__(self) -> None:
        self._parts = parts(self.day)
        self._planned = {(one.kind, one.subject): one for one in self.plans.soon}
        self._found = {one.name: list(self._of(one)[: MOST + 1]) for one in self._parts}
        self._settled = [
            row for row in self._found[WEEK] if covered(row, self.clauses.get(row.clause), self._planned)
        ]
        self._counted = self.rows.order_by().aggregate(
            generally=Count("pk", filter=self._parts[0].condition & Q(modality="generally")),
            **{
                f"{tab.name}_{part.name}": Count("pk", filter=part.condition & tab.condition)
                for tab in self.offered
                for part in self._parts
            },
        )

    def _of(self, part: Part, condition: Q | None = None) -> QuerySet[StoredFinding]:
        return part.of(self.rows.filter(condition or Q()))

    def total(self, name: str, tab: Tab | None = None) -> int:
        """How many stand under a heading in a tab (the one that is open)."""
        tab = tab or self.tab
        number = int(self._counted[f"{tab.name}_{name}"])
        if name == WEEK:
            number -= sum(tab.finding(row) for row in self._settled)
            number += sum(tab.plan(one) for one in self._open)
            number += len(self.further) if tab.name != "mine" else 0
        return number

    @property
    def _open(self) -> list[Any]:
        return [*self.plans.over, *self.plans.soon]

    @property
    def generally(self) -> int:
        """How many of the missed are 一般 clauses: they are not kept, but not breached."""
        return int(self._counted["generally"])

    def headings(self) -> list[Heading]:
        """What is shown; a heading with nothing under it is left out."""
        kept = {part.name: self._narrowed(part) for part in self._parts}
        decorate([row for rows in kept.values() for row in rows])
        found = []
        for part in self._parts:
            items = [
                of_finding(row, self.clauses.get(row.clause), self.home, self.day) for row in kept[part.name]
            ]
            if part.name == WEEK:
                items = sorted([*self._this_week(), *items], key=lambda one: one.on or self.day)
            if items:
                found.append(Heading(part.title, part.note, self.total(part.name), items))
        return found

    def _narrowed(self, part: Part) -> list[StoredFinding]:
        found = self._found[part.name]
        if len(found) > MOST and self.tab is not self.offered[0]:
            found = list(self._of(part, self.tab.condition)[:MOST])
        left_out = {row.pk for row in self._settled}
        return [row for row in found[:MOST] if self.tab.finding(row) and row.pk not in left_out]

    def _this_week(self) -> list[Due]:
        rooms = self.plans.rooms
        own = [of_plan(one, self.home, room=one.pk in rooms) for one in self._open if self.tab.plan(one)]
        return own + (list(self.further) if self.tab.name != "mine" else [])

    def tabs(self) -> list[dict[str, Any]]:
        """The tabs with their numbers, for the component."""
        return [
            {
                "title": tab.title,
                "url": "?" if tab is self.offered[0] else f"?tab={tab.name}",
                "count": sum(self.total(part.name, tab) for part in self._parts),
                "current": tab is self.tab,
            }
            for tab in self.offered
        ]


def parts(day: date) -> tuple[Part, Part, Part]:
    """The three headings on a day."""
    until = day + SOON
    lately = Q(due__gte=day - LONG_AGO) | Q(due=None, start__gte=day - LONG_AGO)
    return (
        Part(
            MISSED,
            "已经未达标",
            "先看原因",
            lately & Q(verdict="breached"),
            ("-severity", "-due", "-start", "pk"),
        ),
        Part(NEAR, "临近期限", "按剩余天数排", Q(verdict="at_risk"), ("due", "-severity", "pk")),
        Part(
            WEEK,
            "本周要办",
            f"到 {until.month}月{until.day}日",
            Q(verdict="pending", due__lte=until),
            ("due", "-severity", "pk"),
        ),
    )
