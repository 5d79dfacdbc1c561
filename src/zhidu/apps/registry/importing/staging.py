"""The rows of a batch while they wait: packed, sealed, read back, and made unreadable."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from cryptography.fernet import Fernet

from zhidu.apps.registry.import_models import ImportBatch, ImportChunk
from zhidu.apps.registry.importing.reading.texts import Cell, plain
from zhidu.foundation.acts import Wrong
from zhidu.foundation.keys import personal

SIZE = 500
"""Rows of one chunk: few enough to be written again when one cell is mended."""
GONE = "这一批的内容已经清除；要导入请重新上传"


@dataclass(slots=True)
class Kept:
    """A row as it waits: its number in the sheet (from 1), its cells, and whether somebody has left it out."""

    number: int
    cells: list[Any]
    dropped: bool = False


@dataclass(slots=True)
class Box:
    """Opens and seals the rows of one batch."""

    batch: ImportBatch
    _fernet: Fernet = field(init=False)

    def __post_init__(self) -> None:
        if self.batch.sealed_key is None:
            raise Wrong(GONE)
        self._fernet = Fernet(personal().open_bytes(self.batch.sealed_key))

    def seal(self, rows: Iterable[Kept]) -> bytes:
        text = json.dumps(
            [[one.number, one.cells, 1] if one.dropped else [one.number, one.cells] for one in rows],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return self._fernet.encrypt(zlib.compress(text.encode(), 1))

    def open(self, chunk: ImportChunk) -> list[Kept]:
        rows = json.loads(zlib.decompress(self._fernet.decrypt(bytes(chunk.sealed))))
        return [Kept(row[0], row[1], len(row) > 2) for row in rows]

    def chunks(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[ImportChunk, list[Kept]]]:
        """The chunks of the chosen sheet, or those of *numbers*, in order."""
        rows = ImportChunk.objects.filter(batch=self.batch, sheet=self.batch.sheet).order_by("number")
        if numbers is not None:
            rows = rows.filter(number__in=sorted(set(numbers)))
        for chunk in rows.iterator(chunk_size=20):
            yield chunk, self.open(chunk)

    def rows(self, numbers: Iterable[int]) -> dict[int, Kept]:
        """Rows of the chosen sheet by their numbers."""
        wanted = set(numbers)
        found = self.chunks(chunk_of(number) for number in wanted)
        return {one.number: one for _, rows in found for one in rows if one.number in wanted}


def new_key(batch: ImportBatch) -> None:
    """Give a batch a key of its own, sealed with the keys of personal data."""
    ring = personal()
    batch.sealed_key, batch.key = ring.seal(Fernet.generate_key()), ring.current


def chunk_of(number: int) -> int:
    """Which chunk a row of that number is in."""
    return (number - 1) // SIZE


def keep(batch: ImportBatch, sheets: Sequence[Sequence[Sequence[Cell]]]) -> None:
    """Put the rows of all sheets away."""
    box = Box(batch)
    ImportChunk.objects.bulk_create(
        (
            ImportChunk(
                batch=batch,
                sheet=place,
                number=start // SIZE,
                sealed=box.seal(
                    Kept(start + at + 1, [_as_kept(cell) for cell in row])
                    for at, row in enumerate(rows[start : start + SIZE])
                ),
            )
            for place, rows in enumerate(sheets)
            for start in range(0, len(rows), SIZE)
        ),
        batch_size=50,
    )


def _as_kept(cell: Cell) -> Any:  # noqa: ANN401 - what JSON knows
    """A day becomes its usual text, which is read as the same day; numbers stay numbers, since that tells something."""
    if isinstance(cell, str | int | float) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, date | datetime | time | timedelta | bool):
        return plain(cell)
    return ""


def mended(batch: ImportBatch, cells: Mapping[tuple[int, int], str], dropped: Mapping[int, bool]) -> set[int]:
    """Write other text into cells ((row, column) → text), leave rows out or take them in; the chunks touched."""
    numbers = {number for number, _ in cells} | set(dropped)
    box = Box(batch)
    touched = []
    for chunk, rows in box.chunks(chunk_of(number) for number in numbers):
        for row in rows:
            row.dropped = dropped.get(row.number, row.dropped)
        by_number = {row.number: row for row in rows}
        for (number, column), text in cells.items():
            if number in by_number:
                mine = by_number[number].cells
                mine.extend([""] * (column + 1 - len(mine)))
                mine[column] = text
        chunk.sealed = box.seal(rows)
        touched.append(chunk)
    ImportChunk.objects.bulk_update(touched, ["sealed"], batch_size=50)
    return {chunk.number for chunk in touched}


def forget(batch: ImportBatch) -> None:
    """Make the rows unreadable and take them away; what is left says only which row became whom."""
    ImportChunk.objects.filter(batch=batch).delete()
    batch.sealed_key, batch.key = None, ""
