"""For superiors: how each organisation below stands with transfers, floating members, reports, lost contact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.transfers.away_models import Away, Lost
from zhidu.apps.transfers.away_queries import RUNNING
from zhidu.apps.transfers.away_states import Kind, Where
from zhidu.apps.transfers.limits import Limits, later
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.states import OPEN, State
from zhidu.foundation.access.rules import below

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

COLUMNS = {
    "under_way": "接转在办",
    "overdue": "过期没有回执",
    "away": "在外流动",
    "late": "汇报过期",
    "unchecked": "回来没有查验",
    "lost": "失去联系",
    "proposed": "该研究停止党籍",
}
"""What is counted for each organisation → its heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation."""

    node: Any
    counts: dict[str, int]

    @property
    def cells(self) -> list[tuple[str, int]]:
        """(heading, number) in order."""
        return [(title, self.counts.get(name, 0)) for name, title in COLUMNS.items()]


def lines(top: Node, day: date) -> list[Line]:
    """Every organisation at and under *top* that has any of it, in the order of the tree; seven queries.

    When a report is overdue and when suspension is to be considered is what the rules say at *top*.
    """
    limits = Limits(top, day)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for name, rows, column in _counted(top.path, limits, day):
        for organization, number in rows.order_by().values_list(column).annotate(number=Count("pk")):
            found[organization][name] = number
    nodes = orgs.nodes(found)
    return [Line(nodes[pk], found[pk]) for pk in sorted(nodes, key=lambda one: nodes[one].path)]


def totals(rows: Iterable[Line]) -> list[tuple[str, int]]:
    """(heading, number) of all of them together."""
    listed = list(rows)
    return [(title, sum(one.counts.get(name, 0) for one in listed)) for name, title in COLUMNS.items()]


def _counted(path: str, limits: Limits, day: date) -> Iterable[tuple[str, QuerySet[Any], str]]:
    sending = Transfer.objects.filter(below("sender__path", path))
    yield "under_way", sending.filter(state__in=OPEN), "sender"
    yield "overdue", sending.filter(state=State.SENT, until__lt=day), "sender"
    here = Away.objects.filter(below("organization__path", path))
    gone = here.filter(state=Where.AWAY)
    yield "away", gone, "organization"
    if (rule := limits.reporting) is not None:
        yield "late", gone.filter(pk__in=_late(gone, rule[1], day)), "organization"
    yield "unchecked", here.filter(state=Where.BACK), "organization"
    lost = Lost.objects.filter(RUNNING, below("organization__path", path), suspended_on=None)
    yield "lost", lost, "organization"
    if (term := limits.lost) is not None:
        due = [one.pk for one in lost.only("since") if later(one.since, term[1]) < day]
        yield "proposed", lost.filter(pk__in=due), "organization"


def _late(gone: QuerySet[Away], length: Any, day: date) -> list[int]:  # noqa: ANN401 - a duration of the domain
    """Those whose last report, or leaving, is too long ago."""
    reported = Max("reports__on", filter=Q(reports__kind=Kind.FLOATING.value))
    rows = gone.annotate(told=reported).annotate(last=Greatest(F("left_on"), Coalesce("told", "left_on")))
    return [
        pk for pk, last in rows.values_list("pk", "last") if last is not None and later(last, length) < day
    ]
