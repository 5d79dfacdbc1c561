"""The page of an official document by GB/T 9704—2012, written once; the pdf and the docx are both set by it.

Lengths are millimetres, sizes of type are points. 3号 is 16 pt, 2号 22 pt, 4号 14 pt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

POINT = 72 / 25.4
"""Points in a millimetre."""
RED = "c00000"


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheet, margins and the grid of the type area (5.1, 5.2), and the distances of the head and the foot (7)."""

    width: float = 210
    height: float = 297
    top: float = 37
    """天头, 37 ± 1."""
    inner: float = 28
    """订口, 28 ± 1."""
    area_width: float = 156
    area_height: float = 225
    lines: int = 22
    characters: int = 28
    body: float = 16
    """3号."""
    title: float = 22
    """2号小标宋."""
    small: float = 14
    """4号: page numbers and the block at the end."""
    mark: float = 44
    """The largest the name of the agency is set in; a long one is set smaller, to stay within the type area."""
    mark_top: float = 35
    """From the upper edge of the type area to the upper edge of the name (7.2.4)."""
    rule_gap: float = 4
    """From the number to the red rule (7.2.7)."""
    red_rule: float = 0.7
    folio_gap: float = 7
    """From the lower edge of the type area to the dash of the page number (7.5)."""
    thick: float = 0.35
    """First and last rule of the block at the end (7.4.1)."""
    thin: float = 0.25

    @property
    def outer(self) -> float:
        return self.width - self.inner - self.area_width

    @property
    def bottom(self) -> float:
        return self.height - self.top - self.area_height

    @property
    def pitch(self) -> float:
        """Points from one character to the next: 156 mm over 28."""
        return self.area_width * POINT / self.characters

    @property
    def line(self) -> float:
        """Points from one line to the next: 225 mm over 22."""
        return self.area_height * POINT / self.lines

    def mark_size(self, words: str) -> float:
        """Points of the name of the agency over the document: as large as fits on one line."""
        room = self.area_width * POINT * 0.96
        return min(self.mark, room / max(len(words), 1))

    def as_values(self) -> Mapping[str, float | int | str]:
        """For templates."""
        whole = {**asdict(self), "outer": self.outer, "bottom": self.bottom, "red": RED}
        return {**whole, "pitch": self.pitch, "line": self.line}


OFFICIAL = Layout()
