"""Opening what an office hands in: xlsx, xls, or a table of text in GBK or UTF-8; the sheets in it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from xml.etree import ElementTree as ET

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from zhidu.apps.registry.importing.reading.texts import Cell

MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_UNPACKED = 600_000_000
"""Bytes of a packed workbook when it is unpacked; a hundred thousand people come to about 200 MB."""
_OLE = b"\xd0\xcf\x11\xe0"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Range = tuple[tuple[int, int], tuple[int, int]]


class NotATable(Exception):
    """The file cannot be read as a table; says what would be right."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first line of the sheet on, merged cells, and columns that are not shown."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    hidden: frozenset[int] = field(default_factory=frozenset)
    shown: bool = True


def opened(name: str, content: bytes) -> list[Sheet]:
    """The sheets that hold anything, in their order. Raises :class:`NotATable`."""
    if not content:
        raise NotATable(f"“{name}”是空的；请换一个有内容的文件")
    if content.startswith((b"PK\x03\x04", _OLE)):
        found = _workbook(name, content)
    elif PurePath(name).suffix.lower() in {".csv", ".txt", ".tsv"}:
        found = [_text(name, content)]
    else:
        raise NotATable(f"“{name}”不是表格；应为 Excel（xlsx、xls）或 csv")
    found = [one for one in found if any(any(cell not in ("", None) for cell in row) for row in one.rows)]
    if not found:
        raise NotATable(f"“{name}”里没有内容；请检查是不是存错了文件")
    return found


def _workbook(name: str, content: bytes) -> list[Sheet]:
    packed = content.startswith(b"PK")
    if packed:
        _not_a_bomb(name, content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        hidden = _hidden_columns(content) if packed else {}
        return [
            _sheet(name, book.get_sheet_by_name(one.name), hidden.get(one.name, frozenset()), one.visible)
            for one in book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError:
        raise NotATable(f"“{name}”加了密码；请去掉密码，另存以后再传") from None
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
        raise NotATable(f"“{name}”打不开；请用办公软件打开，另存为 xlsx 再传") from None


def _sheet(name: str, sheet: CalamineSheet, hidden: frozenset[int], visible: SheetVisibleEnum) -> Sheet:
    if sheet.total_height > MOST_ROWS:
        raise NotATable(
            f"“{name}”的“{sheet.name}”有 {sheet.total_height:,} 行；一次不超过 {MOST_ROWS:,} 行，请分几次"
        )
    if sheet.total_width > MOST_COLUMNS:
        # a stray mark far to the right makes a sheet thousands of columns wide
        rows: list[list[Cell]] = [list(row[:MOST_COLUMNS]) for row in sheet.to_python(skip_empty_area=False)]
    else:
        rows = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    return Sheet(
        name=sheet.name,
        rows=rows,
        merged=tuple(sheet.merged_cell_ranges or ()),
        hidden=hidden,
        shown=visible == SheetVisibleEnum.Visible,
    )


def _not_a_bomb(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, ValueError):
        raise NotATable(f"“{name}”打不开；请用办公软件打开，另存为 xlsx 再传") from None
    if size > MOST_UNPACKED:
        raise NotATable(f"“{name}”解开以后太大，不是一份名册；请只留要导入的那张表再传")


def _hidden_columns(content: bytes) -> dict[str, frozenset[int]]:
    """Sheet → the columns that its author has hidden; the reader of sheets does not say."""
    found: dict[str, frozenset[int]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        try:
            book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - expat loads no entities from outside
            links = ET.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        except (KeyError, ET.ParseError):
            return found
        targets = {one.get("Id"): (one.get("Target") or "").lstrip("/").removeprefix("xl/") for one in links}
        for sheet in book.iter(f"{_MAIN}sheet"):
            target = f"xl/{targets.get(sheet.get(_LINK), '')}"
            if target in packed.namelist():
                with packed.open(target) as stream:
                    found[sheet.get("name") or ""] = frozenset(_hidden_in(stream.read(65_536)))
    return found


def _hidden_in(head: bytes) -> Iterator[int]:
    """Columns hidden, from the beginning of a sheet: they are said before the first row."""
    for tag in re.findall(rb"<(?:\w+:)?col\s[^>]*>", head.partition(b"sheetData")[0]):
        given = dict(re.findall(rb'(\w+)="([^"]*)"', tag))
        if given.get(b"hidden") in {b"1", b"true"} and given.get(b"min", b"").isdigit():
            first = int(given[b"min"])
            last = int(given[b"max"]) if given.get(b"max", b"").isdigit() else first
            yield from range(first - 1, min(last, MOST_COLUMNS))


def _text(name: str, content: bytes) -> Sheet:
    """A table of text: what Excel writes here is GBK, others UTF-8; parted by commas, tabs or semicolons."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise NotATable(f"“{name}”不是 UTF-8，也不是 GBK 编码；请用 Excel 打开，另存为 xlsx 再传")
    sample = text[:20_000]
    mark = max(",\t;，", key=sample.count)
    try:
        rows: list[list[Cell]] = [
            list(row[:MOST_COLUMNS]) for row in csv.reader(io.StringIO(text), delimiter=mark)
        ]
    except csv.Error:
        raise NotATable(f"“{name}”读不下去；请用 Excel 打开，另存为 xlsx 再传") from None
    if len(rows) > MOST_ROWS:
        raise NotATable(f"“{name}”有 {len(rows):,} 行；一次不超过 {MOST_ROWS:,} 行，请分几次")
    return Sheet(name=PurePath(name).stem, rows=rows)
