"""Class hours by the organisation's own answers, and no minute twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.learning.hours import Rates, single_time
from zhidu.domain.rules.facts import Fact

RATES = Rates(Decimal(1), Decimal(4), Decimal(8), Decimal(3), Decimal(6))
DAY = date(2026, 3, 4)


def sitting(number: int, begins: str, ends: str, quantity: str) -> tuple[Fact, Fact]:
    hours = {"begins": begins, "ends": ends}
    event = Fact(
        id=f"e{number}", subject="org-1", measure="member_study", on=DAY, entered_on=DAY, attributes=hours
    )
    return event, Fact(
        id=f"e{number}.h", subject="person-1", measure="study_hours", on=DAY, entered_on=DAY,
        quantity=Decimal(quantity), ref=event.id,
    )  # fmt: skip


def counted(*rows: tuple[Fact, Fact]) -> list[Decimal]:
    return [
        one.quantity
        for one in single_time([fact for _, fact in rows], {event.id: event for event, _ in rows})
    ]


def test_an_hour_half_a_day_and_a_day_come_to_what_was_answered():
    assert [RATES.class_hours(one) for one in (60, 90, 180, 240, 360, 480)] == [
        Decimal(one) for one in ("1", "1.5", "4", "4", "8", "8")
    ]


@given(st.integers(0, 900), st.integers(0, 900))
def test_a_longer_sitting_never_comes_to_less(a, b):
    assert RATES.class_hours(min(a, b)) <= RATES.class_hours(max(a, b))


def test_of_two_sittings_at_one_time_the_second_counts_only_beyond_the_first():
    assert counted(sitting(1, "14:00", "16:00", "2"), sitting(2, "15:00", "17:00", "2")) == [2, 1]
    assert counted(sitting(1, "14:00", "16:00", "2"), sitting(2, "14:30", "15:30", "1")) == [2]


def test_one_after_the_other_both_count_and_so_do_those_whose_hours_nobody_knows():
    assert counted(sitting(1, "14:00", "16:00", "2"), sitting(2, "16:00", "17:00", "1")) == [2, 1]
    assert counted(sitting(1, "", "", "2"), sitting(2, "14:00", "16:00", "2")) == [2, 2]


SPAN = st.tuples(st.integers(8, 20), st.integers(1, 3))


@given(st.lists(SPAN, min_size=1, max_size=6))
def test_together_they_are_as_long_as_the_time_they_cover(spans):
    rows = [
        sitting(number, f"{first:02}:00", f"{first + length:02}:00", str(length))
        for number, (first, length) in enumerate(spans)
    ]
    covered = {hour for first, length in spans for hour in range(first, first + length)}
    assert sum(counted(*rows)) == len(covered)
