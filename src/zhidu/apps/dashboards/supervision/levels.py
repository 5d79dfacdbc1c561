"""Level by level: one row for each direct subordinate with everything below it, read from the sums that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.standing import SUMS
from zhidu.apps.dashboards.supervision.asked import Asked
from zhidu.apps.dashboards.supervision.counts import Line, add, fill
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import Subtotal, Tally
    from zhidu.apps.orgs.models import Node


@dataclass(frozen=True, slots=True)
class Level:
    """What stands directly under *top*, and *top* by itself; without one, the organisations at the top of the tree."""

    asked: Asked
    actor: Actor
    top: Node | None

    def below(self) -> QuerySet[Subtotal]:
        """The sums of the subordinates."""
        if self.top is not None:
            return self.asked.subtotals(queries.subtotals_under(self.top.pk))
        return self.asked.whole(self.actor)

    def rows(self) -> list[QuerySet[Subtotal] | QuerySet[Tally]]:
        """Every row that counts in a line of this level."""
        if self.top is None:
            return [self.below()]
        return [self.below(), self.asked.tallies(self.actor).filter(organization=self.top.pk)]


def lines(level: Level) -> list[Line]:
    """The lines with the year, worst first; at most three queries."""
    found: dict[str, Line] = {}
    for rows in level.rows():
        for row in rows.values("organization__path", "generally").annotate(**SUMS):
            place = row["organization__path"]
            add(found.setdefault(place, Line(place)).whole, row)
    return sorted(found.values(), key=lambda one: (one.order, one.place))


def with_months(level: Level, chosen: list[Line]) -> list[Line]:
    """Those lines with their months filled in, in the same order; at most three queries."""
    fresh = {one.place: Line(one.place) for one in chosen}
    for rows in level.rows():
        picked = rows.filter(organization__path__in=list(fresh))
        for place, generally, months in picked.values_list("organization__path", "generally", "months"):
            fill(fresh[place], months, generally=generally)
    return list(fresh.values())
