"""Which characters the fonts of this machine can print, read from the tables of the font files themselves.

A rare character of a name that no font has would come out as an empty box. It is found beforehand, so that people
are told, and it is left blank for the pen.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import typst

from zhidu.foundation.papers import fonts

Ranges = tuple[tuple[int, ...], tuple[int, ...]]
"""Where runs of characters begin, and where they end."""
BLANK = "\u3000"
_SEEN: set[str] = set()
"""Characters that some font was found to have: most papers are written with the same few thousand."""


def missing(text: str) -> list[str]:
    """The characters of *text* that no font of this machine has, in the order they come."""
    left = {one for one in set(text) - _SEEN if ord(one) > 0x7F and not one.isspace()}
    if not left:
        return []
    wanted = set(left)
    for path, index in _files():
        if not left:
            break
        known = covered(path, index)
        left = {one for one in left if not _has(known, ord(one))}
    _SEEN.update(wanted - left)
    return [one for one in dict.fromkeys(text) if one in left]


def _files() -> Iterable[tuple[str, int]]:
    """Font files, those for Chinese first: most text needs no other."""
    found: list[typst.FontInfo] = [one for one in fonts.installed().fonts() if one.path]
    wanted = {name for names in fonts.WANTED.values() for name in names}
    found.sort(key=lambda one: (one.family not in wanted, one.family, one.weight))
    return [(one.path or "", one.index) for one in found]


def _has(known: Ranges, code: int) -> bool:
    starts, ends = known
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def covered(path: str, index: int) -> Ranges:
    """What one font has; nothing where its file cannot be read."""
    try:
        with Path(path).open("rb") as file:
            start = 0
            if file.read(4) == b"ttcf":
                file.seek(12 + 4 * index)
                (start,) = struct.unpack(">I", file.read(4))
            file.seek(start + 4)
            (tables,) = struct.unpack(">H6x", file.read(8))
            for _ in range(tables):
                tag, _, offset, length = struct.unpack(">4sIII", file.read(16))
                if tag == b"cmap":
                    file.seek(offset)
                    return _ranges(file.read(length))
    except (OSError, struct.error):
        pass
    return (), ()


def _ranges(table: bytes) -> Ranges:
    found: list[tuple[int, int]] = []
    (number,) = struct.unpack_from(">2xH", table)
    for place in range(number):
        (offset,) = struct.unpack_from(">4xI", table, 4 + 8 * place)
        (form,) = struct.unpack_from(">H", table, offset)
        if form == 12:
            (groups,) = struct.unpack_from(">I", table, offset + 12)
            found += [struct.unpack_from(">II", table, offset + 16 + 12 * one) for one in range(groups)]
        elif form == 4:
            found += _segments(table, offset)
    found.sort()
    merged: list[list[int]] = []
    for first, last in found:
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return tuple(one[0] for one in merged), tuple(one[1] for one in merged)


def _segments(table: bytes, offset: int) -> list[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", table, offset + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, offset + 14)
    starts = struct.unpack_from(f">{count}H", table, offset + 16 + double)
    return [(first, last) for first, last in zip(starts, ends, strict=True) if last != 0xFFFF]
