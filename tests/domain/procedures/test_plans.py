"""The planned days of a case: moving one moves those after it, and nothing is planned before it may be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.calendar import Calendar, Duration
from zhidu.domain.procedures import Case, Move, Procedure, Step, planned, proposed

CALENDAR = Calendar()
JAN = date(2026, 1, 5)
PROCEDURE = Procedure(
    id="p",
    title="试",
    steps=(
        Step(id="a", title="一"),
        Step(id="b", title="二"),
        Step(id="c", title="三", since="b", min_dwell=Duration.parse("10d")),
        Step(id="d", title="四", optional=True),
        Step(id="e", title="五"),
    ),
)
CASE = Case(procedure=PROCEDURE, moves=(Move(step="a", on=JAN),))
PLAN = {"b": date(2026, 2, 1), "c": date(2026, 2, 20), "e": date(2026, 3, 1)}


def test_what_comes_after_keeps_its_distance() -> None:
    moved = planned(CASE, PLAN, "b", date(2026, 2, 8), CALENDAR)
    assert moved == {"b": date(2026, 2, 8), "c": date(2026, 2, 27), "e": date(2026, 3, 8)}


def test_what_comes_before_stays() -> None:
    assert planned(CASE, PLAN, "e", date(2026, 3, 9), CALENDAR)["b"] == PLAN["b"]


def test_nothing_is_planned_before_its_waiting_time_is_over() -> None:
    moved = planned(CASE, {"b": date(2026, 2, 1), "c": date(2026, 2, 2)}, "b", date(2026, 2, 3), CALENDAR)
    assert moved["c"] == date(2026, 2, 13)


def test_a_step_taken_off_the_plan_leaves_the_others_alone() -> None:
    assert planned(CASE, PLAN, "c", None, CALENDAR) == {"b": PLAN["b"], "e": PLAN["e"]}


def test_a_step_that_is_done_is_not_planned_any_more() -> None:
    assert "a" not in planned(CASE, {"a": JAN, **PLAN}, "b", PLAN["b"], CALENDAR)


def test_an_unknown_step_is_no_step() -> None:
    with pytest.raises(KeyError):
        planned(CASE, PLAN, "x", JAN, CALENDAR)


def test_the_first_plan_is_as_early_as_may_be_and_leaves_out_what_may_be_left_out() -> None:
    found = proposed(CASE, CALENDAR, date(2026, 1, 9))
    assert found == {"b": date(2026, 1, 9), "c": date(2026, 1, 19), "e": date(2026, 1, 19)}


@given(step=st.sampled_from(["b", "c", "e"]), days=st.integers(-60, 60))
def test_a_plan_is_always_in_order(step: str, days: int) -> None:
    moved = planned(CASE, PLAN, step, PLAN[step] + timedelta(days=days), CALENDAR)
    after = [moved[name] for name in ("b", "c", "e")][["b", "c", "e"].index(step) :]
    assert after == sorted(after)
