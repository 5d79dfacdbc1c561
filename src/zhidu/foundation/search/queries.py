"""Asking every kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.search.registry import Hit, Kind, kinds
from zhidu.foundation.search.text import Wanted

SOME = 6
"""Lines of each kind on the page of all kinds."""
MOST = 200
"""Counted up to here; who finds more adds a word."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the first lines and how many there are, at most :data:`MOST`."""

    kind: Kind
    hits: list[Hit]
    total: int
    more: bool

    @property
    def counted(self) -> str:
        """12 条; 200 条以上."""
        return f"{self.total} 条以上" if self.more else f"{self.total} 条"


def open_kinds(actor: Actor) -> list[Kind]:
    """Kinds the actor can find anything of."""
    return [one for one in kinds() if one.open_to(actor)]


def groups(actor: Actor, wanted: Wanted) -> list[Group]:
    """What was found, kind by kind; kinds of which nothing was found are left out."""
    found = []
    for kind in open_kinds(actor):
        rows = kind.find(actor, wanted)
        first = list(rows[: SOME + 1])
        if not first:
            continue
        total, more = (len(first), False) if len(first) <= SOME else counted(rows)
        found.append(Group(kind, kind.show(actor, first[:SOME], wanted), total, more))
    return found


def counted(rows: Any) -> tuple[int, bool]:  # noqa: ANN401 - a queryset or a list
    """(how many there are, whether there are more than :data:`MOST`)."""
    number = len(rows) if isinstance(rows, list) else rows.order_by()[: MOST + 1].count()
    return min(number, MOST), number > MOST
