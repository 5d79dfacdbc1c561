"""What a month comes to for one member: the base that counts, the table, the amount and the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zhidu.apps.dues.bases import opened
from zhidu.apps.dues.models import Base, Relief
from zhidu.apps.dues.rates import Rates
from zhidu.domain import dues as domain
from zhidu.domain.dues import CannotQuote, Month, Quote, base_for, quote
from zhidu.domain.rules.clause import Clause


@dataclass(frozen=True, slots=True)
class Owed:
    """An amount and where it comes from, or why there is none (*lacking*)."""

    base: Base | None = None
    clause: Clause | None = None
    quote: Quote | None = None
    relief: Relief | None = None
    """The approved reduction that holds for the month, where it leaves less to pay."""
    lacking: str = ""

    @property
    def amount(self) -> Decimal | None:
        """What is to be paid; None where it is not known."""
        if self.quote is None or self.quote.amount is None:
            return None
        return self.relief.pays if self.relief is not None else self.quote.amount

    @property
    def sentence(self) -> str:
        """How it came about."""
        said = self.quote.sentence if self.quote is not None else self.lacking
        if self.relief is None:
            return said
        return f"{said}经批准减免（{self.relief.months}），每月交 {self.relief.pays:.2f} 元。"


def owed(rates: Rates, month: Month, rows: Iterable[Base], reliefs: Iterable[Relief] = ()) -> Owed:
    """What *month* comes to on the bases *rows* of one person under the rules in force, and the reductions."""
    kept = {opened(row): row for row in rows}
    found = base_for(month, kept, rates.reading, by_month=rates.by_month)
    if found is None:
        return Owed(lacking="还没有核定基数")
    table = rates.tables.get(found.payer)
    if table is None:
        return Owed(kept[found], lacking=f"本组织执行的制度没有“{rates.words.word(found.payer)}”的标准")
    clause, rule = table
    try:
        amount = quote(rule, found.payer, found.amount, agreed=found.agreed, word=rates.words.word)
    except CannotQuote as wrong:
        return Owed(kept[found], clause, lacking=str(wrong))
    if amount.amount is None:
        return Owed(kept[found], clause, amount, lacking="交纳额还没有商定")
    return Owed(kept[found], clause, amount, _relief(month, amount.amount, reliefs))


def _relief(month: Month, amount: Decimal, reliefs: Iterable[Relief]) -> Relief | None:
    """The reduction that holds, unless it would leave more to pay than without."""
    known = {domain.Relief(Month.parse(one.first), Month.parse(one.last), one.pays): one for one in reliefs}
    found = domain.relief_for(month, known)
    return known[found] if found is not None and found.pays < amount else None
