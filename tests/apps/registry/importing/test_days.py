"""Days in every shape offices write them: taken where they say one day, and never guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.apps.registry.importing.reading.days import a_day, parts
from zhidu.apps.registry.importing.reading.faults import Unclear

DAYS = st.dates(date(1928, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_common_shape_of_a_day_is_that_day(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    serial = (day - date(1899, 12, 30)).days
    for cell in (
        f"{y}年{m}月{d}日",
        f"{y} 年 {m:02} 月 {d:02} 日",
        f"{y}.{m}.{d}",
        f"{y}-{m:02}-{d:02}",
        f"{y}/{m}/{d}",
        f"{y}．{m}．{d}",
        f"{y}{m:02}{d:02}",
        int(f"{y}{m:02}{d:02}"),
        float(f"{y}{m:02}{d:02}"),
        f"{y}-{m:02}-{d:02} 00:00:00",
        f"{y}-{m:02}-{d:02}T08:30:00",
        f"{y}年{m}月{d}号",
        f" {y}、{m}、{d} ",
        serial,
        float(serial) + 0.5,
        str(serial),
        day,
        datetime(y, m, d, 8, 30),  # noqa: DTZ001 - Excel knows no zones
    ):
        assert a_day(cell) == day, cell


@given(DAYS)
def test_what_names_a_month_only_is_a_month_only(day: date) -> None:
    y, m = day.year, day.month
    for cell in (f"{y}年{m}月", f"{y}.{m:02}", f"{y}/{m}", f"{y}{m:02}", f"{y}-{m:02}-00", f"{y}.{m}."):
        assert parts(cell) == (y, m, None), cell
        with pytest.raises(Unclear) as told:
            a_day(cell)
        assert told.value.kind == "day.short"
        assert f"{y} 年 {m} 月" in told.value.words


def test_figures_in_chinese_are_read() -> None:
    assert a_day("一九八五年三月一日") == date(1985, 3, 1)
    assert a_day("一九九〇年十二月三十一日") == date(1990, 12, 31)
    assert a_day("二〇〇一年十月二十日") == date(2001, 10, 20)


def test_a_number_with_the_first_month_may_have_been_the_tenth() -> None:
    """Excel drops the last nought of 1985.10; both are offered and neither is taken."""
    with pytest.raises(Unclear) as told:
        parts(1985.1)
    assert told.value.kind == "day.zero"
    assert [one.value for one in told.value.mends] == ["1985-01", "1985-10"]
    assert parts("1985.1") == (1985, 1, None)
    assert parts(1985.11) == (1985, 11, None)
    assert parts(1985.01) == (1985, 1, None)
    assert parts(1985.3) == (1985, 3, None)


def test_a_year_of_two_figures_is_offered_in_both_centuries() -> None:
    with pytest.raises(Unclear) as told:
        a_day("85.3.1")
    assert [one.value for one in told.value.mends] == ["1985-03-01", "2085-03-01"]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("1985.13.1", "day.none"),
        ("1985-02-30", "day.none"),
        ("去年", "day.unclear"),
        ("3/1/1985", "day.unclear"),
        ("1885-01-01", "day.range"),
        ("1985", "day.short"),
        (1985, "day.short"),
    ],
)
def test_what_is_no_day_is_told_by_its_kind(cell: str, kind: str) -> None:
    with pytest.raises(Unclear) as told:
        a_day(cell)
    assert told.value.kind == kind


@pytest.mark.parametrize("cell", ["", None, "无", "不详", "／", "—"])
def test_the_ways_to_say_nothing_are_nothing(cell: str | None) -> None:
    assert a_day(cell) is None


@given(st.text(max_size=12) | st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_no_cell_breaks_the_reading(cell: str | float) -> None:
    with suppress(Unclear):
        found = a_day(cell)
        assert found is None or isinstance(found, date)
