"""Cases about somebody, for that person's own copy."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.activities.queries import matter
from zhidu.apps.procedures.models import Case
from zhidu.apps.registry.ports import Table, register_own


def tables(person: int) -> Sequence[Table]:
    """One line for each case."""
    rows = [(one, matter(one.matter_id)) for one in Case.objects.filter(person=person).order_by("pk")]
    return [
        Table(
            "按程序办的事",
            ("事项", "自", "程序"),
            [(found.title, found.first, one.procedure) for one, found in rows if found is not None],
        )
    ]


def declare() -> None:
    """Add them to the copy."""
    register_own("procedures", tables)
