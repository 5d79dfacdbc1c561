"""两个时间窗互相矛盾，只有能够证明时才这样说。"""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.calendar import (
    Calendar,
    Duration,
    Near,
    Semester,
    WeekReading,
    Window,
    add_days,
    disjoint,
)

NAMED = {near: sorted(near.months) for near in Near}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(Window(weekday=1), Window(weekday=4), id="周二与周五"),
        pytest.param(
            Window(month=6, last=Duration.parse("10d")),
            Window(month=12, last=Duration.parse("10d")),
            id="六月末与十二月末",
        ),
        pytest.param(Window(month=6), Window(month=7, weekday=4, nth=1), id="六月与七月"),
        pytest.param(Window(weeks="odd"), Window(weeks="even"), id="单周与双周"),
        pytest.param(Window(weekday=4, nth=1), Window(weekday=4, nth=3), id="第一个与第三个周五"),
        pytest.param(
            Window(time_from=time(8), time_to=time(11)),
            Window(time_from=time(16), time_to=time(17)),
            id="上午与下午",
        ),
        pytest.param(
            Window(near=Near.YEAR_END, tolerance=Duration.parse("15d")), Window(month=6), id="年末与六月"
        ),
    ],
)
def test_windows_that_nothing_can_satisfy_both(a: Window, b: Window) -> None:
    assert disjoint(a, b)
    assert disjoint(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(Window(weekday=4), Window(weekday=4, nth=3), id="周五与第三个周五"),
        pytest.param(Window(weeks="odd"), Window(weeks="even", count_from="semester"), id="按年与按学期"),
        pytest.param(
            Window(weekday=4, nth=3),
            Window(weekday=4, nth=2, reading=WeekReading.WEEK_OF_MONTH),
            id="算法不同",
        ),
        pytest.param(
            Window(nth=1, reading=WeekReading.WEEK_OF_MONTH),
            Window(nth=5, reading=WeekReading.WEEK_OF_MONTH),
            id="跨月的一周",
        ),
        pytest.param(
            Window(nth=1, month=11, reading=WeekReading.WEEK_OF_MONTH), Window(month=10), id="第一周在上月"
        ),
        pytest.param(Window(time_to=time(11)), Window(time_from=time(11)), id="首尾相接"),
        pytest.param(Window(time_from=time(8)), Window(time_to=time(17)), id="只有一端"),
        pytest.param(
            Window(near=Near.YEAR_END, tolerance=Duration.parse("15d")), Window(month=1), id="年末与一月"
        ),
        pytest.param(Window(near=Near.YEAR_END), Window(month=6), id="前后几天未定"),
        pytest.param(
            Window(near=Near.YEAR_END, tolerance=Duration.parse("5wd")), Window(month=6), id="工作日说不准"
        ),
        pytest.param(Window(), Window(weekday=1), id="没有要求"),
    ],
)
def test_when_unsure_windows_are_not_called_contradictory(a: Window, b: Window) -> None:
    assert not disjoint(a, b)
    assert not disjoint(b, a)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    reading = draw(st.sampled_from(WeekReading))
    near = draw(st.none() | st.sampled_from(Near))
    tolerance = None
    if near is not None:
        tolerance = draw(
            st.none() | st.sampled_from([Duration.parse(t) for t in ("0d", "15d", "3w", "2m", "4wd")])
        )
    begin = draw(st.none() | st.integers(6, 20))
    end = draw(st.none() | st.integers(7 if begin is None else begin + 1, 21))
    return Window(
        weekday=draw(st.none() | st.integers(0, 6)),
        nth=draw(st.none() | st.integers(1, reading.largest)),
        reading=reading,
        weeks=draw(st.sampled_from([None, "odd", "even"])),
        count_from=draw(st.sampled_from(["iso", "semester"])),
        month=draw(st.none() | st.sampled_from(NAMED[near] if near else list(range(1, 13)))),
        last=draw(
            st.none() | st.sampled_from([Duration.parse(t) for t in ("1d", "10d", "31d", "2w", "5wd")])
        ),
        near=near,
        tolerance=tolerance,
        time_from=None if begin is None else time(begin),
        time_to=None if end is None else time(end),
    )


CALENDARS = st.builds(
    Calendar,
    first_weekday=st.integers(0, 6),
    semesters=st.sampled_from(
        [
            (),
            (
                Semester("2027-S2", date(2027, 8, 30), date(2028, 1, 20)),
                Semester("2028-S1", date(2028, 2, 20), date(2028, 7, 9)),
            ),
        ]
    ),
    holidays=st.sampled_from([frozenset(), frozenset(date(2028, 5, n) for n in range(1, 6))]),
)
HOURS = st.integers(6, 21).map(time)


@given(windows(), windows(), CALENDARS, HOURS, HOURS)
def test_windows_called_contradictory_share_no_moment(
    a: Window, b: Window, calendar: Calendar, x: time, y: time
) -> None:
    assert disjoint(a, b) == disjoint(b, a)
    if not disjoint(a, b):
        return
    begins, ends = sorted((x, y))
    for n in range(800):
        day = add_days(date(2027, 1, 1), n)
        if a.holds(day, calendar, begins=begins, ends=ends):
            assert not b.holds(day, calendar, begins=begins, ends=ends)


@given(windows(), windows())
def test_a_window_never_contradicts_itself(a: Window, b: Window) -> None:
    assert not disjoint(a, a)
    assert not disjoint(a, Window())
    if disjoint(a, b):
        assert a != b
