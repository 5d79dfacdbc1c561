"""One paper of an election: whether it counts, and what all of them say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from zhidu.domain.decisions.papers import Marks

YES, NO, ABSTAIN = "yes", "no", "abstain"
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choice:
    """What one paper says: candidate → ``yes``, ``no`` or ``abstain``, and names written in.

    A candidate the paper leaves blank is an abstention.
    """

    marks: Mapping[str, str] = field(default_factory=lambda: _NONE)
    others: tuple[str, ...] = ()


def void_reason(choice: Choice, candidates: Sequence[str], seats: int) -> str:
    """Why the paper counts for nothing (无效票), '' where it counts."""
    chosen = [name for name in candidates if choice.marks.get(name) == YES]
    against = [name for name in candidates if choice.marks.get(name) == NO]
    number = len(chosen) + len(choice.others)
    if number > seats:
        return f"选了 {number} 人，多于应选的 {seats} 人"
    if len(set(choice.others)) != len(choice.others) or set(choice.others) & set(candidates):
        return "同一个人写了两次"
    if len(choice.others) > len(against):
        return f"另选了 {len(choice.others)} 人，只反对了 {len(against)} 人；弃权的不能另选"
    return ""


@dataclass(frozen=True, slots=True)
class Counted:
    """All papers together."""

    valid: int
    void: int
    lines: Mapping[str, Marks]
    others: Mapping[str, int]


def count_slips(choices: Iterable[Choice], candidates: Sequence[str], seats: int) -> Counted:
    """Count papers: those that are void for nothing, the others name by name."""
    papers = list(choices)
    good = [one for one in papers if not void_reason(one, candidates, seats)]
    lines = {}
    for name in candidates:
        said = Counter(one.marks.get(name, ABSTAIN) for one in good)
        lines[name] = Marks(said[YES], said[NO], len(good) - said[YES] - said[NO])
    others = Counter(name for one in good for name in one.others)
    return Counted(len(good), len(papers) - len(good), lines, dict(sorted(others.items())))
