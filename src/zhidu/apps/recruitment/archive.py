"""The papers of somebody's dossier (一档): which there should be, which are there, and where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhidu.apps.procedures.engine import Live
from zhidu.domain.procedures import Step

if TYPE_CHECKING:
    from zhidu.apps.procedures.models import Proof

PART = "dossier_part"


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper: the step that asks for it, and the proofs handed in."""

    token: str
    title: str
    step: Step
    proofs: tuple[Proof, ...]

    @property
    def where(self) -> str:
        """Where it is, in words; '' where it is not there."""
        return "；".join(
            one.words or (one.attachment.name if one.attachment is not None else "网站上的记录")
            for one in self.proofs
        )


def pieces(going: Live) -> Iterator[Piece]:
    """Every paper the steps ask for, each once, in order."""
    seen: dict[str, Piece] = {}
    for step in going.procedure.steps:
        if going.standing.chosen(step) is False:
            continue
        for token in step.evidence:
            proofs = tuple(one for one in going.proofs if one.token == token)
            if token not in seen:
                seen[token] = Piece(token, going.said(token), step, proofs)
    yield from seen.values()


def named_tokens(going: Live) -> tuple[str, ...]:
    """The papers that go into the file in the end, as the last step names them."""
    return next((one.evidence for one in going.procedure.steps if PART in one.facts), ())


def missing(going: Live) -> list[str]:
    """Names of the papers not there yet: of those named for the file, or of all where no step names any."""
    wanted = named_tokens(going)
    return [one.title for one in pieces(going) if not one.proofs and (not wanted or one.token in wanted)]
