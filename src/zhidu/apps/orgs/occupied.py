"""Who belongs to an organisation before or after a day: asked when its days change, answered by the apps above.

This app knows no people. Whoever keeps something that must not be left without an organisation registers a check::

    register_occupied(lambda nodes, last: "党员 12 人" if … else "")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

Check = Callable[[Sequence[int], date], str]
"""(ids of nodes, the last day they are to exist) → what is still there after that day, or ''."""

_CHECKS: list[Check] = []


def register_occupied(check: Check) -> None:
    """Ask *check* before anything is dissolved. Registering the same one twice asks once."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def occupied(nodes: Sequence[int], last: date) -> str:
    """What still belongs to *nodes* after *last*, in words; '' where nothing does."""
    return "、".join(found for found in (check(nodes, last) for check in _CHECKS) if found)


_BEFORE: list[Check] = []


def register_before(check: Check) -> None:
    """Ask *check* before a founding is put on a later day: (ids of nodes, that day) → what was there earlier."""
    if check not in _BEFORE:
        _BEFORE.append(check)


def before(nodes: Sequence[int], first: date) -> str:
    """What belonged to *nodes* before *first*, in words; '' where nothing did."""
    return "、".join(found for found in (check(nodes, first) for check in _BEFORE) if found)
