"""Who still belongs to an organisation: asked before it is dissolved, answered by the apps above.

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
