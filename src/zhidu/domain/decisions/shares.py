"""Shares (比例): the fractions that quorums and majorities are written in, compared in whole numbers.

A share such as "more than 1/2 of those entitled" is never turned into a percentage: 2/3 of 9 is exactly 6,
and exactly half reaches 半数以上 but not 超过半数.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

HALF = Fraction(1, 2)
WHOLE = Fraction(1)


class Base(StrEnum):
    """The body a share is taken of (分母). Every base counts only those who hold the voting right."""

    ENTITLED = "entitled"
    """应到会: those who ought to attend, frozen when the meeting opens."""
    PRESENT = "present"
    """实到会: those in the room; written opinions of absent members are not among them."""
    VOTING = "voting"
    """有效票: yes + no + abstain, written opinions included, void ballots not."""
    ALL = "all"
    """全体: everyone, also those left out of 应到会."""

    @property
    def chinese(self) -> str:
        """The base as a noun that a share can be taken of."""
        return _NOUNS[self]

    def counted(self, number: int) -> str:
        """The base with its size, such as ``实到会 6 人``."""
        label, unit = _LABELS[self]
        return f"{label} {number} {unit}"


_NOUNS = {
    Base.ENTITLED: "应到会有表决权人数",
    Base.PRESENT: "实到会人数",
    Base.VOTING: "有效票数",
    Base.ALL: "全体人数",
}
_LABELS = {
    Base.ENTITLED: ("应到会有表决权", "人"),
    Base.PRESENT: ("实到会", "人"),
    Base.VOTING: ("有效票", "张"),
    Base.ALL: ("全体", "人"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """A threshold: so much of a base.

    ``strict`` is 超过 (more than); otherwise 以上、不少于 (at least), which by legal usage includes the
    number itself.

    Raises ValueError when the ratio is not a Fraction in (0, 1], or asks for more than the whole.
    """

    of: Base
    ratio: Fraction
    strict: bool

    def __post_init__(self) -> None:
        if type(self.ratio) is not Fraction:
            # A float would bring back the rounding errors this package exists to rule out.
            raise ValueError(f"比例应当写成分数（如 1/2、2/3），现为 {self.ratio!r}。")
        if not 0 < self.ratio <= WHOLE:
            raise ValueError(f"比例应当大于 0、不大于 1，现为 {self.ratio}。")
        if self.strict and self.ratio == WHOLE:
            raise ValueError("“超过全部”无法达到：比例为 1 时应当用“不少于”，不能用“超过”。")

    def reached(self, count: int, base: int) -> bool:
        """Whether ``count`` out of ``base`` reaches the share; 0 never does, even of an empty base."""
        numerator, denominator = self.ratio.as_integer_ratio()
        surplus = count * denominator - base * numerator
        return count > 0 and (surplus > 0 if self.strict else surplus >= 0)

    def least(self, base: int) -> int:
        """The smallest count that reaches the share: 6 for 2/3 of 9, 15 for more than 1/2 of 28."""
        numerator, denominator = self.ratio.as_integer_ratio()
        whole, rest = divmod(base * numerator, denominator)
        # Rounding up serves "at least"; "more than" needs the next whole number even without a remainder.
        return max(1, whole + 1 if self.strict or rest else whole)

    def chinese(self) -> str:
        """The threshold as a phrase that follows 须, such as ``超过应到会有表决权人数的半数``."""
        numerator, denominator = self.ratio.as_integer_ratio()
        if denominator == 1:
            return f"达到{self.of.chinese}的全部"
        verb = "超过" if self.strict else "不少于"
        part = "半数" if denominator == 2 else f" {numerator}/{denominator}"
        return f"{verb}{self.of.chinese}的{part}"


# Which base can never be smaller than which. 实到会 <= 应到会 <= 全体, and the valid votes are at most
# 应到会 because voters in the room and written opinions of absent members are different people. 有效票 <=
# 实到会 is NOT in the list: 23 present and 1 written opinion make 24 votes, and a ballot kept back leaves
# fewer than 23.
_NEVER_SMALLER = frozenset(
    {
        (Base.ENTITLED, Base.PRESENT),
        (Base.ENTITLED, Base.VOTING),
        (Base.ALL, Base.PRESENT),
        (Base.ALL, Base.VOTING),
        (Base.ALL, Base.ENTITLED),
    }
)


def stricter(a: Share, b: Share) -> bool | None:
    """Whether reaching ``a`` always means reaching ``b`` (从严比较).

    True: at every possible count, ``a`` implies ``b`` (equal shares included). False: the reverse holds and
    ``a`` is truly the laxer. None: neither is known to imply the other, so both must be tested. Two
    different bases are compared only at equal ratio and strictness: 2/3 of those present and more than half
    of those entitled cannot stand in for each other.
    """
    if a.of is b.of:
        return (a.ratio, a.strict) >= (b.ratio, b.strict)
    if (a.ratio, a.strict) != (b.ratio, b.strict):
        return None
    if (a.of, b.of) in _NEVER_SMALLER:
        return True
    if (b.of, a.of) in _NEVER_SMALLER:
        return False
    return None
