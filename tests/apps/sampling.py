"""Every page and every field every day, each with some of what could be tried on it; all of it in ``make proof``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

import pytest

T = TypeVar("T")

SAMPLED = pytest.mark.parametrize(
    "full", [pytest.param(False, id="sampled"), pytest.param(True, id="all", marks=pytest.mark.proof)]
)
ON_POSTGRESQL = bool(os.environ.get("ZHIDU_TEST_POSTGRESQL"))


def place(of: str, number: int) -> int:
    """A place among *number* that falls to *of*: always the same one, and over many names each as often."""
    return crc32(of.encode()) % number


def some_of(values: Sequence[T], of: str, *, full: bool) -> Sequence[T]:
    """All of *values*, or the one that falls to *of*."""
    return values if full or not values else (values[place(of, len(values))],)
