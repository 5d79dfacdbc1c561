"""Two versions of one book, clause by clause: what is new, gone, changed, and whether it became stricter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.strictness import Comparison, compare


@dataclass(frozen=True, slots=True)
class Revised:
    """One clause in the older and in the newer version; None where that version does not have it."""

    before: Clause | None
    after: Clause | None

    @property
    def same(self) -> bool:
        """Whether nothing was changed, wherever in the file it stands now."""
        if self.before is None or self.after is None:
            return False
        return replace(self.before, line=0) == replace(self.after, line=0)

    @property
    def chinese(self) -> str:
        """新增, 删去, 更严, 放宽, 改了措辞或出处, 改了."""
        if self.before is None:
            return "新增"
        if self.after is None:
            return "删去"
        if self.same:
            return "没有改"
        return {
            Comparison.SAME: "要求没有变，改了措辞、出处或提醒",
            Comparison.STRICTER: "更严了",
            Comparison.LAXER: "放宽了",
        }.get(compare(self.after, self.before), "改了要求")


def compare_versions(before: Rulebook, after: Rulebook) -> list[Revised]:
    """Every clause of either version, in the order of the newer, what was taken out last."""
    old = {one.id: one for one in before.clauses}
    new = {one.id: one for one in after.clauses}
    found = [Revised(old.get(one.id), one) for one in after.clauses]
    return found + [Revised(one, None) for one in before.clauses if one.id not in new]
