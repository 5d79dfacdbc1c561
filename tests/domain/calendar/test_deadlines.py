"""工作日，和从某一天起算的期限。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.calendar import Calendar, Duration, DurationUnit

AUTUMN = Calendar(
    holidays=frozenset(date(2026, 10, n) for n in range(1, 8)) | {date(2026, 9, 25)},
    makeup_workdays=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    covered_years=frozenset({2026}),
)
NEARBY = st.dates(date(2026, 8, 1), date(2026, 12, 31))
SETS = st.frozensets(NEARBY, max_size=30)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    holidays = draw(SETS)
    return Calendar(holidays=holidays, makeup_workdays=draw(SETS) - holidays)


@pytest.mark.parametrize(
    ("start", "length", "result"),
    [
        pytest.param(date(2026, 10, 1), "7d", date(2026, 10, 8), id="次日为第一天"),
        pytest.param(date(2026, 10, 29), "1m", date(2026, 11, 29), id="一个月为同一日"),
        pytest.param(date(2026, 10, 31), "1m", date(2026, 11, 30), id="没有同一日为月末"),
        pytest.param(date(2024, 2, 29), "1y", date(2025, 2, 28), id="闰日满一年"),
        pytest.param(date(2026, 10, 1), "2w", date(2026, 10, 15), id="两周"),
        pytest.param(date(2026, 10, 1), "0d", date(2026, 10, 1), id="当天"),
        pytest.param(date(2026, 11, 2), "5wd", date(2026, 11, 9), id="五个工作日跨周末"),
        pytest.param(date(2026, 9, 30), "2wd", date(2026, 10, 9), id="国庆长假"),
        pytest.param(date(2026, 9, 30), "3wd", date(2026, 10, 10), id="周六调休上班"),
        pytest.param(date(2026, 9, 18), "1wd", date(2026, 9, 20), id="周日调休上班"),
    ],
)
def test_a_deadline_runs_from_the_day_after(start: date, length: str, result: date) -> None:
    assert AUTUMN.add(start, Duration.parse(length)) == result


@pytest.mark.parametrize(
    ("end", "length", "result"),
    [
        (date(2026, 10, 8), "7d", date(2026, 10, 1)),
        (date(2026, 12, 31), "1m", date(2026, 11, 30)),
        (date(2026, 10, 15), "2w", date(2026, 10, 1)),
        (date(2028, 2, 29), "3y", date(2025, 2, 28)),
        (date(2026, 10, 9), "2wd", date(2026, 9, 30)),
        (date(2026, 11, 2), "0wd", date(2026, 11, 2)),
    ],
)
def test_a_deadline_counts_backwards_too(end: date, length: str, result: date) -> None:
    assert AUTUMN.subtract(end, Duration.parse(length)) == result


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param(date(2026, 9, 24), True, id="周四"),
        pytest.param(date(2026, 9, 25), False, id="中秋节放假的周五"),
        pytest.param(date(2026, 9, 26), False, id="周六"),
        pytest.param(date(2026, 9, 20), True, id="调休上班的周日"),
    ],
)
def test_which_days_are_worked(day: date, worked: bool) -> None:
    assert AUTUMN.is_workday(day) is worked


def test_a_calendar_says_which_years_it_knows() -> None:
    assert AUTUMN.knows_workdays(date(2026, 12, 31))
    assert not AUTUMN.knows_workdays(date(2027, 1, 1))
    assert AUTUMN.is_workday(date(2027, 1, 1)), "without the notice, a Friday passes for a workday"


def test_a_day_is_not_both_off_and_worked() -> None:
    day = frozenset({date(2026, 10, 10)})
    with pytest.raises(ValueError, match="2026-10-10 既是放假日又是调休上班日"):
        Calendar(holidays=day, makeup_workdays=day)


@given(calendars(), NEARBY, st.integers(0, 60))
def test_workdays_agree_with_counting_day_by_day(calendar: Calendar, start: date, n: int) -> None:
    end = calendar.add(start, Duration(n, DurationUnit.WORKDAY))
    passed = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    worked = [
        d
        for d in passed
        if d in calendar.makeup_workdays or (d.isoweekday() <= 5 and d not in calendar.holidays)
    ]
    assert len(worked) == n
    assert n == 0 or worked[-1] == end


@given(calendars(), NEARBY, st.integers(1, 60))
def test_counting_workdays_back_undoes_counting_forward(calendar: Calendar, day: date, n: int) -> None:
    length = Duration(n, DurationUnit.WORKDAY)
    back = calendar.subtract(calendar.add(day, length), length)
    assert back <= day
    between = [back + timedelta(days=i) for i in range(1, (day - back).days + 1)]
    assert not any(calendar.is_workday(d) for d in between)


@given(NEARBY, st.integers(0, 3000), st.sampled_from(["d", "w"]))
def test_days_and_weeks_come_back_exactly(day: date, n: int, unit: str) -> None:
    length = Duration(n, DurationUnit(unit))
    assert AUTUMN.subtract(AUTUMN.add(day, length), length) == day


@pytest.mark.parametrize("unit", list(DurationUnit))
def test_a_deadline_that_leaves_the_calendar_is_refused_in_words(unit: DurationUnit) -> None:
    with pytest.raises(ValueError, match="日期超出了能够表示的范围"):
        AUTUMN.add(date.max, Duration(1, unit))
    with pytest.raises(ValueError, match="日期超出了能够表示的范围"):
        AUTUMN.subtract(date.min, Duration(1, unit))
