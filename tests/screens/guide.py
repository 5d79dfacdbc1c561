"""The first ten minutes of the handbook, taken apart into what to press, what to fill in and what is then to be seen.

In the section 头十分钟 of a page, and only there, the marks mean:

=========================== ==============================================================
``【安排支委会】``             press the link or button of that name
``在「甲」一行点【乙】``        press it in the row, card or item in which 甲 stands
``点格子【未达标】``           open a cell of the heat map with that verdict
``〔日期〕填 `今天` ``          fill in the field of that name; 今天 is the day itself
``〔类别〕选 `支委会` ``        choose in the field of that name
``按回车``                     press the enter key
``「十一月」``                 these words stand on the page that is open
``![…](pictures/a.png)``      what the screen shows at that moment
=========================== ==============================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.inventory import ROOT

FOLDER = ROOT / "docs" / "handbook"
SECTION = "头十分钟"
MARKS = re.compile(
    r"在「(?P<row>[^」]+)」一行点【(?P<there>[^】]+)】"
    r"|点格子【(?P<cell>[^】]+)】"
    r"|【(?P<press>[^】]+)】"
    r"|〔(?P<field>[^〕]+)〕(?P<how>填|选) `(?P<value>[^`]*)`"
    r"|(?P<enter>按回车)"
    r"|「(?P<see>[^」]+)」"
    r"|!\[[^\]]+\]\(pictures/(?P<picture>[\w-]+)\.png\)"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing somebody does or sees: *what* is press, cell, fill, choose, enter, see or picture.

    *row* narrows where.
    """

    what: str
    words: str
    value: str = ""
    row: str = ""
    line: int = 0


def pages() -> list[Path]:
    """The pages with a guided walk, in order."""
    return [one for one in sorted(FOLDER.glob("*.md")) if f"## {SECTION}" in text_of(one)]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def section(path: Path) -> tuple[int, str]:
    """The line on which the guided part begins, and its text."""
    text = text_of(path)
    start = text.index(f"## {SECTION}")
    end = text.find("\n## ", start + 1)
    return text.count("\n", 0, start) + 1, text[start : end if end > 0 else None]


def deeds(path: Path) -> Iterator[Deed]:
    """What the guided part says, in order."""
    first, text = section(path)
    for found in MARKS.finditer(text):
        line = first + text.count("\n", 0, found.start())
        if found["there"]:
            yield Deed("press", found["there"], row=found["row"], line=line)
        elif found["cell"]:
            yield Deed("cell", found["cell"], line=line)
        elif found["press"]:
            yield Deed("press", found["press"], line=line)
        elif found["field"]:
            what = "fill" if found["how"] == "填" else "choose"
            yield Deed(what, found["field"], value=found["value"], line=line)
        elif found["enter"]:
            yield Deed("enter", found["enter"], line=line)
        elif found["see"]:
            yield Deed("see", found["see"], line=line)
        else:
            yield Deed("picture", found["picture"], line=line)


def outside(path: Path) -> str:
    """The rest of a page, where the marks have no meaning and must not stand."""
    _, guided = section(path)
    return text_of(path).replace(guided, "")
