"""Deciding a vote (表决): every requirement that applies, together, with the numbers behind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from zhidu.domain.decisions import wording
from zhidu.domain.decisions.count import Count, problems
from zhidu.domain.decisions.requirement import NearTie, Requirement
from zhidu.domain.decisions.shares import Base, Share

__all__ = [
    "PLAIN_MAJORITY",
    "Decision",
    "NearTie",
    "Outcome",
    "Requirement",
    "Step",
    "decide",
    "warn_before_opening",
]

PLAIN_MAJORITY = "少数服从多数"
"""The source named when no clause gives a share and yes is simply weighed against no."""


class Outcome(StrEnum):
    """What became of a vote (表决结果)."""

    PASSED = "passed"
    FAILED = "failed"
    DEFERRED = "deferred"
    NO_QUORUM = "no_quorum"
    IMPOSSIBLE = "impossible"

    @property
    def chinese(self) -> str:
        """The outcome as it stands in the minutes."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.PASSED: "通过",
    Outcome.FAILED: "未通过",
    Outcome.DEFERRED: "暂缓作出决定",
    Outcome.NO_QUORUM: "到会人数不足，表决无效",
    Outcome.IMPOSSIBLE: "票数有误，无法判定",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One test that was made: ``count`` against ``needed``.

    quorum: people present; passing: yes votes; near_tie: the votes by which the sides differ. ``base`` and
    ``denominator`` name the body the share is taken of and its size; both are None where there is no share.
    """

    source: str
    what: Literal["quorum", "passing", "near_tie"]
    count: int
    base: Base | None
    denominator: int | None
    needed: int
    kept: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The outcome of a vote and everything that led to it.

    ``reasons`` carry the outcome: what failed when it failed, what was met when it passed. ``warnings`` are
    what could have been known before the vote opened. ``tally`` is the numbers in one sentence.
    """

    outcome: Outcome
    steps: tuple[Step, ...]
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    tally: str = ""

    @property
    def sentence(self) -> str:
        """The whole explanation as one paragraph: outcome, numbers, reasons, the other tests, warnings."""
        said = dict.fromkeys((*self.reasons, *(step.sentence for step in self.steps)))
        told = "".join(f"提醒：{warning}" for warning in self.warnings)
        return f"表决结果：{self.outcome.chinese}。{self.tally}{''.join(said)}{told}"


def decide(count: Count, requirements: Sequence[Requirement]) -> Decision:
    """Decide a vote under all requirements together: it passes only if every one of them is met.

    In this order: numbers that cannot be right are impossible; nobody present, or any quorum missed, is
    no_quorum; two sides that are close defer the matter even if it would pass; then every share must be
    reached. Without any share the larger side wins (少数服从多数). A vote without a single yes never
    passes.
    """
    if wrong := problems(count):
        return Decision(outcome=Outcome.IMPOSSIBLE, steps=(), reasons=wrong, warnings=(), tally=count.chinese)
    frozen = count.electorate()
    outcome, steps, reasons = _judge(frozen, requirements)
    return Decision(
        outcome=outcome,
        steps=tuple(steps),
        reasons=tuple(reasons),
        warnings=tuple(_hopeless(frozen, requirements)),
        tally=count.chinese,
    )


def warn_before_opening(count: Count, requirements: Sequence[Requirement]) -> tuple[str, ...]:
    """What to tell the chair before a vote is opened; the votes in ``count`` are ignored.

    Nobody present or a missed quorum; a majority out of reach even if everybody present and every written
    opinion says yes (28 entitled, 14 present, 15 needed); too few people for the sides ever to be far enough
    apart. Numbers that cannot be right are answered with what is wrong with them.
    """
    if wrong := problems(count):
        return wrong
    frozen = count.electorate()
    nobody = () if frozen.present else (wording.NOBODY,)
    missed = (step.sentence for step in _quorums(frozen, requirements) if not step.kept)
    return tuple(dict.fromkeys((*nobody, *missed, *_hopeless(frozen, requirements))))


