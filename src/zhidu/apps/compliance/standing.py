"""How organisations stand, counted from the tallies: the worst verdict beside each place of the tree."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Sum
from django.db.models.functions import Substr

from zhidu.apps.compliance.queries import tallies
from zhidu.apps.compliance.tallies import VERDICTS
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.clock import today
from zhidu.foundation.ui.marks import GENERALLY

WORST = ("breached", GENERALLY.kind, "at_risk", "undetermined", "late", "pending", "exempt", "met")
"""Worst first. What a clause that says 一般 asks for and was not done comes after every other breach."""
UNCLEAN = WORST[:5]
"""What somebody has to look at."""


def divided(numbers: Mapping[str, int], *, generally: bool) -> dict[str, int]:
    """Verdict → how many, with breaches of clauses that say 一般 under a name of their own."""
    found = {one: numbers[one] for one in VERDICTS}
    if generally:
        found = {**found, "breached": 0, GENERALLY.kind: found["breached"]}
    return found


def marks(actor: Actor, path: str, length: int) -> dict[str, tuple[str, int]]:
    """The worst verdict of this year below *path*, by the first *length* digits; one query.

    Only of organisations whose findings the actor may see all of.
    """
    rows = tallies(actor).filter(below("organization__path", path), year=today().year)
    placed = rows.annotate(place=Substr("organization__path", 1, length))
    sums = {f"n_{one}": Sum(one) for one in VERDICTS}
    counted: dict[str, dict[str, int]] = {}
    for row in placed.order_by().values("place", "generally").annotate(**sums):
        numbers = {one: row[f"n_{one}"] for one in VERDICTS}
        here = counted.setdefault(row["place"], {})
        for name, number in divided(numbers, generally=row["generally"]).items():
            here[name] = here.get(name, 0) + number
    return {place: found for place, numbers in counted.items() if (found := worst(numbers)) is not None}


def worst(numbers: Mapping[str, int]) -> tuple[str, int] | None:
    """The worst verdict there is and how many of it; None where nothing is to be judged."""
    return next(((name, numbers[name]) for name in WORST if numbers.get(name)), None)
