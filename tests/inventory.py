"""The inventory of duties (条目清单): which row ids a test may claim to cover."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# "S5.5.2#1" names the first duty of a row that holds several.
_DUTY_SUFFIX = re.compile(r"#[1-9][0-9]*$")


def inventory_files(root: Path = ROOT) -> list[Path]:
    return sorted((root / "rulebooks").glob("*/inventory.csv"))


def inventory_rows(root: Path = ROOT) -> frozenset[str]:
    """Every row id of every inventory; empty while no inventory exists."""
    ids: set[str] = set()
    for path in inventory_files(root):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            ids.update(row["id"].strip() for row in csv.DictReader(lines))
    return frozenset(ids)


def row_of(mark: str) -> str:
    """The row a mark speaks of, without the number of the duty inside it."""
    return _DUTY_SUFFIX.sub("", mark)
