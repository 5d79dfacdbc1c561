"""The three files: a pdf with a page of contents, a workbook with a sheet for each ledger, a packed folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import xlsxwriter

from zhidu.apps.documents.ledgers.sections import Cell, Column, Section
from zhidu.foundation.files import queries as files
from zhidu.foundation.files import store
from zhidu.foundation.files.names import clean
from zhidu.foundation.papers.registry import TEMPLATES
from zhidu.foundation.papers.render import compiled, plain

IN_MEMORY = 8_000_000
CHUNK = 1 << 20
DAY = "yyyy年m月d日"


def book(title: str, lead: str, made: date, sections: Sequence[Section]) -> bytes:
    """The pdf. A character no font has is left for the pen."""
    values = {
        "title": title,
        "lead": lead,
        "made": made,
        "sections": [
            {
                "title": one.title,
                "note": one.note or None,
                "columns": [_column(column) for column in one.columns],
                "rows": [[_short(cell) for cell in row] for row in one.rows],
            }
            for one in sections
        ],
    }
    return compiled(TEMPLATES / "yearbook.typ", "年度台账", plain(values), blank=True)


def _column(one: Column) -> dict[str, Any]:
    return {"title": one.title, "width": one.width, "number": one.number}


def _short(cell: Cell) -> Cell:
    """Days without the year, which is on the cover."""
    return f"{cell.month}月{cell.day}日" if isinstance(cell, date) else cell


def workbook(title: str, sections: Sequence[Section]) -> bytes:
    """The workbook: the first sheet is the contents, then one for each ledger."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made.set_properties({"title": title})
    head = made.add_format(
        {"bold": True, "bg_color": "#F8F9FA", "border": 1, "align": "center", "valign": "vcenter"}
    )
    text = made.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    day = made.add_format({"border": 1, "valign": "vcenter", "num_format": DAY, "align": "center"})
    large = made.add_format({"bold": True, "font_size": 16})
    contents = made.add_worksheet("目录")
    contents.write_string(0, 0, title, large)
    contents.set_column(0, 0, 30)
    for column, word in enumerate(("台账", "条数")):
        contents.write_string(1, column, word, head)
    for number, one in enumerate(sections):
        contents.write_url(number + 2, 0, f"internal:'{one.title}'!A1", string=one.title)
        contents.write_number(number + 2, 1, len(one.rows), text)
        _sheet(made.add_worksheet(one.title), one, {"head": head, "text": text, "day": day, "large": large})
    made.close()
    return stream.getvalue()


def _sheet(sheet: Any, one: Section, formats: dict[str, Any]) -> None:  # noqa: ANN401 - a worksheet
    sheet.write_string(0, 0, one.title, formats["large"])
    for number, column in enumerate(one.columns):
        sheet.set_column(number, number, max(column.width * 2, 6) if column.width else 60)
        sheet.write_string(1, number, column.title, formats["head"])
    for line, row in enumerate(one.rows, start=2):
        for number, cell in enumerate(row):
            if cell is None or cell == "":
                sheet.write_blank(line, number, None, formats["text"])
            elif isinstance(cell, date):
                sheet.write_datetime(line, number, _noon(cell), formats["day"])
            elif isinstance(cell, int):
                sheet.write_number(line, number, cell, formats["text"])
            else:
                sheet.write_string(line, number, cell[:32_000], formats["text"])
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    if one.rows:
        sheet.autofilter(1, 0, len(one.rows) + 1, len(one.columns) - 1)


def _noon(day: date) -> Any:  # noqa: ANN401 - a datetime
    from datetime import datetime  # noqa: PLC0415 - a cell of a workbook is no moment of this site

    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def packed(sections: Sequence[Section], beside: Sequence[tuple[str, bytes]]) -> Iterator[bytes]:
    """The packed folder, piece by piece: the files of *beside*, and the attachments of every record."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as folder:
            for name, content in beside:
                folder.writestr(name, content)
            for name, stored in attachments(sections):
                _copied(folder, name, stored)
        stream.seek(0)
        while chunk := stream.read(CHUNK):
            yield chunk


def attachments(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """Name in the folder and place on the disk of every attachment, in the order of the ledgers."""
    owners = {f"activity-{one.activity}": (section, one) for section in sections for one in section.records}
    found, used = [], set[str]()
    for file in files.of_many(owners):
        section, one = owners[file.owner]
        folder = clean(f"{one.on.isoformat()} {one.kind}{f' {one.title}' if one.title else ''}"[:60])
        name = f"附件/{clean(section.title)}/{folder}/{clean(file.name)}"
        if name in used:
            name = f"附件/{clean(section.title)}/{folder}/{file.pk} {clean(file.name)}"
        used.add(name)
        found.append((name, file.stored))
    return found


def _copied(folder: zipfile.ZipFile, name: str, stored: str) -> None:
    try:
        source: IO[bytes] = store.opened(stored)
    except FileNotFoundError:
        folder.writestr(f"{name}（文件已丢失）.txt", "登记过这份附件，但是文件已经不在了。")
        return
    with source, folder.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
