"""期间：代号、起止、中文名称、前后次序。"""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.calendar import Calendar, Period, Semester, Unit, add_days, term_period, unit_of_key

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
UNITS = st.sampled_from([unit for unit in Unit if unit is not Unit.TERM])
SCHOOL = (
    Semester("2025-S2", date(2025, 9, 1), date(2026, 1, 23)),
    Semester("2026-S1", date(2026, 3, 2), date(2026, 7, 10)),
    Semester("2026-S2", date(2026, 8, 31), date(2027, 1, 22)),
)
CALENDARS = st.builds(Calendar, first_weekday=st.integers(0, 6), semesters=st.sampled_from([(), SCHOOL]))


@pytest.mark.parametrize(
    ("key", "unit", "start", "end", "chinese"),
    [
        ("2026-W38", Unit.WEEK, date(2026, 9, 14), date(2026, 9, 20), "2026 年第 38 周"),
        ("2026-W01", Unit.WEEK, date(2025, 12, 29), date(2026, 1, 4), "2026 年第 1 周"),
        ("2026-W53", Unit.WEEK, date(2026, 12, 28), date(2027, 1, 3), "2026 年第 53 周"),
        ("2026-09", Unit.MONTH, date(2026, 9, 1), date(2026, 9, 30), "2026 年 9 月"),
        ("2024-02", Unit.MONTH, date(2024, 2, 1), date(2024, 2, 29), "2024 年 2 月"),
        ("2026-B5", Unit.TWO_MONTHS, date(2026, 9, 1), date(2026, 10, 31), "2026 年 9—10 月"),
        ("2026-Q3", Unit.QUARTER, date(2026, 7, 1), date(2026, 9, 30), "2026 年第三季度"),
        ("2026-H1", Unit.HALF_YEAR, date(2026, 1, 1), date(2026, 6, 30), "2026 年上半年"),
        ("2026-H2", Unit.HALF_YEAR, date(2026, 7, 1), date(2026, 12, 31), "2026 年下半年"),
        ("2026-S1", Unit.SEMESTER, date(2026, 2, 1), date(2026, 7, 31), "2026 年第一学期"),
        ("2026-S2", Unit.SEMESTER, date(2026, 8, 1), date(2027, 1, 31), "2026 年第二学期"),
        ("2026", Unit.YEAR, date(2026, 1, 1), date(2026, 12, 31), "2026 年"),
    ],
)
def test_a_key_names_a_period(key: str, unit: Unit, start: date, end: date, chinese: str) -> None:
    calendar = Calendar()
    period = calendar.parse(key)
    assert period == Period(unit, key, start, end)
    assert period.chinese() == chinese
    assert calendar.unit_of_key(key) is unit_of_key(key) is unit
    assert calendar.period_of(unit, start) == calendar.period_of(unit, end) == period


@pytest.mark.parametrize(
    "key",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-9",
        "2026-W54",
        "2026-W00",
        "2026-W5",
        "2026-Q5",
        "2026-B7",
        "2026-H3",
        "2026-S0",
        "26-09",
        "2026-9月",
        "２０２６",
        "2026-09 ",
        "2026-09-01",
        "event:7",
    ],
)
def test_an_impossible_key_is_refused_with_the_forms(key: str) -> None:
    with pytest.raises(ValueError, match="看不懂的期间") as refused:
        Calendar().parse(key)
    assert f"“{key}”" in str(refused.value)
    assert "2026-W38（周）" in str(refused.value)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("2025-W53", "2025 年只有 52 周"),
        ("2026-S3", "只有 S1、S2 两个学期"),
        ("0000", "年份应在 0001 至 9999 之间"),
        ("0000-W01", "年份应在 0001 至 9999 之间"),
        ("T2024-05-10", "只写开始日期不能确定届满日期"),
    ],
)
def test_a_key_of_right_form_may_still_name_nothing(key: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as refused:
        Calendar().parse(key)
    assert "2026-W38（周）" in str(refused.value)


def test_a_term_is_made_from_its_two_dates() -> None:
    term = term_period(date(2024, 5, 10), date(2027, 5, 9))
    assert term.key == "T2024-05-10"
    assert term.days == 3 * 365
    assert term.chinese() == "任期（2024 年 5 月 10 日—2027 年 5 月 9 日）"
    assert unit_of_key(term.key) is Unit.TERM
    assert Calendar().next(term) is None
    assert Calendar().previous(term) is None


def test_no_calendar_knows_the_terms() -> None:
    day = date(2026, 9, 18)
    with pytest.raises(ValueError, match="任期的起止日期由换届选举决定"):
        Calendar().period_of(Unit.TERM, day)
    with pytest.raises(ValueError, match="任期的起止日期由换届选举决定"):
        Calendar().periods(Unit.TERM, day, day)


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="最后一天 2026-05-09 早于第一天 2026-05-10"):
        term_period(date(2026, 5, 10), date(2026, 5, 9))


def test_a_period_contains_its_first_and_last_day() -> None:
    month = Calendar().parse("2026-09")
    assert month.days == 30
    assert month.contains(month.start)
    assert month.contains(month.end)
    assert not month.contains(date(2026, 8, 31))
    assert not month.contains(date(2026, 10, 1))


@given(DAYS)
def test_monday_weeks_are_those_of_iso_8601(day: date) -> None:
    year, number, _ = day.isocalendar()
    week = Calendar().period_of(Unit.WEEK, day)
    assert week is not None
    assert week.key == f"{year}-W{number:02d}"
    assert week.contains(day)


@given(st.integers(0, 6), st.integers(1990, 2060))
def test_week_1_holds_the_fourth_day_first_met_in_the_year(first_weekday: int, year: int) -> None:
    week = Calendar(first_weekday=first_weekday).parse(f"{year}-W01")
    assert week.start.weekday() == first_weekday
    fourth = add_days(week.start, 3)
    assert fourth.year == year
    assert add_days(fourth, -7).year == year - 1


