"""One organisation from inside: itself, each of its groups, its members together, and everything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zhidu.apps.compliance import queries
from zhidu.apps.dashboards.supervision.asked import EVERY_THEME, Asked
from zhidu.apps.dashboards.supervision.counts import Line
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.orgs.models import Node

MEMBERS, REST = "members", "rest"
TITLES = {MEMBERS: "党员（合计）", REST: "其他事项（合计）"}
_ALONE = frozenset({"org", "group", "body"})


def part_of(subject: str) -> str:
    """Which row a finding stands in, by the code of whom it is about."""
    kind = subject.partition("-")[0]
    if kind in _ALONE:
        return subject
    return MEMBERS if kind in {"person", "prospect"} else REST


def found_in(actor: Actor, node: Node, asked: Asked, *, month: int | None = None) -> list[StoredFinding]:
    """Its findings under these filters, those that ask for something first. Three queries."""
    prefix = f"{asked.year:04}-" if month is None else f"{asked.year:04}-{month:02}"
    # what each says is long and only read of the one that is opened
    loud = queries.of_organization(actor, node.pk).filter(month__startswith=prefix).defer("record")
    if asked.theme != EVERY_THEME:
        loud = loud.filter(theme=asked.theme)
    rows = [*loud, *queries.quiet(actor, node.pk)]
    return [row for row in rows if _wanted(row, asked, prefix)]


def _wanted(row: StoredFinding, asked: Asked, prefix: str) -> bool:
    return (
        row.month.startswith(prefix)
        and asked.theme in {EVERY_THEME, row.theme}
        and (not asked.force or row.generally == (asked.force == "generally"))
    )


def lines(rows: Iterable[StoredFinding], own: str) -> list[Line]:
    """A line for each part: the organisation itself first, then the worst."""
    found: dict[str, Line] = {}
    for row in rows:
        part = part_of(row.subject)
        line = found.setdefault(part, Line(part))
        line.add(int(row.month[5:]), row.verdict, generally=row.generally)
    return sorted(found.values(), key=lambda one: (one.place != own, one.order, one.place))


def titles(parts: Iterable[str]) -> dict[str, str]:
    """Part → what its row is called; one query."""
    return {**orgs.names(parts), **TITLES}
