"""What apps above want to say when something is arranged or recorded; this app knows no findings and no votes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Offer:
    """A point that may go on an agenda: its words, why it is offered, the word of the rules it comes under."""

    title: str
    why: str
    topic: str = ""
    mark: str = ""
    """必须有, or another short word beside it."""


Pending = Callable[[Actor, int, int, str], list[Offer]]
"""(actor, place, organisation, kind of meeting) → what earlier meetings left to it."""
_pending: dict[str, Pending] = {}


def register_pending(name: str, provider: Pending) -> None:
    """Offer points to whoever arranges a meeting; *name* is the app's, so that it is asked once."""
    _pending[name] = provider


def pending(actor: Actor, node: int, organization: int, kind: str) -> list[Offer]:
    """Everything that was left to a meeting of that kind there."""
    return [one for ask in _pending.values() for one in ask(actor, node, organization, kind)]
