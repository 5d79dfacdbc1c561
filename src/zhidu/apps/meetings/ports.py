"""What apps above tell a meeting: which points of its agenda were put to the vote. This app knows no ballots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote at a meeting: on which point, about what sort of matter, and whether it is over."""

    title: str
    url: str
    point: int | None
    matter: str
    over: bool
    open: bool = False


class Votes(Protocol):
    """Whoever keeps the votes."""

    def at(self, activity: Activity) -> list[Vote]:
        """Every vote at a meeting that was not annulled."""
        ...

    def new_url(self, activity: Activity, point: int) -> str:
        """Where a vote on a point is prepared."""
        ...


class _Nobody:
    def at(self, activity: Activity) -> list[Vote]:  # noqa: ARG002 - nobody keeps any
        return []

    def new_url(self, activity: Activity, point: int) -> str:  # noqa: ARG002
        return ""


_votes: list[Votes] = [_Nobody()]


def register_votes(provider: Votes) -> None:
    """Say who keeps the votes."""
    _votes[:] = [provider]


def votes() -> Votes:
    """Who keeps the votes."""
    return _votes[0]
