"""How values on the command line are read; what cannot be right is refused in one Chinese sentence."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.rulebooks.cells import a_recent_date
from zhidu.rulebooks.codecs import near

T = TypeVar("T")
_SHOWN = 100
"""So much of a wrong value is repeated; the rest helps nobody."""
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


def _refusing(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        raise argparse.ArgumentTypeError(f"写的是“{shown}”，{error}") from None


def day(text: str) -> date:
    """A date such as 2026-05-11."""
    return _refusing(a_recent_date, text)


def whole(text: str) -> int:
    """A whole number; a negative one passes, for it is the vote that says what is wrong with it."""

    def parse(raw: str) -> int:
        if not _WHOLE.fullmatch(raw):
            raise ValueError("应为整数，如 10")
        return int(raw)

    return _refusing(parse, text)


def measure(text: str) -> str:
    """The name of a measure of the vocabulary."""

    def parse(raw: str) -> str:
        if raw not in MEASURES:
            raise ValueError(f"不认识的计量{near(raw, MEASURES)}；应为词汇表里的计量")
        return raw

    return _refusing(parse, text)


def existing(text: str) -> Path:
    """A file that is there."""

    def parse(raw: str) -> Path:
        path = _possible(raw)
        if path.is_dir():
            raise ValueError("是一个文件夹；应为文件")
        if not path.is_file():
            raise ValueError("没有这个文件")
        return path

    return _refusing(parse, text)


def target(text: str) -> Path:
    """A file that can be written, as far as can be told before the work is done."""

    def parse(raw: str) -> Path:
        path = _possible(raw)
        if not raw or path.is_dir():
            raise ValueError("是一个文件夹；应为文件" if raw else "应为文件名")
        if path.exists() and not path.is_file():
            raise ValueError("不是普通文件；应为普通文件")
        if not path.parent.is_dir():
            raise ValueError(f"写不进去：没有文件夹“{path.parent}”；请先建好")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise ValueError(f"写不进去：没有权限写入文件夹“{path.parent}”；请换一个地方")
        return path

    return _refusing(parse, text)


def _possible(raw: str) -> Path:
    """The path, where it can be the name of anything at all."""
    path = Path(raw)
    try:
        path.exists()
        # the draft that is written beside it has a longer name
        path.with_name(f".{path.name}.{'0' * 8}.tmp").exists()
    except (OSError, ValueError):
        if raw.strip("./"):
            raise ValueError("不能用作文件名；应为不太长的普通文件名") from None
    return path
