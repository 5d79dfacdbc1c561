"""The one clock of the site: which day it is for the people who use it (北京时间).

The domain never asks; every page, act and job asks here, so that a test or a demonstration can set the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_SET: ContextVar[date | None] = ContextVar("zhidu_today", default=None)


def now() -> datetime:
    """This moment, with its zone; on a set day it is noon."""
    day = _SET.get()
    return datetime.now(ZONE) if day is None else datetime.combine(day, time(12), ZONE)


def today() -> date:
    """The day people mean when they say 今天."""
    return _SET.get() or datetime.now(ZONE).date()


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Run a block as if it were *day*."""
    # the same one is put back, whatever stands under the name by then
    kept = _SET
    token = kept.set(day)
    try:
        yield
    finally:
        kept.reset(token)
