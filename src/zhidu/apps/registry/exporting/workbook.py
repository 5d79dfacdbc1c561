"""The workbook of a list: a head that stays, widths that fit, days as days, numbers of people as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import IO, Any

import xlsxwriter

from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.importing.columns import SINCE, columns

WIDE = {
    "name": 12,
    "organization": 28,
    "group": 18,
    "id_number": 21,
    "address": 36,
    "family": 36,
    "employer": 28,
}


def write(
    file: IO[bytes],
    title: str,
    chosen: Sequence[str],
    rows: Iterable[Sequence[Any]],
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Row by row into *file*, which is never held in memory as cells; how many."""
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("党员名册")
    head = book.add_format(
        {"bold": True, "bg_color": "#F8F9FA", "border": 1, "border_color": "#D9DDE2", "align": "center"}
    )
    text, day = (
        book.add_format({"num_format": "@"}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    )
    days = {at for at, key in enumerate(chosen) if key == SINCE or (key in FIELDS and FIELDS[key].is_day)}
    for at, key in enumerate(chosen):
        form = day if at in days else text
        sheet.set_column(at, at, WIDE.get(key, 13), form)
    sheet.write_string(0, 0, title)
    for at, key in enumerate(chosen):
        sheet.write_string(1, at, columns()[key].title, head)
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    number = 1
    write_string, write_datetime = sheet.write_string, sheet.write_datetime
    for number, row in enumerate(rows, start=2):
        for at, value in enumerate(row):
            if not value:
                continue
            if type(value) is date:
                write_datetime(number, at, value, day)
            else:
                write_string(number, at, value)
        if number % 1000 == 0:
            told(1000)
    sheet.autofilter(1, 0, max(number, 2), len(chosen) - 1)
    book.close()
    return number - 1
