"""How an organisation and everything below it stands: kept bottom-up, so that a county is read as fast as a branch.

The row of an organisation is its own tallies and the rows of those directly below. Whoever changes tallies brings
the rows above them up to date, in the same order always: the deeper first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from zhidu.apps.compliance.models import Evaluation, Subtotal, Tally
from zhidu.apps.compliance.tallies import VERDICTS
from zhidu.apps.orgs import queries as orgs

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

Key = tuple[int, str, str, bool]
"""(year, theme, field of the organisation, whether the clause says 一般)."""
Months = list[list[int]]
"""Twelve lists of eight numbers, in the order of ``VERDICTS``."""
TOGETHER = 100
"""Organisations of one depth that are brought up to date in one transaction."""
_COLUMNS = ("year", "theme", "sector", "generally")


def added(parts: Iterable[tuple[Key, Months]]) -> dict[Key, Months]:
    """Month by month and verdict by verdict, the sum of what has the same key."""
    found: dict[Key, Months] = {}
    for key, months in parts:
        before = found.get(key)
        found[key] = (
            [list(month) for month in months]
            if before is None
            else [
                [one + more for one, more in zip(*pair, strict=True)]
                for pair in zip(before, months, strict=True)
            ]
        )
    return found


def counts_of(months: Months) -> dict[str, int]:
    """Verdict → how many in the whole year."""
    return {name: sum(month[place] for month in months) for place, name in enumerate(VERDICTS)}


def never_counted() -> bool:
    """Whether there are tallies and nothing has been added up yet."""
    return Tally.objects.exists() and not Subtotal.objects.exists()


def refresh(organizations: Collection[int]) -> None:
    """Bring the rows of *organizations* and of all above them up to date with the tallies."""
    levels: dict[int, list[Node]] = defaultdict(list)
    for node in orgs.with_superiors(organizations):
        levels[len(node.path)].append(node)
    for depth in sorted(levels, reverse=True):
        for start in range(0, len(levels[depth]), TOGETHER):
            _refresh(levels[depth][start : start + TOGETHER])


def _refresh(nodes: list[Node]) -> None:
    """Of nodes none of which is above another."""
    ids = [one.pk for one in nodes]
    with transaction.atomic():
        # whoever else has just changed something below waits here, and then reads what was written meanwhile
        list(Evaluation.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
        parts: dict[int, list[tuple[Key, Months]]] = defaultdict(list)
        sectors = orgs.sectors(nodes)
        own = Tally.objects.filter(organization__in=ids)
        for pk, year, theme, generally, months in own.values_list(
            "organization", "year", "theme", "generally", "months"
        ):
            parts[pk].append(((year, theme, sectors[pk], generally), months))
        below = Subtotal.objects.filter(organization__parent__in=ids)
        for pk, *key, months in below.values_list("organization__parent", *_COLUMNS, "months"):
            parts[pk].append(((key[0], key[1], key[2], key[3]), months))
        _keep(ids, {pk: added(parts[pk]) for pk in ids})


def _keep(ids: list[int], wanted: Mapping[int, Mapping[Key, Months]]) -> None:
    old = {
        (row.organization_id, (row.year, row.theme, row.sector, row.generally)): row
        for row in Subtotal.objects.filter(organization__in=ids)
    }
    new = {(pk, key): months for pk, found in wanted.items() for key, months in found.items()}
    fresh, changed = [], []
    for (pk, key), months in new.items():
        row = old.get((pk, key))
        if row is not None and row.months == months:
            continue
        if row is None:
            row = Subtotal(organization_id=pk, **dict(zip(_COLUMNS, key, strict=True)))
            fresh.append(row)
        else:
            changed.append(row)
        row.months = months
        for name, number in counts_of(months).items():
            setattr(row, name, number)
    if gone := [row.pk for key, row in old.items() if key not in new]:
        Subtotal.objects.filter(pk__in=gone).delete()
    Subtotal.objects.bulk_create(fresh, batch_size=500)
    Subtotal.objects.bulk_update(changed, ["months", *VERDICTS], batch_size=200)
