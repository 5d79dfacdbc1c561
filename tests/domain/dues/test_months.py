"""For which months, and on which base."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.dues import Base, Month, Reading, Relief, base_for, months_owed, relief_for

months = st.builds(Month, st.integers(2000, 2099), st.integers(1, 12))
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
bases = st.lists(
    st.builds(Base, months, st.sampled_from(["salaried", "retired"]), st.decimals(0, 9999, places=2)),
    max_size=6,
    unique_by=lambda one: one.since,
)


def base(month: str, amount: int, payer: str = "salaried") -> Base:
    return Base(Month.parse(month), payer, Decimal(amount))


def amount(month: str, *given_bases: Base, reading: Reading = Reading.ONCE_A_YEAR) -> Decimal | None:
    found = base_for(Month.parse(month), given_bases, reading, by_month=frozenset({"annual_salary"}))
    return found.amount if found else None


def test_a_rise_within_the_year_counts_next_year_or_at_once_as_the_organisation_reads_it() -> None:
    known = base("2026-01", 4000), base("2026-05", 6000), base("2027-01", 6000)
    assert amount("2026-04", *known) == amount("2026-12", *known) == 4000
    assert amount("2027-01", *known) == 6000
    assert amount("2026-04", *known, reading=Reading.FROM_NEW_PAY) == 4000
    assert amount("2026-05", *known, reading=Reading.FROM_NEW_PAY) == 6000


def test_where_nothing_was_set_in_january_last_years_base_goes_on() -> None:
    assert amount("2027-03", base("2026-01", 4000)) == 4000
    assert amount("2027-03", base("2026-01", 4000), base("2027-02", 5000)) == 4000


def test_a_new_member_goes_by_the_first_base_that_was_set() -> None:
    known = base("2026-06", 4000), base("2026-09", 6000)
    assert amount("2026-05", *known) is None
    assert amount("2026-10", *known) == 4000


def test_whoever_retires_within_the_year_pays_as_retired_from_that_month() -> None:
    known = base("2026-01", 9000), base("2026-07", 5000, "retired"), base("2026-09", 5200, "retired")
    assert amount("2026-06", *known) == 9000
    assert amount("2026-07", *known) == amount("2026-11", *known) == 5000


def test_annual_salaries_go_by_what_was_received_that_month() -> None:
    known = base("2026-01", 9000, "annual_salary"), base("2026-02", 30000, "annual_salary")
    assert amount("2026-02", *known) == 30000


@given(months, bases)
def test_no_base_counts_before_the_month_it_was_set_for(month: Month, given_bases: list[Base]) -> None:
    for reading in Reading:
        found = base_for(month, given_bases, reading)
        assert (found is None) == (not any(one.since <= month for one in given_bases))
        assert found is None or found.since <= month


@given(days, days)
def test_months_are_owed_without_a_gap_from_admission_to_the_end(first: date, last: date) -> None:
    found = list(months_owed(first, None, Month.of(last)))
    assert found == [Month.of(first) + step for step in range(max(Month.of(last) - Month.of(first) + 1, 0))]
    assert all(one.first <= one.last for one in found)


def test_the_month_of_admission_and_the_month_of_leaving_both_count() -> None:
    found = [str(one) for one in months_owed(date(2026, 1, 31), date(2026, 3, 1), Month(2026, 12))]
    assert found == ["2026-01", "2026-02", "2026-03"]


def test_of_two_reductions_the_one_that_leaves_less_holds() -> None:
    half = Relief(Month(2026, 1), Month(2026, 12), Decimal(5))
    none = Relief(Month(2026, 3), Month(2026, 3), Decimal(0))
    assert relief_for(Month(2026, 2), [half, none]) is half
    assert relief_for(Month(2026, 3), [half, none]) is none
    assert relief_for(Month(2027, 1), [half, none]) is None


@pytest.mark.parametrize("text", ["2026-9", "2026-13", "26-09", "2026年9月", "", "2026-00", "２０２６-09x"])
def test_a_month_is_written_in_one_way(text: str) -> None:
    with pytest.raises(ValueError, match="月"):
        Month.parse(text)


@given(months, st.integers(-500, 500))
def test_months_are_counted_exactly(month: Month, step: int) -> None:
    assert (month + step) - month == step
