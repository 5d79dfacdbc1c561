"""每个短期间各办一次，长期间里至少办了几次：逐项用 400 年的日历证明。"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from zhidu.domain.calendar import Calendar, Period, Unit, add_days, whole_units_within

# The Gregorian calendar repeats after 400 years, which are a whole number of weeks.
FIRST, LAST = date(2000, 1, 1), date(2399, 12, 31)
COMPARABLE = [unit for unit in Unit if unit not in (Unit.SEMESTER, Unit.TERM)]


def cycle(unit: Unit, first_weekday: int) -> list[Period]:
    return list(Calendar(first_weekday=first_weekday).periods(unit, FIRST, LAST))


def fewest_whole(inner: list[Period], outer: list[Period]) -> int:
    """How many of ``inner`` lie wholly inside the poorest of ``outer``, found by walking both once."""
    fewest = len(inner)
    position = 0
    for period in outer:
        while position < len(inner) and inner[position].start < period.start:
            position += 1
        count = 0
        while position < len(inner) and inner[position].end <= period.end:
            position += 1
            count += 1
        fewest = min(fewest, count)
    return fewest


def test_the_cycle_is_whole() -> None:
    assert ((LAST - FIRST).days + 1) % 7 == 0
    assert all(add_days(a.end, 1) == b.start for a, b in pairwise(cycle(Unit.MONTH, 0)))


@pytest.mark.parametrize("outer", [unit for unit in COMPARABLE if unit is not Unit.WEEK])
@pytest.mark.parametrize("inner", COMPARABLE)
def test_every_entry_is_true_and_the_best_possible(inner: Unit, outer: Unit) -> None:
    first_weekdays = range(7) if inner is Unit.WEEK else range(1)
    proved = min(fewest_whole(cycle(inner, n), cycle(outer, n)) for n in first_weekdays)
    assert whole_units_within(inner, outer) == proved


@pytest.mark.parametrize(
    ("inner", "outer", "least"),
    [
        pytest.param(Unit.WEEK, Unit.MONTH, 3, id="每周一次，每月至少三次"),
        pytest.param(Unit.WEEK, Unit.TWO_MONTHS, 7, id="每周一次，双月至少七次"),
        pytest.param(Unit.WEEK, Unit.QUARTER, 12, id="每周一次，每季度至少十二次"),
        pytest.param(Unit.WEEK, Unit.HALF_YEAR, 25, id="每周一次，半年至少二十五次"),
        pytest.param(Unit.WEEK, Unit.YEAR, 51, id="每周一次，每年至少五十一次"),
        pytest.param(Unit.MONTH, Unit.QUARTER, 3, id="每月一次，每季度三次"),
        pytest.param(Unit.TWO_MONTHS, Unit.QUARTER, 1, id="双月一次，每季度至少一次"),
        pytest.param(Unit.TWO_MONTHS, Unit.HALF_YEAR, 3, id="双月一次，半年三次"),
        pytest.param(Unit.QUARTER, Unit.HALF_YEAR, 2, id="每季度一次，半年两次"),
    ],
)
def test_the_implied_minimum_as_written_in_the_design(inner: Unit, outer: Unit, least: int) -> None:
    assert whole_units_within(inner, outer) == least


@pytest.mark.parametrize("unit", list(Unit))
def test_a_unit_holds_itself_once(unit: Unit) -> None:
    assert whole_units_within(unit, unit) == 1


@pytest.mark.parametrize("other", list(Unit))
@pytest.mark.parametrize("special", [Unit.SEMESTER, Unit.TERM])
def test_semesters_and_terms_compare_with_nothing_else(special: Unit, other: Unit) -> None:
    if special is not other:
        assert whole_units_within(special, other) == 0
        assert whole_units_within(other, special) == 0


def test_nothing_longer_fits_into_a_week() -> None:
    assert [whole_units_within(unit, Unit.WEEK) for unit in COMPARABLE] == [1, 0, 0, 0, 0, 0]
