"""时间窗怎样说成一句话。"""

from __future__ import annotations

from datetime import time

import pytest

from zhidu.domain.calendar import Duration, Near, WeekReading, Window

TEN_DAYS = Duration.parse("10d")
FORTNIGHT = Duration.parse("15d")


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(weekday=4, nth=3), "每月第三个周五"),
        (
            Window(weekday=4, nth=3, reading=WeekReading.WEEK_OF_MONTH),
            "第三周的周五（当月 1 日所在周为第一周）",
        ),
        (
            Window(weekday=4, nth=3, reading=WeekReading.FULL_WEEK),
            "第三周的周五（当月第一个完整的周为第一周）",
        ),
        (Window(nth=3), "每月第三周（15—21 日）"),
        (Window(nth=5), "每月第五周（29—31 日）"),
        (Window(nth=2, reading=WeekReading.WEEK_OF_MONTH), "第二周（当月 1 日所在周为第一周）"),
        (Window(weekday=4, nth=1, month=7), "七月第一个周五"),
        (Window(weekday=4, nth=1, weeks="odd"), "每月第一个周五（限单周）"),
        (Window(weekday=2, weeks="even", time_from=time(16), time_to=time(17)), "双周周三 16:00—17:00"),
        (Window(weekday=2, weeks="odd", count_from="semester"), "学期内单周周三"),
        (Window(weeks="odd"), "单周"),
        (Window(weekday=1, time_from=time(8), time_to=time(11)), "每周二 8:00—11:00"),
        (Window(weekday=6), "每周日"),
        (Window(month=6, last=TEN_DAYS), "六月最后 10 天内"),
        (Window(last=TEN_DAYS), "每月最后 10 天内"),
        (Window(month=12, last=Duration.parse("5wd")), "十二月最后 5 个工作日内"),
        (Window(month=6, last=TEN_DAYS, weekday=4), "六月最后 10 天内的周五"),
        (Window(month=6), "六月"),
        (Window(month=6, weekday=4), "六月的周五"),
        (Window(near=Near.YEAR_END, tolerance=FORTNIGHT), "年末前后 15 天内"),
        (Window(near=Near.YEAR_END, month=12, tolerance=FORTNIGHT), "年末前后 15 天内"),
        (Window(near=Near.YEAR_START, tolerance=Duration.parse("2w")), "年初前后 2 周内"),
        (Window(near=Near.HALF_YEAR_END, tolerance=FORTNIGHT), "半年末前后 15 天内"),
        (Window(near=Near.HALF_YEAR_END, month=6, tolerance=FORTNIGHT), "六月末前后 15 天内"),
        (Window(near=Near.SEMESTER_END, tolerance=FORTNIGHT, weekday=4), "学期末前后 15 天内的周五"),
        (Window(near=Near.SEMESTER_END, month=1, tolerance=FORTNIGHT), "一月的学期末前后 15 天内"),
        (Window(near=Near.MONTH_END, tolerance=Duration.parse("0d")), "月末当天"),
        (Window(near=Near.QUARTER_END), "季度末前后"),
        (
            Window(near=Near.QUARTER_END, tolerance=FORTNIGHT, last=TEN_DAYS),
            "季度末前后 15 天内、且在每月最后 10 天内",
        ),
        (Window(time_from=time(8, 30)), "8:30 以后"),
        (Window(time_to=time(17)), "17:00 以前"),
        (Window(month=6, time_to=time(17)), "六月 17:00 以前"),
        (Window(), "任何时候"),
    ],
)
def test_a_window_in_words(window: Window, words: str) -> None:
    assert window.chinese() == words
