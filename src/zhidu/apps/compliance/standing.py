"""How organisations stand, counted from the tallies: the worst verdict beside each place of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Sum

from zhidu.apps.compliance.access import overseen
from zhidu.apps.compliance.queries import subtotals
from zhidu.apps.compliance.tallies import VERDICTS
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.ui.marks import GENERALLY

WORST = ("breached", GENERALLY.kind, "at_risk", "undetermined", "late", "pending", "exempt", "met")
"""Worst first. What a clause that says 一般 asks for and was not done comes after every other breach."""
UNCLEAN = WORST[:5]
"""What somebody has to look at."""


SUMS = {f"n_{one}": Sum(one) for one in VERDICTS}
"""The numbers of many rows together, for a query."""


def divided_sums(row: Mapping[str, Any]) -> dict[str, int]:
    """The same of a row that a query with :data:`SUMS` gave."""
    return divided({one: row[f"n_{one}"] for one in VERDICTS}, generally=bool(row["generally"]))


def divided(numbers: Mapping[str, int], *, generally: bool) -> dict[str, int]:
    """Verdict → how many, with breaches of clauses that say 一般 under a name of their own."""
    found = {one: numbers[one] for one in VERDICTS}
    if generally:
        found = {**found, "breached": 0, GENERALLY.kind: found["breached"]}
    return found


def marks(actor: Actor, path: str, length: int) -> dict[str, tuple[str, int]]:
    """The worst verdict of this year below *path*, by the first *length* digits; two queries.

    Only of organisations whose findings the actor may see all of.
    """
    seen = parts(actor, path, length)
    rows = subtotals(seen).filter(year=today().year)
    counted: dict[str, dict[str, int]] = {}
    for row in rows.values("organization", "generally").annotate(**SUMS):
        here = counted.setdefault(seen[row["organization"]], {})
        for name, number in divided_sums(row).items():
            here[name] = here.get(name, 0) + number
    return {place: found for place, numbers in counted.items() if (found := worst(numbers)) is not None}


def parts(actor: Actor, path: str, length: int) -> dict[int, str]:
    """Organisations that together are all below *path* that the actor looks over → their first *length* digits."""
    over = overseen(actor)
    if any(path.startswith(one) for one in over):
        return {pk: place for place, pk in orgs.organizations_at(path, length).items()}
    inside = [one for one in over if one.startswith(path)]
    return {node.pk: node.path[:length] for node in orgs.tops(inside)} if inside else {}


def worst(numbers: Mapping[str, int]) -> tuple[str, int] | None:
    """The worst verdict there is and how many of it; None where nothing is to be judged."""
    return next(((name, numbers[name]) for name in WORST if numbers.get(name)), None)
