"""The three files: a pdf with a page of contents, a workbook with a sheet for each ledger, a packed folder."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from zhidu.apps.documents.ledgers.sections import Section
from zhidu.foundation.files import queries as files
from zhidu.foundation.files import store
from zhidu.foundation.files.names import clean
from zhidu.foundation.papers.registry import TEMPLATES
from zhidu.foundation.papers.render import compiled, plain
from zhidu.foundation.papers.sheets import Cell, Column

IN_MEMORY = 8_000_000
CHUNK = 1 << 20


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
