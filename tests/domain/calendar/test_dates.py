"""期限的写法，和加减月份的规则。"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.calendar import Duration, DurationUnit, add_days, add_months

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(-400, 400)


@pytest.mark.parametrize(
    ("start", "months", "result"),
    [
        pytest.param(date(2026, 10, 29), 1, date(2026, 11, 29), id="同一日"),
        pytest.param(date(2026, 10, 31), 1, date(2026, 11, 30), id="十月末加一个月"),
        pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="闰日加一年"),
        pytest.param(date(2024, 2, 29), 48, date(2028, 2, 29), id="闰日加四年"),
        pytest.param(date(2026, 12, 31), 2, date(2027, 2, 28), id="跨年"),
        pytest.param(date(2026, 3, 31), -1, date(2026, 2, 28), id="往前一个月"),
        pytest.param(date(2026, 1, 15), -13, date(2024, 12, 15), id="往前十三个月"),
        pytest.param(date(9999, 12, 31), 0, date(9999, 12, 31), id="最后一天加零"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_month_end(start: date, months: int, result: date) -> None:
    assert add_months(start, months) == result


@given(DAYS, MONTHS)
def test_adding_months_lands_in_the_right_month(day: date, n: int) -> None:
    result = add_months(day, n)
    assert result.year * 12 + result.month == day.year * 12 + day.month + n
    assert result.day == day.day or (result.day < day.day and add_days(result, 1).day == 1)


@given(DAYS, MONTHS)
def test_adding_and_taking_away_months_is_exact_for_days_every_month_has(day: date, n: int) -> None:
    day = day.replace(day=min(day.day, 28))
    assert add_months(add_months(day, n), -n) == day


@given(DAYS, MONTHS)
def test_adding_and_taking_away_months_loses_at_most_the_shortening(day: date, n: int) -> None:
    back = add_months(add_months(day, n), -n)
    assert (back.year, back.month) == (day.year, day.month)
    assert 0 <= day.day - back.day <= 3


@given(DAYS, DAYS, MONTHS)
def test_an_earlier_start_never_ends_later(a: date, b: date, n: int) -> None:
    early, late = sorted((a, b))
    assert add_months(early, n) <= add_months(late, n)


@pytest.mark.parametrize(
    ("day", "n"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1), (date(2026, 1, 1), 10**9)]
)
def test_months_that_leave_the_calendar_are_refused_in_words(day: date, n: int) -> None:
    with pytest.raises(ValueError, match="日期超出了能够表示的范围"):
        add_months(day, n)


@pytest.mark.parametrize(("day", "n"), [(date.max, 1), (date.min, -1), (date(2026, 1, 1), 10**12)])
def test_days_that_leave_the_calendar_are_refused_in_words(day: date, n: int) -> None:
    with pytest.raises(ValueError, match="日期超出了能够表示的范围"):
        add_days(day, n)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "chinese"),
    [
        ("30d", 30, DurationUnit.DAY, "30 天"),
        ("2w", 2, DurationUnit.WEEK, "2 周"),
        ("6m", 6, DurationUnit.MONTH, "6 个月"),
        ("3y", 3, DurationUnit.YEAR, "3 年"),
        ("5wd", 5, DurationUnit.WORKDAY, "5 个工作日"),
        ("0d", 0, DurationUnit.DAY, "0 天"),
    ],
)
def test_a_duration_is_read_and_said(text: str, amount: int, unit: DurationUnit, chinese: str) -> None:
    duration = Duration.parse(text)
    assert duration == Duration(amount, unit)
    assert str(duration) == text
    assert duration.chinese() == chinese


@pytest.mark.parametrize(
    "text", ["", "30", "d", "30 d", "-3d", "+3d", "030d", "1.5m", "3M", "5dw", "三天", "٣d"]
)
def test_a_wrong_duration_is_refused_with_what_was_found_and_what_is_right(text: str) -> None:
    with pytest.raises(ValueError, match="看不懂的期限") as refused:
        Duration.parse(text)
    message = str(refused.value)
    assert f"“{text}”" in message
    assert all(form in message for form in ("30d", "2w", "6m", "3y", "5wd"))


def test_a_duration_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="期限不能是负数：写的是 -1"):
        Duration(-1, DurationUnit.DAY)


@given(st.integers(0, 999_999), st.sampled_from(DurationUnit))
def test_every_duration_reads_back(amount: int, unit: DurationUnit) -> None:
    duration = Duration(amount, unit)
    assert Duration.parse(str(duration)) == duration
