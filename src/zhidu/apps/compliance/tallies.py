"""How many findings of each verdict, by organisation, theme, year and force: what a picture of many is drawn from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from zhidu.apps.compliance.models import StoredFinding, Tally
from zhidu.domain.rules.terms import Verdict

VERDICTS = tuple(one.value for one in sorted(Verdict, key=lambda one: -one.severity))
"""Worst first: also the order of the eight numbers of a month in :attr:`Tally.months`."""
Key = tuple[str, int, bool]


def counted(organization: int, rows: Iterable[StoredFinding]) -> dict[Key, Tally]:
    """The tallies of one organisation, by theme, year and whether the clause says 一般."""
    months: dict[Key, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for row in rows:
        year, month = int(row.month[:4]), int(row.month[5:])
        months[row.theme, year, row.generally][month][row.verdict] += 1
    found = {}
    for key, of_month in months.items():
        whole: Counter[str] = sum(of_month.values(), Counter())
        found[key] = Tally(
            organization_id=organization,
            theme=key[0],
            year=key[1],
            generally=key[2],
            months=[[of_month[month][one] for one in VERDICTS] for month in range(1, 13)],
            **{one: whole[one] for one in VERDICTS},
        )
    return found
