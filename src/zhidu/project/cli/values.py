"""How values on the command line are read; what cannot be right is refused in one Chinese sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.rulebooks.cells import a_recent_date
from zhidu.rulebooks.codecs import near

T = TypeVar("T")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


def _refusing(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"写的是“{text}”，{error}") from None


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
        if not Path(raw).is_file():
            raise ValueError("没有这个文件")
        return Path(raw)

    return _refusing(parse, text)
