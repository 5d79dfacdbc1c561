"""What a month comes to for one member: the base that counts, the table, the amount and the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhidu.apps.dues.bases import opened
from zhidu.apps.dues.models import Base
from zhidu.apps.dues.rates import Rates
from zhidu.domain.dues import CannotQuote, Month, Quote, base_for, quote
from zhidu.domain.rules.clause import Clause


@dataclass(frozen=True, slots=True)
class Owed:
    """An amount and where it comes from, or why there is none (*lacking*)."""

    base: Base | None = None
    clause: Clause | None = None
    quote: Quote | None = None
    lacking: str = ""


def owed(rates: Rates, month: Month, rows: Iterable[Base]) -> Owed:
    """What *month* comes to on the bases *rows* of one person under the rules in force."""
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
    return Owed(kept[found], clause, amount)