def _judge(count: Count, requirements: Sequence[Requirement]) -> tuple[Outcome, list[Step], list[str]]:
    steps = list(_quorums(count, requirements))
    missed = [step.sentence for step in steps if not step.kept]
    if not count.present:
        return Outcome.NO_QUORUM, steps, [wording.NOBODY, *missed]
    if missed:
        return Outcome.NO_QUORUM, steps, missed

    near = list(_near_ties(count, requirements))
    shares = list(_passing(count, requirements))
    steps += near + shares
    if close := [step.sentence for step in near if not step.kept]:
        return Outcome.DEFERRED, steps, close
    # Said whichever way the vote goes: but for the emergency it would have been put off.
    urgent = [step.sentence for step in near if step.count < step.needed]
    if short := [step.sentence for step in shares if not step.kept]:
        zero = [] if count.yes else [wording.NO_YES]
        return Outcome.FAILED, steps, [*zero, *short, *urgent]
    return Outcome.PASSED, steps, [*(step.sentence for step in shares), *urgent]


def _quorums(count: Count, requirements: Sequence[Requirement]) -> Iterator[Step]:
    for requirement in requirements:
        share = requirement.quorum
        if share is None:
            continue
        denominator, needed = _measure(count, share)
        yield Step(
            source=requirement.source,
            what="quorum",
            count=count.present,
            base=share.of,
            denominator=denominator,
            needed=needed,
            kept=share.reached(count.present, denominator),
            sentence=wording.quorum_sentence(
                source=requirement.source,
                share=share,
                present=count.present,
                denominator=denominator,
                needed=needed,
            ),
        )


def _near_ties(count: Count, requirements: Sequence[Requirement]) -> Iterator[Step]:
    apart = abs(count.yes - count.no)
    for requirement in requirements:
        near_tie = requirement.near_tie
        if near_tie is None:
            continue
        yield Step(
            source=requirement.source,
            what="near_tie",
            count=apart,
            base=None,
            denominator=None,
            needed=near_tie.margin + 1,
            kept=apart > near_tie.margin or _exempt(near_tie, count),
            sentence=wording.near_tie_sentence(source=requirement.source, near_tie=near_tie, count=count),
        )


def _passing(count: Count, requirements: Sequence[Requirement]) -> Iterator[Step]:
    shared = False
    for requirement in requirements:
        share = requirement.passing
        if share is None:
            continue
        shared = True
        denominator, needed = _measure(count, share)
        yield Step(
            source=requirement.source,
            what="passing",
            count=count.yes,
            base=share.of,
            denominator=denominator,
            needed=needed,
            kept=share.reached(count.yes, denominator),
            sentence=wording.passing_sentence(
                source=requirement.source,
                share=share,
                yes=count.yes,
                denominator=denominator,
                needed=needed,
            ),
        )
    if not shared:
        yield _plain_majority(count)


def _plain_majority(count: Count) -> Step:
    """Yes against no. No share is invented: a clause that only says 少数服从多数 names no denominator."""
    needed = count.no + 1
    return Step(
        source=PLAIN_MAJORITY,
        what="passing",
        count=count.yes,
        base=None,
        denominator=None,
        needed=needed,
        kept=count.yes > count.no,
        sentence=wording.majority_sentence(source=PLAIN_MAJORITY, yes=count.yes, no=count.no, needed=needed),
    )


_BEYOND_THE_ROOM = (Base.ENTITLED, Base.ALL)


def _hopeless(count: Count, requirements: Sequence[Requirement]) -> Iterator[str]:
    for requirement in requirements:
        share, near_tie = requirement.passing, requirement.near_tie
        # Any share of those voting or present is within reach: if all of them say yes, they are the whole.
        if share is not None and share.of in _BEYOND_THE_ROOM:
            denominator, needed = _measure(count, share)
            if needed > count.most_yes:
                yield wording.cannot_pass_sentence(
                    source=requirement.source,
                    share=share,
                    count=count,
                    denominator=denominator,
                    needed=needed,
                )
        if near_tie is not None and count.most_yes <= near_tie.margin and not _exempt(near_tie, count):
            yield wording.cannot_part_sentence(source=requirement.source, near_tie=near_tie, count=count)


def _measure(count: Count, share: Share) -> tuple[int, int]:
    denominator = count.size(share.of)
    return denominator, share.least(denominator)


def _exempt(near_tie: NearTie, count: Count) -> bool:
    return count.emergency and near_tie.emergency_exempt
