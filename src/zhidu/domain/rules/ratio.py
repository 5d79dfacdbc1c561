"""A share of a population, in exact whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A share asked of a population: at least, or more than, a fraction."""

    ratio: Fraction
    strict: bool = False

    def least(self, base: int) -> int:
        """The smallest count of *base* that reaches the share, in exact integer arithmetic."""
        product = self.ratio.numerator * base
        whole, rest = divmod(product, self.ratio.denominator)
        if self.strict:
            return whole + 1
        return whole + (1 if rest else 0)

    def chinese(self) -> str:
        words = "超过" if self.strict else "不少于"
        return "全部" if self.ratio == 1 and not self.strict else f"{words} {self.ratio} "
