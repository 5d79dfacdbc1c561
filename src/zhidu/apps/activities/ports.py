"""What apps above want to say when something was recorded; this app knows no findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

Told = Callable[["Activity"], list[str]]
"""After it was written: what has changed because of the record, in short words."""
Watch = Callable[[Actor, int], Told]
"""Before it is written: (actor, organisation) → what to ask afterwards."""

_watchers: list[Watch] = []


def register_watch(provider: Watch) -> None:
    """Say after each record what it changed (支委会 · 11月 → 达标)."""
    _watchers[:] = [provider]


def watch(actor: Actor, organization: int) -> Told:
    """Look before a record is written; the answer says afterwards what has changed."""
    if not _watchers:
        return lambda _: []
    return _watchers[0](actor, organization)


Busy = Callable[[int], str]
"""Activity → why it cannot be recorded by a form now, '' where it can."""
_busy: list[Busy] = []


def register_busy(provider: Busy) -> None:
    """Say of an arrangement that it is being written down elsewhere (会场), so that nothing is written twice."""
    _busy[:] = [provider]


def busy(activity: int) -> str:
    """Why an arrangement is not to be recorded by hand; '' where nothing speaks against it."""
    return _busy[0](activity) if _busy else ""
