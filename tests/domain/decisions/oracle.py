"""The rules of voting once more, written the slow way: parts of people as fractions.

Shares nothing with the package but the numbers, so that an error has to be made twice to go unnoticed.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from zhidu.domain.decisions import Base, Count, Share

RATIOS = (Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(4, 5))
SHARES_OF = {base: [Share(base, r, s) for r, s in product(RATIOS, (False, True))] for base in Base}


def fraction_reached(part: int, whole: int, share: Share) -> bool:
    if part == 0 or whole == 0:
        return part > 0
    fraction = Fraction(part, whole)
    return fraction > share.ratio or (fraction == share.ratio and not share.strict)


def people_in(base: Base, count: Count) -> int:
    entitled = count.entitled + count.excluded_present
    everyone = entitled if count.everyone is None else count.everyone
    return {
        Base.ENTITLED: entitled,
        Base.PRESENT: count.present,
        Base.VOTING: count.yes + count.no + count.abstain,
        Base.ALL: everyone,
    }[base]


def would_pass(count: Count, share: Share) -> bool:
    return count.present > 0 and fraction_reached(count.yes, people_in(share.of, count), share)
