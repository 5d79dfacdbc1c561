"""Names of columns (栏目) as people read them on forms and records."""

from __future__ import annotations

from collections.abc import Mapping

from zhidu.rulebooks.columns import COLUMNS

LABELS: Mapping[str, str] = COLUMNS
OUTCOMES: Mapping[str, str] = {"passed": "通过", "failed": "未通过", "deferred": "暂缓"}
"""Results of a vote, which no rulebook needs to name."""


def label(column: str) -> str:
    """The name of a column; one that no table knows is shown as the book writes it."""
    if column.endswith("_id"):
        return f"{label(column.removesuffix('_id'))}是哪一位"
    return LABELS.get(column, column)
