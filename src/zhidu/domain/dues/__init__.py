"""How much somebody owes, for which months, and where the money is (党费): exact, and each amount explained."""

from zhidu.domain.dues.accounts import Account, Entry, EntryKind, Unbalanced, account_of
from zhidu.domain.dues.capitals import in_capitals
from zhidu.domain.dues.months import Base, Month, Reading, Relief, base_for, months_owed, relief_for
from zhidu.domain.dues.rates import CannotQuote, Quote, Rounding, quote

__all__ = [
    "Account",
    "Base",
    "CannotQuote",
    "Entry",
    "EntryKind",
    "Month",
    "Quote",
    "Reading",
    "Relief",
    "Rounding",
    "Unbalanced",
    "account_of",
    "base_for",
    "in_capitals",
    "months_owed",
    "quote",
    "relief_for",
]
