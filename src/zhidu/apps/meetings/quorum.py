"""How many have to come, by which clause: the numbers of the bar and the sentence of a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhidu.apps.meetings.roll import Roll
from zhidu.domain.decisions.shares import Base, Share
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import DecisionRule, Frequency

FORUMS = {"election": "election_meeting"}
"""Kind of record → the word clauses call that forum by, where it is another."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """What one clause asks of those who come: at least ``least`` of ``base``; ``present`` of them came."""

    clause: Clause
    share: Share
    base: int
    present: int
    voting: bool

    @property
    def least(self) -> int:
        return self.share.least(self.base)

    @property
    def reached(self) -> bool:
        return self.share.reached(self.present, self.base)

    @property
    def threshold(self) -> str:
        """The words at the tick of the bar."""
        numerator, denominator = self.share.ratio.as_integer_ratio()
        whole, rest = divmod(self.base * numerator, denominator)
        if self.share.strict and not rest:
            return f"须超过 {whole} 人"
        return f"至少 {self.least} 人"

    @property
    def sentence(self) -> str:
        """The arithmetic and the clause."""
        who = "应到会有表决权" if self.voting else "应到会"
        more = f"还差 {self.least - self.present} 人" if not self.reached else "够了"
        return (
            f"{self.clause.title}。{who} {self.base} 人，到会须{self._share()}，即至少 {self.least} 人；"
            f"实到{'有表决权 ' if self.voting else ' '}{self.present} 人，{more}。依据：{self.clause.source}。"
        )

    def _share(self) -> str:
        numerator, denominator = self.share.ratio.as_integer_ratio()
        part = "半数" if denominator == 2 else f" {numerator}/{denominator}"
        return ("超过" if self.share.strict else "不少于") + part


def quorums(
    kind: str, clauses: Iterable[Clause], roll: Roll, matters: frozenset[str] = frozenset()
) -> list[Quorum]:
    """What clauses in force ask of a meeting of *kind*, what is not reached first, then the most that is asked.

    Clauses about one sort of matter only where that is among *matters* of its agenda.
    """
    found = []
    for clause in clauses:
        share, voting = _asked(kind, clause, matters)
        if share is None:
            continue
        base = len(roll.voters) if voting else len(roll.entitled)
        if share.of is Base.ALL:
            base = roll.everyone
        present = len(roll.voters_present) if voting else len(roll.in_room)
        if base:
            found.append(Quorum(clause, share, base, present, voting))
    return sorted(found, key=lambda one: (one.reached, -one.least, one.clause.key))


def _asked(kind: str, clause: Clause, matters: frozenset[str]) -> tuple[Share | None, bool]:
    params = clause.params
    if isinstance(params, DecisionRule):
        forum = FORUMS.get(kind, kind)
        fits = forum in params.forum and (not params.matter or bool(params.matter & matters))
        if kind == "election":
            fits = forum in params.forum  # that is what it is called together for
        return (params.quorum if fits else None), True
    if isinstance(params, Frequency) and params.measure == kind and params.counts_if.present is not None:
        ratio = params.counts_if.present
        return Share(Base.ENTITLED, ratio.ratio, ratio.strict), False
    return None, False
