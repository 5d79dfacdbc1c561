"""Set-up shared by the tests of a module: made once, undone after it; what a test changes is undone after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from tests.site import outside_acts
from zhidu.foundation.clock import on_day

T = TypeVar("T")


@contextmanager
def kept(blocker: Any, day: date, make: Callable[[], T]) -> Iterator[T]:
    """What *make* builds on *day*, inside a transaction of its own around the tests that look at it."""
    with blocker.unblock(), transaction.atomic():
        with on_day(day), outside_acts():
            made = make()
        yield made
        transaction.set_rollback(True)
