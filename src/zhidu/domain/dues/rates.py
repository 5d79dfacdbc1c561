"""The amount of one month from a rate table: the rate of a bracket applies to the whole base (全额累进)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from zhidu.domain.rules.kinds.params import AmountRule
from zhidu.domain.rules.kinds.parts import Bracket

FEN = Decimal("0.01")
MOST = Decimal(100000000)
"""Nobody is paid more in a month; a base beyond it is a slip of the hand."""


class CannotQuote(ValueError):
    """There is no amount for what was asked; the message says what would be right."""


class Rounding(StrEnum):
    """How an amount is rounded; no national text says, so an organisation answers (default: to fen)."""

    FEN_HALF_UP = "fen_half_up"
    JIAO_HALF_UP = "jiao_half_up"
    JIAO_UP = "jiao_up"
    YUAN_HALF_UP = "yuan_half_up"

    @property
    def chinese(self) -> str:
        return _WORDS[self]

    def apply(self, exact: Fraction) -> Decimal:
        """*exact* yuan in the unit of this way of rounding, written with two decimals."""
        step, mode = _STEPS[self]
        units = exact / Fraction(step)
        whole, rest = divmod(units.numerator, units.denominator)
        if rest and (mode == ROUND_UP or 2 * rest >= units.denominator):
            whole += 1
        return (whole * step).quantize(FEN)


_STEPS = {
    Rounding.FEN_HALF_UP: (FEN, ROUND_HALF_UP),
    Rounding.JIAO_HALF_UP: (Decimal("0.1"), ROUND_HALF_UP),
    Rounding.JIAO_UP: (Decimal("0.1"), ROUND_UP),
    Rounding.YUAN_HALF_UP: (Decimal(1), ROUND_HALF_UP),
}
_WORDS = {
    Rounding.FEN_HALF_UP: "四舍五入到分",
    Rounding.JIAO_HALF_UP: "四舍五入到角",
    Rounding.JIAO_UP: "见分进角",
    Rounding.YUAN_HALF_UP: "四舍五入到元",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one month comes to. ``amount`` is None where the table only gives limits and nothing was agreed."""

    amount: Decimal | None
    low: Decimal
    high: Decimal
    """Equal to ``amount`` where the table gives one number."""
    capped: bool
    sentence: str


def quote(
    rule: AmountRule,
    payer: str,
    base: Decimal | None = None,
    *,
    agreed: Decimal | None = None,
    word: Callable[[str], str] = str,
) -> Quote:
    """The amount of a month for a kind of payer.

    *base* in yuan, to the fen; *agreed* is what was settled within limits (农民 0.2—1 元); *word* gives the Chinese
    of a token. Raises CannotQuote for a payer the table does not know, a base that is missing or impossible, and an
    agreed amount beyond the limits.
    """
    rows = [one for one in rule.brackets if one.payer == payer]
    if not rows:
        known = "、".join(dict.fromkeys(word(one.payer) for one in rule.brackets))
        raise CannotQuote(f"“{word(payer)}”不在这张标准表里；表里有：{known}")
    if rows[0].rate is None:
        return _fixed(rows[0], agreed, word)
    if agreed is not None:
        raise CannotQuote(f"“{word(payer)}”按基数的比例算，没有商定的数；请写基数")
    sound = _sound(base, word(payer))
    row = next((one for one in rows if _holds(one, sound)), None)
    if row is None or row.rate is None:
        raise CannotQuote(f"标准表里没有管到基数 {_yuan(sound)} 元的一档；请检查标准表")
    return _share(rule, row, sound, word)


def _sound(base: Decimal | None, who: str) -> Decimal:
    if base is None:
        raise CannotQuote(f"“{who}”按基数的比例算，还没有写基数")
    if not base.is_finite() or not 0 <= base < MOST:
        raise CannotQuote(f"基数写的是 {base}；应为不小于 0、小于 {_yuan(MOST)} 的元数")
    if base != base.quantize(FEN):
        raise CannotQuote(f"基数写的是 {base}；最多写到分，即两位小数")
    return base


def _holds(row: Bracket, base: Decimal) -> bool:
    return (row.above is None or base > row.above) and (row.up_to is None or base <= row.up_to)


def _share(rule: AmountRule, row: Bracket, base: Decimal, word: Callable[[str], str]) -> Quote:
    assert row.rate is not None  # noqa: S101 - rows with a share only
    rounding = Rounding(rule.rounding or Rounding.FEN_HALF_UP)
    exact = Fraction(base) * row.rate
    amount = rounding.apply(exact)
    capped = rule.cap is not None and amount > rule.cap
    told = f"{word(row.payer)}，基数 {_yuan(base)} 元，属 {_span(row)}一档，全部基数乘 {_percent(row.rate)}"
    told += (
        f"，得 {_yuan(amount)} 元"
        if Fraction(amount) == exact
        else f"，{rounding.chinese}得 {_yuan(amount)} 元"
    )
    if capped and rule.cap is not None:
        amount = rule.cap.quantize(FEN)
        told += f"；每月一般不超过 {_yuan(rule.cap)} 元，超过的自愿，按 {_yuan(amount)} 元"
    return Quote(amount=amount, low=amount, high=amount, capped=capped, sentence=f"{told}。")


def _fixed(row: Bracket, agreed: Decimal | None, word: Callable[[str], str]) -> Quote:
    low = (row.at_least if row.at_least is not None else Decimal(0)).quantize(FEN)
    high = (row.at_most if row.at_most is not None else MOST).quantize(FEN)
    who = word(row.payer)
    if low == high:
        if agreed is not None and agreed != low:
            raise CannotQuote(f"“{who}”每月交 {_yuan(low)} 元，没有别的数；写的是 {agreed}")
        return Quote(
            amount=low, low=low, high=high, capped=False, sentence=f"{who}，每月交 {_yuan(low)} 元。"
        )
    span = f"{_yuan(low)} 至 {_yuan(high)} 元"
    if agreed is None:
        told = f"{who}，每月交 {span}，由支部同本人商定；还没有商定。"
        return Quote(amount=None, low=low, high=high, capped=False, sentence=told)
    if not low <= agreed <= high or agreed != agreed.quantize(FEN):
        raise CannotQuote(f"“{who}”每月交 {span}，写到分；写的是 {agreed}")
    amount = agreed.quantize(FEN)
    told = f"{who}，每月交 {span}，商定 {_yuan(amount)} 元。"
    return Quote(amount=amount, low=amount, high=amount, capped=False, sentence=told)


def _span(row: Bracket) -> str:
    if row.above is None:
        return f"{_yuan(row.up_to)} 元以下（含）" if row.up_to is not None else "不分多少的"
    if row.up_to is None:
        return f"{_yuan(row.above)} 元以上"
    return f"{_yuan(row.above)} 元以上、{_yuan(row.up_to)} 元以下（含）"


def _percent(rate: Fraction) -> str:
    hundredth = rate * 100
    return f"{Decimal(hundredth.numerator) / Decimal(hundredth.denominator):f}%"


def _yuan(amount: Decimal) -> str:
    """3000, 3000.01 and 0.20: whole yuan without decimals, anything else to the fen."""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"
