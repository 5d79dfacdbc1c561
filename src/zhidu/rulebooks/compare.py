"""Comparison of two rulebooks, family by family: what differs, and which is stricter."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.strictness import Comparison, compare, may_move, overlap
from zhidu.domain.rules.terms import Local, Modality, Reach


@dataclass(frozen=True, slots=True)
class Difference:
    """One pair of clauses of a family, or a clause only one book has."""

    family: str
    ours: Clause | None
    theirs: Clause | None
    comparison: Comparison | None
    note: str = ""

    @property
    def chinese(self) -> str:
        """What to say about the pair: 甲书较严, 乙书较严, 一致, 只有甲书有."""
        if self.ours is None:
            return "只有乙书有"
        if self.theirs is None:
            return "只有甲书有"
        if self.note:
            return self.note
        if Modality.MAY in {self.ours.modality, self.theirs.modality}:
            return "是许可，不作判定"
        comparison = self.comparison or Comparison.INCOMPARABLE
        return {Comparison.STRICTER: "甲书较严", Comparison.LAXER: "乙书较严"}.get(
            comparison, comparison.chinese
        )

    @property
    def why(self) -> str:
        """One sentence that says why the pair compares as it does; '' where only one book speaks."""
        if self.ours is None or self.theirs is None:
            return ""
        if self.note:
            return "上级写明固定的，下级不得另定，不论更严更宽。" if "固定" in self.note else ""
        if Modality.MAY in {self.ours.modality, self.theirs.modality}:
            return "可以类条款不要求办，没有严不严。"
        if not overlap(self.ours.applies, self.theirs.applies):
            return "两条管的组织或人不同，谁也代替不了谁。"
        if self.ours.open_needs or self.theirs.open_needs:
            return "有的数字还没有明确，明确以后才能比。"
        return {
            Comparison.SAME: "做到一条就做到了另一条。",
            Comparison.STRICTER: "做到甲书这一条，就一定做到乙书那一条；反过来不一定。",
            Comparison.LAXER: "做到乙书那一条，就一定做到甲书这一条；反过来不一定。",
            Comparison.IMPOSSIBLE: "没有办法同时做到；不能一起采用。",
        }.get(
            self.comparison or Comparison.INCOMPARABLE,
            "做到其中一条，不能保证做到另一条；都采用的，两条都要做到。",
        )


def compare_books(a: Rulebook, b: Rulebook) -> list[Difference]:
    """Every family of either book, pairs first, in the order of *a* and then of *b*."""
    ours, theirs = _families(a), _families(b)
    second_above = b.level == "national" and a.level != "national"
    found: list[Difference] = []
    for family, clauses in ours.items():
        partners = theirs.get(family, [])
        if not partners:
            found += [Difference(family, clause, None, None) for clause in clauses]
            continue
        for clause in clauses:
            for other in partners:
                if clause.kind == other.kind:
                    found.append(_pair(family, clause, other, second_above=second_above))
        paired = {clause.kind for clause in clauses} & {other.kind for other in partners}
        found += [Difference(family, one, None, None) for one in clauses if one.kind not in paired]
        found += [Difference(family, None, one, None) for one in partners if one.kind not in paired]
    for family, clauses in theirs.items():
        if family not in ours:
            found += [Difference(family, None, clause, None) for clause in clauses]
    return found


def _pair(family: str, a: Clause, b: Clause, *, second_above: bool) -> Difference:
    """Two clauses side by side; where both are fixed, the national one is the one that stands."""
    note = ""
    if Local.FIXED in {a.local, b.local} and a.params == b.params:
        note = "一致（已固定）"
    elif not overlap(a.applies, b.applies):
        note = ""
    elif not may_move(a, b) and not (second_above and not may_move(b, a)):
        note = "以甲书为准（已固定，不得另定）"
    elif not may_move(b, a):
        note = "以乙书为准（已固定，不得另定）"
    return Difference(family, a, b, _for_both(a, b), note)


def _for_both(a: Clause, b: Clause) -> Comparison:
    """The comparison as the organisations that both speak of would meet it."""
    if not overlap(a.applies, b.applies):
        return Comparison.INCOMPARABLE
    ours, theirs = (
        replace(one, applies=replace(one.applies, organizations=frozenset(), reach=Reach.BOTH))
        for one in (a, b)
    )
    return compare(ours, theirs)


def _families(book: Rulebook) -> dict[str, list[Clause]]:
    found: dict[str, list[Clause]] = defaultdict(list)
    for clause in book.clauses:
        found[clause.family].append(clause)
    return found
