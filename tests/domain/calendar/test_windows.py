"""时间窗：某一天、某一时刻是否合乎“什么时候办”的规定。"""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.calendar import Calendar, Duration, Near, Semester, WeekReading, Window, add_days

FRIDAY = 4
PLAIN = Calendar()
SCHOOL = Calendar(
    semesters=(
        Semester("2026-S1", date(2026, 3, 2), date(2026, 7, 10)),
        Semester("2026-S2", date(2026, 9, 1), date(2027, 1, 22)),
    )
)


def days_in(window: Window, year: int, month: int, calendar: Calendar = PLAIN) -> list[int]:
    first = date(year, month, 1)
    return [day.day for day in window.days(first, add_days(first, 30), calendar) if day.month == month]


def fitting(window: Window, first: str, last: str, calendar: Calendar = PLAIN) -> list[str]:
    return [str(day) for day in window.days(date.fromisoformat(first), date.fromisoformat(last), calendar)]


# ---- 第三周的周五 ----


@pytest.mark.parametrize(
    ("reading", "september", "november"),
    [
        pytest.param(WeekReading.NTH_WEEKDAY, 18, 20, id="第三个周五"),
        pytest.param(WeekReading.WEEK_OF_MONTH, 18, 13, id="1 日所在周为第一周"),
        pytest.param(WeekReading.FULL_WEEK, 25, 20, id="第一个完整的周为第一周"),
    ],
)
def test_the_third_weeks_friday_has_three_readings(
    reading: WeekReading, september: int, november: int
) -> None:
    window = Window(weekday=FRIDAY, nth=3, reading=reading)
    assert days_in(window, 2026, 9) == [september]
    assert days_in(window, 2026, 11) == [november]
    assert window.holds(date(2026, 9, september), PLAIN) is True
    assert window.holds(date(2026, 9, september + 1), PLAIN) is False


def test_the_first_weeks_monday_may_lie_in_the_month_before() -> None:
    window = Window(weekday=0, nth=1, reading=WeekReading.WEEK_OF_MONTH)
    assert fitting(window, "2026-10-05", "2026-11-29") == ["2026-10-26"]
    november = Window(weekday=0, nth=1, reading=WeekReading.WEEK_OF_MONTH, month=11)
    october = Window(weekday=0, nth=1, reading=WeekReading.WEEK_OF_MONTH, month=10)
    assert november.holds(date(2026, 10, 26), PLAIN) is True
    assert october.holds(date(2026, 10, 26), PLAIN) is False
    assert october.holds(date(2026, 9, 28), PLAIN) is True


def test_the_same_day_can_be_in_the_fifth_week_and_in_the_first() -> None:
    sunday = date(2026, 11, 1)
    for nth, month in ((5, 10), (1, 11)):
        window = Window(weekday=6, nth=nth, reading=WeekReading.WEEK_OF_MONTH, month=month)
        assert window.holds(sunday, PLAIN) is True


def test_weeks_of_the_month_follow_the_first_day_of_the_week() -> None:
    window = Window(weekday=FRIDAY, nth=3, reading=WeekReading.WEEK_OF_MONTH)
    assert days_in(window, 2026, 11, Calendar(first_weekday=6)) == [20]
    assert days_in(window, 2026, 11, Calendar(first_weekday=0)) == [13]


def test_a_month_without_a_fifth_friday_has_no_such_day() -> None:
    window = Window(weekday=FRIDAY, nth=5)
    assert days_in(window, 2026, 9) == []
    assert days_in(window, 2026, 10) == [30]


def test_a_week_of_the_month_without_weekday_is_any_day_of_it() -> None:
    assert days_in(Window(nth=3), 2026, 9) == list(range(15, 22))
    assert days_in(Window(nth=3, reading=WeekReading.WEEK_OF_MONTH), 2026, 9) == list(range(14, 21))
    assert days_in(Window(nth=3, reading=WeekReading.FULL_WEEK), 2026, 9) == list(range(21, 28))


@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.integers(0, 6),
    st.integers(0, 6),
    st.sampled_from([1, 2, 3]),
)
def test_under_every_reading_each_month_has_its_first_three(
    day: date, weekday: int, first_weekday: int, nth: int
) -> None:
    calendar = Calendar(first_weekday=first_weekday)
    first = day.replace(day=1)
    for reading in WeekReading:
        window = Window(weekday=weekday, nth=nth, reading=reading, month=day.month)
        found = list(window.days(add_days(first, -7), add_days(first, 31), calendar))
        assert len(found) == 1
        assert found[0].weekday() == weekday
        assert reading is WeekReading.WEEK_OF_MONTH or found[0].month == day.month


# ---- 单双周 ----


