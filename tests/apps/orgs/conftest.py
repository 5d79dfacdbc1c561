"""A set day, so that what is in the future does not depend on the machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from zhidu.foundation.clock import on_day

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def a_day() -> Iterator[date]:
    """It is 26 November 2026."""
    with on_day(TODAY):
        yield TODAY
