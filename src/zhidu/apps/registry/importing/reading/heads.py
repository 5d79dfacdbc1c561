"""Finding the head of a table (表头): under its title, in one to three lines, in whatever order the columns stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhidu.apps.registry.importing.reading.texts import Cell, narrow, plain
from zhidu.apps.registry.importing.reading.workbook import Range, Sheet

SEARCHED = 40
"""Lines looked at: titles, notes and who filled it in stand above a head, but never so many."""
TALLEST = 3
_DROPPED = re.compile(r"[\s*＊:：()（）\[\]【】<>《》“”\"'、,，.。/／\\_\-—]+")
_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head is, what stands over each column, and what each was taken for."""

    top: int
    height: int
    labels: tuple[str, ...]
    fields: tuple[str, ...]
    """Field of the register for each column; '' where it was not recognised."""

    @property
    def first(self) -> int:
        """The first line under it."""
        return self.top + self.height


def key_of(label: str) -> str:
    """A label without what differs from office to office: spaces, line breaks, signs, width, case."""
    return _DROPPED.sub("", narrow(label)).lower()


def keys_of(label: str) -> tuple[str, ...]:
    """The ways to look a label up: as it is, and without what stands in brackets (入党时间（年月日）)."""
    whole, short = key_of(label), key_of(_BRACKETED.sub("", narrow(label)))
    return (whole, short) if short and short != whole else (whole,)


def find(sheet: Sheet, known: Mapping[str, str], needed: str = "name") -> Head | None:
    """The head of a sheet; None where none of its lines looks like one.

    *known* is :func:`key_of` a label → field. The lines that name the most fields are the head, of as few lines as
    will do, and *needed* is among them.
    """
    filled = _merged_filled(sheet.rows[: SEARCHED + TALLEST], sheet.merged)
    best: Head | None = None
    best_rank = (0, 0)
    for top in range(min(SEARCHED, len(filled))):
        for height in range(1, TALLEST + 1):
            lines = filled[top : top + height]
            if len(lines) < height or not any(any(line) for line in lines[-1:]):
                break
            head = _read(top, lines, known)
            rank = (len({one for one in head.fields if one}), -height)
            if needed in head.fields and rank > best_rank:
                best, best_rank = head, rank
    return best


def _read(top: int, lines: Sequence[Sequence[str]], known: Mapping[str, str]) -> Head:
    labels, fields, taken = [], list[str](), set[str]()
    for column in range(max(map(len, lines))):
        texts = list(dict.fromkeys(line[column] for line in lines if column < len(line) and line[column]))
        label = " ".join(texts)
        field = "" if len(label) > 60 else _field(texts, known)
        if field in taken:
            field = ""  # the first column of that name is meant; the other can be chosen by hand
        taken.add(field)
        labels.append(label)
        fields.append(field)
    return Head(top, len(lines), tuple(labels), tuple(fields))


def _field(texts: Sequence[str], known: Mapping[str, str]) -> str:
    """The lowest line says most closely what a column is; the lines together come next, then those above."""
    for text in (*texts[-1:], "".join(texts), *reversed(texts[:-1])):
        for key in keys_of(text):
            if key in known:
                return known[key]
    return ""


def _merged_filled(rows: Sequence[Sequence[Cell]], merged: Sequence[Range]) -> list[list[str]]:
    """The first lines as text; what a merged cell says holds for every cell it covers."""
    lines = [[plain(cell) for cell in row] for row in rows]
    for (top, left), (bottom, right) in merged:
        if top >= len(lines) or left >= len(lines[top]):
            continue
        for row in range(top, min(bottom + 1, len(lines))):
            for column in range(left, min(right + 1, len(lines[row]))):
                lines[row][column] = lines[row][column] or lines[top][left]
    return lines
