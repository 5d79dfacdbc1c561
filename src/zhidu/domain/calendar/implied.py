"""What a duty per short period implies for a longer one (semantics row 21: the implied minimum)."""

from __future__ import annotations

from zhidu.domain.calendar.periods import Unit

# Written out instead of computed, so that a reader can check it; the tests prove every entry, and that none
# is missing, by going through all 400 years of the Gregorian cycle with every first day of the week.
_LEAST_WHOLE = {
    (Unit.WEEK, Unit.MONTH): 3,
    (Unit.WEEK, Unit.TWO_MONTHS): 7,
    (Unit.WEEK, Unit.QUARTER): 12,
    (Unit.WEEK, Unit.HALF_YEAR): 25,
    (Unit.WEEK, Unit.YEAR): 51,
    (Unit.MONTH, Unit.TWO_MONTHS): 2,
    (Unit.MONTH, Unit.QUARTER): 3,
    (Unit.MONTH, Unit.HALF_YEAR): 6,
    (Unit.MONTH, Unit.YEAR): 12,
    (Unit.TWO_MONTHS, Unit.QUARTER): 1,
    (Unit.TWO_MONTHS, Unit.HALF_YEAR): 3,
    (Unit.TWO_MONTHS, Unit.YEAR): 6,
    (Unit.QUARTER, Unit.HALF_YEAR): 2,
    (Unit.QUARTER, Unit.YEAR): 4,
    (Unit.HALF_YEAR, Unit.YEAR): 2,
}


def whole_units_within(inner: Unit, outer: Unit) -> int:
    """How many whole ``inner`` periods lie in every ``outer`` period, at the least.

    Once a month therefore implies three times a quarter, and once a week only seven times in two months,
    because January and February can hold as few as seven whole weeks. The same unit gives 1. Units that
    cannot be compared give 0: a longer one within a shorter one, and semesters and terms, whose dates each
    school and each election sets for itself.
    """
    if inner is outer:
        return 1
    return _LEAST_WHOLE.get((inner, outer), 0)
