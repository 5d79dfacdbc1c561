"""Who is elected (当选): more than the share, then by votes; ties and seats left are voted on again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from zhidu.domain.decisions.shares import Base, Share


class Outcome(StrEnum):
    """What became of an election (选举结果)."""

    ELECTED = "elected"
    """Every seat is filled."""
    TIED = "tied"
    """Some have equal votes and there are fewer seats than of them: they are voted on again."""
    GAP = "gap"
    """Fewer are elected than there are seats."""
    NO_QUORUM = "no_quorum"
    INVALID = "invalid"
    """More papers came back than were given out."""

    @property
    def chinese(self) -> str:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.ELECTED: "选足",
    Outcome.TIED: "票数相等，再次投票",
    Outcome.GAP: "没有选足",
    Outcome.NO_QUORUM: "到会人数不足，不能选举",
    Outcome.INVALID: "收回的票多于发出的票，选举无效",
}


@dataclass(frozen=True, slots=True)
class Votes:
    """What one name got. ``listed`` is False for a name that was written in."""

    name: str
    yes: int
    no: int = 0
    abstain: int = 0
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One name in the result: how many votes it needed and whether it reached them."""

    votes: Votes
    denominator: int
    needed: int
    reached: bool
    elected: bool = False
    tied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected:
    """The result of one round.

    ``rows`` is everybody, most votes first. ``gap`` counts the seats nobody fills yet, those of a tie among them.
    ``otherwise`` names who would be elected by the other reading of the share, where that differs.
    """

    outcome: Outcome
    rows: tuple[Row, ...]
    gap: int
    reasons: tuple[str, ...]
    otherwise: tuple[str, ...] | None = None

    @property
    def elected(self) -> tuple[str, ...]:
        return tuple(row.votes.name for row in self.rows if row.elected)

    @property
    def tied(self) -> tuple[str, ...]:
        return tuple(row.votes.name for row in self.rows if row.tied)


def elect(
    votes: Sequence[Votes],
    *,
    seats: int,
    entitled: int,
    present: int,
    passing: Share,
    quorum: Share | None,
    issued: int,
    returned: int,
) -> Elected:
    """Judge one round. *passing* is taken of those entitled or of those present, as the clause is read.

    Whoever reaches the share is elected, the most votes first; equal votes on the last seat elect none of the
    equals. Raises ValueError for no seats, or a share taken of anything else.
    """
    if seats < 1:
        raise ValueError(f"应选名额是 {seats}；应不小于 1")
    if quorum is not None and not quorum.reached(present, entitled):
        needed = quorum.least(entitled)
        why = f"应到会有选举权 {entitled} 人，实到 {present} 人；至少要 {needed} 人，还差 {needed - present} 人。"
        return Elected(outcome=Outcome.NO_QUORUM, rows=(), gap=seats, reasons=(why,))
    if returned > issued:
        why = f"收回 {returned} 张，多于发出的 {issued} 张。"
        return Elected(outcome=Outcome.INVALID, rows=(), gap=seats, reasons=(why,))
    rows = _rows(votes, seats, passing, _size(passing.of, entitled, present))
    other = Share(
        Base.PRESENT if passing.of is Base.ENTITLED else Base.ENTITLED, passing.ratio, passing.strict
    )
    by_other = _rows(votes, seats, other, _size(other.of, entitled, present))
    elected = [row for row in rows if row.elected]
    names = tuple(row.votes.name for row in elected)
    others = tuple(row.votes.name for row in by_other if row.elected)
    gap = seats - len(elected)
    tied = [row for row in rows if row.tied]
    return Elected(
        outcome=Outcome.TIED if tied else Outcome.GAP if gap else Outcome.ELECTED,
        rows=tuple(rows),
        gap=gap,
        reasons=tuple(_reasons(rows, seats, gap, passing)),
        otherwise=None if set(names) == set(others) else others,
    )


def _size(base: Base, entitled: int, present: int) -> int:
    if base is Base.ENTITLED:
        return entitled
    if base is Base.PRESENT:
        return present
    raise ValueError(f"当选的票数不以{base.chinese}为分母；应以应到会或实到会有选举权人数为分母")


def _rows(votes: Sequence[Votes], seats: int, passing: Share, denominator: int) -> list[Row]:
    ranked = sorted(votes, key=lambda one: (-one.yes, not one.listed))
    needed = passing.least(denominator)
    enough = [one for one in ranked if passing.reached(one.yes, denominator)]
    sure, tied = {one.name for one in enough}, set[str]()
    if len(enough) > seats:
        last = enough[seats - 1].yes
        sure = {one.name for one in enough if one.yes > last}
        equals = {one.name for one in enough if one.yes == last}
        if len(sure) + len(equals) == seats:
            sure |= equals
        else:
            tied = equals
    return [
        Row(
            one,
            denominator,
            needed,
            passing.reached(one.yes, denominator),
            elected=one.name in sure,
            tied=one.name in tied,
        )
        for one in ranked
    ]


def _reasons(rows: Sequence[Row], seats: int, gap: int, passing: Share) -> list[str]:
    if not rows:
        return [f"没有人得票，{seats} 个名额空着。"]
    first = rows[0]
    rule = f"{passing.of.counted(first.denominator)}，得票须{passing.chinese()}，至少 {first.needed} 票。"
    number = sum(row.elected for row in rows)
    found = [rule, f"应选 {seats} 名，选出 {number} 名。"]
    tied = [row for row in rows if row.tied]
    if tied:
        names = "、".join(row.votes.name for row in tied)
        found.append(
            f"{names}都是 {tied[0].votes.yes} 票，还有 {gap} 个名额，分不出先后：应在他们中间再投一次。"
        )
    elif gap:
        found.append(f"缺 {gap} 名：可以在没有当选的人中重新提名再选，经半数以上选举人同意也可以暂缺。")
    return found
