"""What somebody owed and paid, and on what base, for that person's own copy."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.dues.bases import bases_of, opened
from zhidu.apps.dues.models import Assessment
from zhidu.apps.registry.ports import Table, register_own


def tables(person: int) -> Sequence[Table]:
    """Bases and months."""
    months = Assessment.objects.filter(person=person, superseded_at=None).select_related("payment")
    bases = [(one, opened(one)) for one in bases_of([person]).get(person, ())]
    return [
        Table(
            "党费基数",
            ("自哪月", "类别", "每月基数", "商定的数"),
            [(row.since, row.payer, said.amount, said.agreed) for row, said in bases],
        ),
        Table(
            "党费",
            ("月份", "应交", "交纳日期"),
            [(one.month, one.amount, one.payment.on if one.payment and one.paid else None) for one in months],
        ),
    ]


def declare() -> None:
    """Add them to the copy."""
    register_own("dues", tables)
