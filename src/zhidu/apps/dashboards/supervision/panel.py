"""The panel of one cell: the finding that was opened with its why, the others of the cell, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance.access import REQUEST_ACCOUNT
from zhidu.apps.compliance.actions.request_account import last_asked
from zhidu.apps.compliance.names import decorate, looked_at
from zhidu.apps.compliance.presentation import provenance, shown
from zhidu.apps.compliance.standing import UNCLEAN
from zhidu.apps.dashboards.supervision import counts, inside
from zhidu.apps.dashboards.supervision.asked import Asked
from zhidu.apps.dashboards.supervision.screen import cell_address
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.orgs.models import Node

OTHERS = 20
"""Findings or organisations listed below the one that is open; the rest is told as a number."""


@dataclass(slots=True)
class Panel:
    """What the panel shows. Without a row the cell holds whole organisations: they are listed in *others*."""

    title: str
    sub: str
    node: Node
    close: str
    row: StoredFinding | None = None
    what: str = ""
    figures: list[Any] = field(default_factory=list)
    records: list[Any] = field(default_factory=list)
    chain: list[Any] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)
    more: int = 0
    ask: str = ""
    """Where the request for an explanation goes; '' where this actor has none to make."""
    deeper: str = ""
    """The level below, with the same filters."""
    asked: Any = None
    """When the organisation was last asked about this."""


def of_cell(
    actor: Actor, asked: Asked, node: Node, month: int, given: Mapping[str, str], close: str
) -> Panel | None:
    """The panel of one organisation and month; None where nothing is there."""
    about = given.get("about", "")
    rows = inside.found_in(actor, node, asked, month=month)
    if about:
        rows = [row for row in rows if inside.part_of(row.subject) == about]
    if not rows:
        return None
    rows.sort(key=_worst_first)
    wanted = tuple(given.get(name, "") for name in ("clause", "subject", "period"))
    row = next((one for one in rows if (one.clause, one.subject, one.period) == wanted), rows[0])
    rest = [one for one in rows if one is not row]
    clauses = {duty.clause.key: duty.clause for duty in adoption.duties(node)}
    row.organization = node
    decorate([row, *rest[:OTHERS]])
    clause = clauses.get(row.clause)
    query = urlencode([*address_of(asked, about), *_of_finding(row)])
    may = row.verdict in UNCLEAN and REQUEST_ACCOUNT.can(actor, node)
    return Panel(
        title=f"{asked.year}年{month}月",
        sub=f"{node.name} · {asked.theme_title}",
        node=node,
        close=close,
        row=row,
        what=_what(row, clauses, node),
        figures=shown(row, clause, today()),
        records=looked_at(actor, row),
        chain=provenance(row),
        others=_others(asked, node, month, rest[:OTHERS], clauses, about),
        more=max(0, len(rest) - OTHERS),
        ask=f"{reverse('dashboards:ask', args=[node.pk, month])}?{query}" if may else "",
        asked=last_asked(node.pk, row.clause, row.subject, row.period) if may else None,
    )


def address_of(asked: Asked, about: str) -> list[tuple[str, str]]:
    """The filters as pairs, for an address that carries more."""
    pairs = [tuple(part.split("=", 1)) for part in asked.query().split("&") if part]
    return [(name, text) for name, text in pairs] + ([("about", about)] if about else [])


def _of_finding(row: StoredFinding) -> list[tuple[str, str]]:
    return [("clause", row.clause), ("subject", row.subject), ("period", row.period)]


def _worst_first(row: StoredFinding) -> tuple[Any, ...]:
    soft = row.verdict == "breached" and row.generally
    return (-row.severity, soft, row.due is None, row.due, row.clause, row.subject, row.period)


def _what(row: StoredFinding, clauses: Mapping[str, Clause], node: Node) -> str:
    title = clauses[row.clause].title if row.clause in clauses else row.clause.partition(":")[2]
    return title if row.subject == node.code else f"{title} {row.subject_name}"


def _others(
    asked: Asked,
    node: Node,
    month: int,
    rest: Iterable[StoredFinding],
    clauses: Mapping[str, Clause],
    about: str,
) -> list[dict[str, Any]]:
    address = reverse("dashboards:cell", args=[node.pk, month])
    return [
        {
            "verdict": one.verdict,
            "generally": one.generally,
            "title": _what(one, clauses, node),
            "url": f"{address}?{urlencode([*address_of(asked, about), *_of_finding(one)])}",
        }
        for one in rest
    ]


def of_level(actor: Actor, asked: Asked, node: Node, month: int, close: str) -> Panel:
    """The panel of a month of everything below *node*: its organisations, worst first. Two queries."""
    rows = asked.tallies(actor).filter(below("organization__path", node.path))
    ranked = counts.of_month(rows, month, OTHERS)
    known = orgs.nodes(pk for pk, _ in ranked.worst)
    alone = replace(asked, summed=False)
    return Panel(
        title=f"{asked.year}年{month}月",
        sub=f"{node.name}（含所属） · {asked.theme_title}",
        node=node,
        close=close,
        others=[
            {
                "verdict": verdict,
                "generally": False,
                "title": f"{known[pk].name} {number} 项",
                "url": cell_address(alone, pk).replace("{month}", str(month)),
            }
            for pk, (verdict, number) in ranked.worst
            if pk in known
        ],
        more=ranked.more,
        deeper=asked.url(reverse("dashboards:supervision"), under=node, summed=True),
    )
