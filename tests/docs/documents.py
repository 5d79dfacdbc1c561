"""The documents people read, taken apart for the tests beside this file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.inventory import ROOT

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, the line of the document it begins on, and the line above it."""

    language: str
    text: str
    line: int
    lead: str


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str = "") -> list[Block]:
    """Fenced blocks in order; only those of *language* where one is named."""
    found = []
    for match in _FENCE.finditer(text):
        above = text[: match.start()].rstrip().rsplit("\n", 1)[-1]
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(match.group(1), match.group(2), line, above))
    return [one for one in found if language in {"", one.language}]


def prose(text: str) -> str:
    """The document without its fenced blocks."""
    return _FENCE.sub("", text)


def documents() -> list[Path]:
    """README, ARCHITECTURE and everything under docs/."""
    return [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]