@given(CALENDARS, UNITS, DAYS)
def test_every_key_reads_back(calendar: Calendar, unit: Unit, day: date) -> None:
    period = calendar.period_of(unit, day)
    if period is None:
        assert unit is Unit.SEMESTER
        assert all(not s.start <= day <= s.end for s in calendar.semesters)
    else:
        assert period.unit is unit
        assert period.contains(day)
        assert calendar.parse(period.key) == period


@given(CALENDARS, UNITS, DAYS, st.integers(0, 900))
def test_periods_tile_the_days_without_gap_or_overlap(
    calendar: Calendar, unit: Unit, first: date, length: int
) -> None:
    last = add_days(first, length)
    periods = list(calendar.periods(unit, first, last))
    assert all(period.start <= last and period.end >= first for period in periods)
    assert all(a.end < b.start for a, b in itertools.pairwise(periods))
    if unit is not Unit.SEMESTER or not calendar.semesters:
        assert periods[0].contains(first)
        assert periods[-1].contains(last)
        assert all(add_days(a.end, 1) == b.start for a, b in itertools.pairwise(periods))


@given(CALENDARS, UNITS, DAYS)
def test_next_and_previous_are_inverse(calendar: Calendar, unit: Unit, day: date) -> None:
    period = calendar.period_of(unit, day)
    if period is None:
        return
    after, before = calendar.next(period), calendar.previous(period)
    if after is not None:
        assert after.start > period.end
        assert calendar.previous(after) == period
    if before is not None:
        assert before.end < period.start
        assert calendar.next(before) == period


def test_no_periods_between_a_day_and_an_earlier_one() -> None:
    assert list(Calendar().periods(Unit.MONTH, date(2026, 9, 2), date(2026, 9, 1))) == []


def test_the_school_sets_its_semesters() -> None:
    calendar = Calendar(semesters=SCHOOL)
    holidays = date(2026, 2, 10)
    assert calendar.period_of(Unit.SEMESTER, holidays) is None
    spring = calendar.parse("2026-S1")
    assert (spring.start, spring.end) == (date(2026, 3, 2), date(2026, 7, 10))
    assert [p.key for p in calendar.periods(Unit.SEMESTER, holidays, date(2026, 8, 31))] == [
        "2026-S1",
        "2026-S2",
    ]
    assert calendar.previous(spring) == calendar.parse("2025-S2")
    assert calendar.previous(calendar.parse("2025-S2")) is None
    assert calendar.next(calendar.parse("2026-S2")) is None
    with pytest.raises(ValueError, match="日历里的学期有 2025-S2、2026-S1、2026-S2"):
        calendar.parse("2027-S1")


@pytest.mark.parametrize(
    ("semesters", "reason"),
    [
        pytest.param((SCHOOL[1], SCHOOL[0]), "重叠或次序颠倒", id="次序颠倒"),
        pytest.param(
            (SCHOOL[0], Semester("2026-S1", date(2026, 1, 23), date(2026, 7, 1))),
            "重叠或次序颠倒",
            id="重叠一天",
        ),
        pytest.param((Semester("2026-S1", date(2026, 7, 1), date(2026, 3, 1)),), "早于开始日期", id="倒着写"),
        pytest.param(
            (Semester("春季", date(2026, 3, 1), date(2026, 7, 1)),), "应写成 2026-S1", id="代号不对"
        ),
        pytest.param(
            (Semester("2026", date(2026, 3, 1), date(2026, 7, 1)),), "应写成 2026-S1", id="年的代号"
        ),
        pytest.param(
            (SCHOOL[1], Semester("2026-S1", date(2026, 8, 31), date(2027, 1, 22))), "写了两次", id="代号重复"
        ),
    ],
)
def test_disordered_semesters_are_refused(semesters: tuple[Semester, ...], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Calendar(semesters=semesters)


def test_the_first_day_of_the_week_is_a_weekday() -> None:
    with pytest.raises(ValueError, match="每周第一天写的是 7"):
        Calendar(first_weekday=7)


@pytest.mark.parametrize("unit", [Unit.MONTH, Unit.TWO_MONTHS, Unit.QUARTER, Unit.HALF_YEAR, Unit.YEAR])
def test_the_last_period_of_all_is_still_a_period(unit: Unit) -> None:
    calendar = Calendar()
    last = calendar.period_of(unit, date.max)
    assert last is not None
    assert last.end == date.max
    assert list(calendar.periods(unit, date.max, date.max)) == [last]
    with pytest.raises(ValueError, match="日期超出了能够表示的范围"):
        calendar.next(last)
    first = calendar.period_of(unit, date.min)
    assert first is not None
    with pytest.raises(ValueError, match="日期超出了能够表示的范围"):
        calendar.previous(first)


@pytest.mark.parametrize(
    ("unit", "day"),
    [
        pytest.param(Unit.WEEK, date.max, id="最后一周"),
        pytest.param(Unit.SEMESTER, date.max, id="最后一个学期"),
        pytest.param(Unit.SEMESTER, date.min, id="第一个学期"),
    ],
)
def test_a_period_that_leaves_the_calendar_is_refused_in_words(unit: Unit, day: date) -> None:
    with pytest.raises(ValueError, match="日期超出了能够表示的范围"):
        Calendar().period_of(unit, day)
    with pytest.raises(ValueError, match="日期超出了能够表示的范围"):
        Calendar(first_weekday=6).parse("0001-W01")


def test_every_unit_has_its_word() -> None:
    assert [unit.chinese for unit in Unit] == ["周", "月", "双月", "季度", "半年", "学期", "年", "任期"]
