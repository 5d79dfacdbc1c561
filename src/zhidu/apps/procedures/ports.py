"""Gates: what apps above have to say before a step counts as done, and where something is published.

An app above registers what it does for one kind of gate in its ``ready()``::

    register_gate("ballot", BallotGate())

It puts a step to the vote with ``actions.ask`` and answers with ``actions.answer`` once the vote is over, both inside
its own act. Approval is of this app and needs nobody; publication goes through a :class:`Publisher`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from zhidu.domain.procedures import Move, Refusal, Step
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.procedures.engine import Live

BALLOT, APPROVAL, PUBLICATION = "ballot", "approval", "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtGate:
    """One step of a case that stands, or may be put, before a gate."""

    case: int
    """Number of the case: what ``actions.ask`` and ``actions.answer`` want."""
    matter: int
    """Number of the ``activities.Matter``, for records that should say what they are about."""
    title: str
    procedure: str
    """Title of the procedure."""
    organization: int
    path: str
    step: str
    step_title: str
    cite: str
    kind: str
    by: str
    """The matter voted on (``admission``, ``disposal``, ``election`` …), the approving body, or the audience."""
    person: int | None
    """Whom the case is about."""
    private: bool
    """Whether only those concerned may read the case: no title of it on any page for others."""
    asked_on: date | None
    asked_source: str
    """What the asker said it is put before: the code of a ballot, '' otherwise."""
    passed_on: date | None
    may_be_asked: bool
    """Whether order, waiting time and open answers allow it to be put to the gate today."""
    refused_because: str
    """Where it may not: the reasons, in words."""
    url: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A button beside the step: 提请表决."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """How a step stands before its gate: one sentence, and the page that tells more ('' where there is none)."""

    words: str
    url: str = ""


class Gate(Protocol):
    """What an app above does for one kind of gate."""

    def offer(self, actor: Actor, at: AtGate) -> Offer | None:
        """The way to put the step to the gate; None where *actor* may not."""

    def report(self, actor: Actor, at: AtGate) -> Report | None:
        """How it stands there, as far as *actor* may know it; None where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was put up: its code for the move, and its page."""

    code: str
    url: str = ""


class Publisher(Protocol):
    """Puts up what is to be read before a step is decided (公示)."""

    def publish(
        self,
        *,
        actor: Actor,
        organization: int,
        matter: int,
        title: str,
        text: str,
        to_everybody: bool,
        about_person: bool,
        first: date,
        last: date | None,
    ) -> Published:
        """Put it up from *first* to *last*; called inside an act. Raises Wrong for a text that may not be told."""

    def address(self, code: str) -> str:
        """The page of what was put up."""


class Guard(Protocol):
    """What an app above asks of the steps of cases about a person, beside what the procedure itself asks."""

    def against(self, going: Live, move: Move, *, making: bool) -> list[Refusal]:
        """Everything that speaks against a move.

        *making*: it is being made; otherwise somebody only looks whether it might be, so what is still to be filled
        in does not count.
        """

    def page(self, going: Live, step: Step) -> str:
        """Where the step is taken, if not on the page of this app; '' otherwise."""


_GATES: dict[str, Gate] = {}
_GUARDS: list[Guard] = []
_PUBLISHERS: list[Publisher] = []


def register_gate(kind: str, provider: Gate) -> None:
    """Serve one kind of gate; registering a kind again replaces it."""
    _GATES[kind] = provider


def gate(kind: str) -> Gate | None:
    """Who serves a kind of gate; None where nobody does, and the outcome is written down from paper."""
    return _GATES.get(kind)


def register_guard(provider: Guard) -> None:
    """Ask *provider* of every case about a person; registering the same one again changes nothing."""
    if provider not in _GUARDS:
        _GUARDS.append(provider)


def guards() -> list[Guard]:
    """Who is asked of cases about a person."""
    return list(_GUARDS)


def register_publisher(provider: Publisher) -> None:
    """Put up publications; another registration replaces it."""
    _PUBLISHERS[:] = [provider]


def publisher() -> Publisher | None:
    """Who puts up publications; None where nobody does, and they are written down from paper."""
    return _PUBLISHERS[0] if _PUBLISHERS else None
