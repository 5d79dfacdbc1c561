"""What a clause asks of a vote: a quorum, a majority, and what to do when the two sides are close."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.domain.decisions.shares import Base, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTie:
    """Deferral when the two sides are close (双方人数接近): ``|yes - no| <= margin`` votes.

    ``emergency_exempt``: in an emergency the majority is carried out at once. ``then`` are the steps that
    follow and ``escalate`` whom the dispute may be taken to; both are rulebook words, or plain Chinese
    shown as it stands.

    Raises ValueError for a negative margin.
    """

    margin: int
    emergency_exempt: bool = True
    then: tuple[str, ...] = ()
    escalate: str | None = None

    def __post_init__(self) -> None:
        if self.margin < 0:
            raise ValueError(f"票数接近的差额应当不小于 0，现为 {self.margin}。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One clause's tests for a vote; ``source`` is its citation, such as 《学校党支部制度》第二篇·一·4.

    ``quorum`` is reached by those present, never by written opinions; ``passing`` by the yes votes, written
    ones included. A part that is None asks nothing.

    Raises ValueError for an empty citation, and for a quorum taken of those present or voting: such a
    quorum would always, or never, be met and can only be a slip of the pen.
    """

    source: str
    quorum: Share | None = None
    passing: Share | None = None
    near_tie: NearTie | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("表决要求缺少出处：应当写明依据哪一部制度的哪一条。")
        if self.quorum is not None and self.quorum.of in {Base.PRESENT, Base.VOTING}:
            raise ValueError(
                f"{self.source}：到会人数的要求不能以{self.quorum.of.chinese}为分母，"
                f"应当以{Base.ENTITLED.chinese}或{Base.ALL.chinese}为分母。"
            )
