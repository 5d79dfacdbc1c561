"""Tables as offices keep them (表): one on paper as PDF, or several as the sheets of a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhidu.foundation.files.names import clean
from zhidu.foundation.papers import fonts
from zhidu.foundation.papers.registry import TEMPLATES
from zhidu.foundation.papers.render import compiled, plain
from zhidu.foundation.papers.views import sent

Cell = str | int | Decimal | date | None
DAY, MONEY = "yyyy年m月d日", "#,##0.00"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in characters (None: what is left), and whether it holds figures."""

    title: str
    width: int | None = None
    number: bool = False


class Tabular(Protocol):
    """What can stand on a sheet."""

    @property
    def title(self) -> str: ...
    @property
    def columns(self) -> Sequence[Column]: ...
    @property
    def rows(self) -> Sequence[Sequence[Cell]]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its head line, sums and a note."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    lead: str = ""
    totals: Sequence[Cell] | None = None
    note: str = ""


def answer(request: HttpRequest, sheet: Sheet, called: str) -> HttpResponse:
    """*sheet* as ``?as=xlsx`` or ``?as=pdf`` asks; where the machine has no font, a page that says so."""
    if request.GET.get("as") == "xlsx":
        return sent(
            workbook(sheet.title, [sheet], contents=False), XLSX, f"{clean(called)}.xlsx", "attachment"
        )
    try:
        made = on_paper(sheet)
    except fonts.NoFont as error:
        given = {"paper": sheet, "why": str(error), "characters": []}
        return render(request, "papers/no_font.html", given, status=503)
    return sent(made, "application/pdf", f"{clean(called)}.pdf", "inline")


def on_paper(sheet: Sheet) -> bytes:
    """The PDF; a character no font has is left for the pen."""
    values = {
        "title": sheet.title,
        "lead": sheet.lead or None,
        "columns": [{"title": one.title, "width": one.width, "number": one.number} for one in sheet.columns],
        "rows": [list(row) for row in sheet.rows],
        "totals": list(sheet.totals) if sheet.totals is not None else None,
        "note": sheet.note or None,
    }
    return compiled(TEMPLATES / "ledger.typ", sheet.title, plain(values), blank=True)


def workbook(title: str, sheets: Sequence[Tabular], *, contents: bool = True) -> bytes:
    """A sheet for each; with *contents*, the first one lists them."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made.set_properties({"title": title})
    cell = {"border": 1, "valign": "vcenter"}
    formats = {
        "head": made.add_format({**cell, "bold": True, "bg_color": "#F8F9FA", "align": "center"}),
        "text": made.add_format({**cell, "text_wrap": True}),
        "day": made.add_format({**cell, "num_format": DAY, "align": "center"}),
        "money": made.add_format({**cell, "num_format": MONEY}),
        "large": made.add_format({"bold": True, "font_size": 16}),
    }
    if contents:
        _contents(made.add_worksheet("目录"), title, sheets, formats)
    for one in sheets:
        _filled(made.add_worksheet(one.title[:31]), one, formats)
    made.close()
    return stream.getvalue()


def _contents(sheet: Any, title: str, sheets: Sequence[Tabular], formats: dict[str, Any]) -> None:  # noqa: ANN401
    sheet.write_string(0, 0, title, formats["large"])
    sheet.set_column(0, 0, 30)
    for column, word in enumerate(("台账", "条数")):
        sheet.write_string(1, column, word, formats["head"])
    for number, one in enumerate(sheets):
        sheet.write_url(number + 2, 0, f"internal:'{one.title[:31]}'!A1", string=one.title)
        sheet.write_number(number + 2, 1, len(one.rows), formats["text"])


def _filled(sheet: Any, one: Tabular, formats: dict[str, Any]) -> None:  # noqa: ANN401 - a worksheet
    sheet.write_string(0, 0, one.title, formats["large"])
    for number, column in enumerate(one.columns):
        sheet.set_column(number, number, max(column.width * 2, 6) if column.width else 60)
        sheet.write_string(1, number, column.title, formats["head"])
    totals = getattr(one, "totals", None)
    for line, row in enumerate([*one.rows, *([totals] if totals is not None else [])], start=2):
        for number, value in enumerate(row):
            _write(sheet, line, number, value, formats)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    if one.rows:
        sheet.autofilter(1, 0, len(one.rows) + 1, len(one.columns) - 1)


def _write(sheet: Any, line: int, number: int, value: Cell, formats: dict[str, Any]) -> None:  # noqa: ANN401
    if value is None or value == "":
        sheet.write_blank(line, number, None, formats["text"])
    elif isinstance(value, date):
        # a cell of a workbook is no moment of this site
        sheet.write_datetime(line, number, datetime(value.year, value.month, value.day), formats["day"])  # noqa: DTZ001
    elif isinstance(value, Decimal):
        sheet.write_number(line, number, value, formats["money"])
    elif isinstance(value, int):
        sheet.write_number(line, number, value, formats["text"])
    else:
        sheet.write_string(line, number, value[:LONGEST_CELL], formats["text"])
