"""Lines as rows of the heat map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhidu.apps.dashboards.supervision.counts import SILENT, Line
from zhidu.foundation.ui.shapes import HeatCell, HeatRow

MONTHS = tuple(f"{month}月" for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class Row:
    """Where a line leads: its name, its own page, and the address of its months without the month."""

    title: str
    url: str
    cell: str
    """Address with ``{month}`` where the number of the month belongs."""


def heat_rows(lines: list[Line], rows: Mapping[str, Row], opened: str = "") -> list[HeatRow]:
    """The rows as they are drawn; *opened* is the address of the cell whose panel is open."""
    return [_row(line, rows[line.place], opened) for line in lines if line.place in rows]


def _row(line: Line, row: Row, opened: str) -> HeatRow:
    cells = []
    for month in range(1, 13):
        verdict, count = line.cell(month)
        url = row.cell.replace("{month}", str(month)) if verdict != SILENT else ""
        cells.append(HeatCell(verdict, count, url, selected=bool(url) and url == opened))
    missed = line.missed
    return HeatRow(row.title, cells, total=f"{missed} 项" if missed else "无", url=row.url, bad=bool(missed))


def now_column(year: int, day: date) -> str:
    """The heading of the present month, where the year is this one."""
    return MONTHS[day.month - 1] if day.year == year else ""