def test_even_weeks_count_from_the_year_or_from_the_semester() -> None:
    by_year = Window(weekday=2, weeks="even")
    by_semester = Window(weekday=2, weeks="even", count_from="semester")
    assert days_in(by_year, 2026, 9) == [2, 16, 30]  # weeks 36, 38, 40
    assert days_in(by_semester, 2026, 9, SCHOOL) == [9, 23]  # term week 1 holds Tuesday 1 September
    assert by_semester.holds(date(2026, 8, 5), SCHOOL) is None, "in the holidays there are no term weeks"
    assert by_semester.holds(date(2026, 8, 6), SCHOOL) is False, "a Thursday is wrong whatever the week"


def test_odd_and_even_weeks_part_the_days_between_them() -> None:
    for count_from in ("iso", "semester"):
        odd = Window(weeks="odd", count_from=count_from)
        even = Window(weeks="even", count_from=count_from)
        for n in range(500):
            day = add_days(date(2026, 1, 1), n)
            assert odd.holds(day, PLAIN) is not even.holds(day, PLAIN)


# ---- 月内最后几天 ----


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        (Window(month=6, last=Duration.parse("10d")), "2026-06-21", "2026-06-30"),
        (Window(month=2, last=Duration.parse("1w")), "2026-02-22", "2026-02-28"),
        (Window(month=2, last=Duration.parse("31d")), "2026-02-01", "2026-02-28"),
        # 30 and 31 May are a weekend, which still belongs to the last two workdays, Thursday and Friday.
        (Window(month=5, last=Duration.parse("2wd")), "2026-05-28", "2026-05-31"),
    ],
)
def test_the_last_days_of_a_month(window: Window, first: str, last: str) -> None:
    found = fitting(window, "2026-01-01", "2026-12-31")
    assert (found[0], found[-1]) == (first, last)
    assert len(found) == (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def test_the_last_days_of_every_month() -> None:
    window = Window(last=Duration.parse("1d"))
    assert fitting(window, "2028-01-01", "2028-03-31") == ["2028-01-31", "2028-02-29", "2028-03-31"]


def test_the_last_friday_is_a_friday_within_the_last_week() -> None:
    window = Window(weekday=FRIDAY, last=Duration.parse("7d"))
    assert fitting(window, "2026-09-01", "2026-11-30") == ["2026-09-25", "2026-10-30", "2026-11-27"]


def test_a_month_alone_is_the_whole_month() -> None:
    assert len(fitting(Window(month=7), "2026-01-01", "2026-12-31")) == 31


# ---- 年末前后 ----


@pytest.mark.parametrize(
    ("near", "inside", "outside"),
    [
        (
            Near.YEAR_END,
            ["2026-12-16", "2026-12-31", "2027-01-15"],
            ["2026-12-15", "2027-01-16", "2026-06-30"],
        ),
        (Near.YEAR_START, ["2026-12-17", "2027-01-01", "2027-01-16"], ["2026-12-16", "2027-01-17"]),
        (
            Near.HALF_YEAR_END,
            ["2026-06-15", "2026-07-15", "2027-01-15"],
            ["2026-06-14", "2026-07-16", "2026-09-30"],
        ),
        (Near.QUARTER_END, ["2026-03-16", "2026-10-15"], ["2026-03-15", "2026-10-16", "2026-08-31"]),
        (Near.MONTH_END, ["2026-08-16", "2026-09-15"], []),
        (Near.SEMESTER_END, ["2026-07-16", "2026-08-15", "2027-02-15"], ["2026-07-15", "2026-08-16"]),
    ],
)
def test_near_a_named_day_is_within_the_tolerance_on_both_sides(
    near: Near, inside: list[str], outside: list[str]
) -> None:
    window = Window(near=near, tolerance=Duration.parse("15d"))
    assert all(window.holds(date.fromisoformat(day), PLAIN) is True for day in inside)
    assert all(window.holds(date.fromisoformat(day), PLAIN) is False for day in outside)


def test_the_school_decides_where_a_semester_ends() -> None:
    window = Window(near=Near.SEMESTER_END, tolerance=Duration.parse("1w"))
    assert window.holds(date(2026, 7, 17), SCHOOL) is True
    assert window.holds(date(2026, 7, 18), SCHOOL) is False
    assert window.holds(date(2027, 1, 29), SCHOOL) is True
    assert window.holds(date(2027, 7, 9), SCHOOL) is None, "the next semester has not been entered"
    assert window.holds(date(2026, 2, 1), SCHOOL) is None, "nor the one before the first"


def test_a_month_picks_out_the_named_day_and_the_tolerance_may_leave_it() -> None:
    window = Window(near=Near.MONTH_END, month=6, tolerance=Duration.parse("5d"))
    found = fitting(window, "2026-01-01", "2026-12-31")
    assert (found[0], found[-1], len(found)) == ("2026-06-25", "2026-07-05", 11)


def test_an_unsettled_tolerance_leaves_all_but_the_named_day_open() -> None:
    window = Window(near=Near.YEAR_END)
    assert window.holds(date(2026, 12, 31), PLAIN) is True
    assert window.holds(date(2026, 12, 30), PLAIN) is None
    assert fitting(window, "2026-01-01", "2026-12-31") == ["2026-12-31"]


def test_a_tolerance_in_workdays_follows_the_holidays() -> None:
    calendar = Calendar(holidays=frozenset({date(2027, 1, 1)}))
    window = Window(near=Near.YEAR_END, tolerance=Duration.parse("1wd"))
    assert fitting(window, "2026-12-01", "2027-01-31", calendar)[0] == "2026-12-30"
    assert fitting(window, "2026-12-01", "2027-01-31", calendar)[-1] == "2027-01-04"


# ---- 时刻 ----


@pytest.mark.parametrize(
    ("begins", "ends", "fits"),
    [
        pytest.param(time(16), time(17), True, id="正好"),
        pytest.param(time(16, 10), time(16, 50), True, id="其中一段"),
        pytest.param(time(15, 59), time(17), False, id="早了一分钟"),
        pytest.param(time(16), time(17, 1), False, id="晚了一分钟"),
        pytest.param(time(16, 30), time(0, 30), False, id="开过午夜"),
        pytest.param(None, None, None, id="没有记时刻"),
        pytest.param(time(16), None, None, id="没有记结束"),
        pytest.param(None, time(17), None, id="没有记开始"),
        pytest.param(time(15), None, False, id="没有记结束，但开始已不合"),
        pytest.param(None, time(18), False, id="没有记开始，但结束已不合"),
        pytest.param(time(18), None, False, id="窗口结束之后才开始"),
    ],
)
def test_the_hours_of_the_afternoon(begins: time | None, ends: time | None, fits: bool | None) -> None:
    window = Window(weekday=2, time_from=time(16), time_to=time(17))
    wednesday, thursday = date(2026, 9, 16), date(2026, 9, 17)
    assert window.holds(wednesday, PLAIN, begins=begins, ends=ends) is fits
    assert window.holds(thursday, PLAIN, begins=begins, ends=ends) is False


def test_one_bound_asks_for_one_time_only() -> None:
    day = date(2026, 9, 16)
    assert Window(time_from=time(8)).holds(day, PLAIN, begins=time(9)) is True
    assert Window(time_from=time(8)).holds(day, PLAIN, begins=time(22), ends=time(0, 30)) is True
    assert Window(time_to=time(8)).holds(day, PLAIN, ends=time(7)) is True
    assert Window(time_to=time(8)).holds(day, PLAIN, begins=time(7)) is None


# ---- 下一个 ----


def test_the_next_fitting_day_is_later_than_the_day_asked_for() -> None:
    window = Window(weekday=FRIDAY, nth=3)
    assert window.next_day(date(2026, 9, 17), PLAIN) == date(2026, 9, 18)
    assert window.next_day(date(2026, 9, 18), PLAIN) == date(2026, 10, 16)
    assert window.next_day(date(2026, 9, 18), PLAIN, within_days=27) is None
    assert window.next_day(date(2026, 9, 18), PLAIN, within_days=28) == date(2026, 10, 16)
    assert window.next_day(date.max, PLAIN) is None


def test_days_reach_the_end_of_the_calendar() -> None:
    window = Window(last=Duration.parse("1d"))
    assert list(window.days(date(9999, 12, 30), date.max, PLAIN)) == [date.max]
    assert list(window.days(date.max, date.min, PLAIN)) == []


def test_a_window_that_asks_for_nothing_fits_any_time() -> None:
    assert Window().holds(date(2026, 9, 16), PLAIN) is True


# ---- 写错的时间窗 ----


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"weekday": 7}, "星期写的是 7"),
        ({"month": 13}, "月份写的是 13"),
        ({"nth": 0}, "应为 1 至 5"),
        ({"nth": 6}, "应为 1 至 5"),
        ({"nth": 7, "reading": WeekReading.WEEK_OF_MONTH}, "应为 1 至 6"),
        ({"nth": 5, "reading": WeekReading.FULL_WEEK}, "应为 1 至 4"),
        ({"weeks": "double"}, "单双周写的是“double”"),
        ({"count_from": "month"}, "周次起点写的是“month”"),
        ({"last": Duration.parse("0d")}, "月内最后一段写的是“0d”"),
        ({"last": Duration.parse("32d")}, "月内最后一段写的是“32d”"),
        ({"last": Duration.parse("1m")}, "月内最后一段写的是“1m”"),
        ({"tolerance": Duration.parse("5d")}, "却没有写在哪一天前后"),
        ({"near": Near.YEAR_END, "tolerance": Duration.parse("184d")}, "应不超过半年"),
        ({"near": Near.YEAR_END, "tolerance": Duration.parse("1y")}, "应不超过半年"),
        ({"near": Near.YEAR_END, "month": 6}, "年末不在 6 月"),
        ({"near": Near.HALF_YEAR_END, "month": 7}, "应去掉月份，或写 6 月、12 月"),
        ({"time_from": time(17), "time_to": time(16)}, "结束应晚于开始"),
    ],
)
def test_a_window_that_cannot_be_meant_is_refused(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Window(**wrong)
