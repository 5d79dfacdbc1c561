"""The list of what is to be done, under its three headings, narrowed by a tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from zhidu.apps.compliance.names import of_subjects
from zhidu.apps.dashboards.due import Due, covered, of_finding, of_plan, of_several
from zhidu.apps.dashboards.plans import Plans
from zhidu.apps.dashboards.tabs import Tab
from zhidu.apps.dashboards.todos import MISSED, WEEK, Todo, alike, parts, todos
from zhidu.domain.rules.clause import Clause

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding

MOST = 25
"""Lines under one heading; more is looked up on the page of findings."""
NAMED = 3
"""People of one line that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, how many things it is about, and the rows that are shown."""

    title: str
    note: str
    total: int
    items: list[Due]


@dataclass(kw_only=True)
class Agenda:
    """Everything to be done by one organisation or group. A handful of queries, however much there is.

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
        self._all = todos(self.rows, self.day)
        near = self._all[WEEK][: MOST + 1]
        shown = {
            one.pk for found in self._all.values() for one in [*filter(self.tab.finding, found)][: MOST + 1]
        }
        heads = self.rows.filter(pk__in=shown | {one.pk for one in near})
        self._heads = {row.pk: row for row in heads}
        planned = {(one.kind, one.subject): one for one in self.plans.soon}
        self._settled = {one for one in near if self._covered(one, planned)}

    def _covered(self, one: Todo, planned: Mapping[tuple[str, str], Any]) -> bool:
        row = self._heads.get(one.pk)
        if row is None or one.number > 1:
            return False
        return covered(row, self.clauses.get(one.clause), planned)

    def total(self, name: str, tab: Tab | None = None) -> int:
        """How many pieces of work stand under a heading in a tab (the one that is open)."""
        tab = tab or self.tab
        number = sum(tab.finding(one) for one in self._all[name] if one not in self._settled)
        if name == WEEK:
            number += sum(tab.plan(one) for one in self._open)
            number += len(self.further) if tab.name != "mine" else 0
        return number

    @property
    def _open(self) -> list[Any]:
        return [*self.plans.over, *self.plans.soon]

    @property
    def generally(self) -> int:
        """How many of the missed are 一般 clauses: they are not kept, but not breached."""
        return sum(one.modality == "generally" for one in self._all[MISSED])

    def headings(self) -> list[Heading]:
        """What is shown; a heading with nothing under it is left out."""
        kept = {name: self._narrowed(found) for name, found in self._all.items()}
        together = alike(
            self.rows, (one for some in kept.values() for one in some if one.number > 1), self.day
        )
        codes = {self._heads[one.pk].subject for some in kept.values() for one in some}
        names = of_subjects(
            codes.union(*({her.subject for her in some[:NAMED]} for some in together.values()))
        )
        found = []
        for part in parts(self.day):
            items = [self._due(one, together.get(one, []), names) for one in kept[part.name]]
            if part.name == WEEK:
                items = sorted([*self._this_week(), *items], key=lambda one: one.on or self.day)
            if items:
                found.append(Heading(part.title, part.note, self.total(part.name), items))
        return found

    def _due(self, one: Todo, people: Sequence[Any], names: Mapping[str, str]) -> Due:
        row, clause = self._heads[one.pk], self.clauses.get(one.clause)
        row.subject_name = names.get(row.subject, row.subject)
        if len(people) < 2:
            return of_finding(row, clause, self.home, self.day)
        first = [names.get(her.subject, her.subject) for her in people[:NAMED]]
        return of_several(row, clause, first, people, self.day)

    def _narrowed(self, found: Sequence[Todo]) -> list[Todo]:
        kept = [one for one in found if self.tab.finding(one) and one not in self._settled]
        return [one for one in kept if one.pk in self._heads][:MOST]

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
                "count": sum(self.total(name, tab) for name in self._all),
                "current": tab is self.tab,
            }
            for tab in self.offered
        ]
