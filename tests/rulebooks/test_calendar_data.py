"""日历数据：节假日、调休、学期从文件载入；写错的指出行和应为什么。"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhidu.rulebooks.calendar_data import load_calendar
from zhidu.rulebooks.source import BookError


def test_the_shipped_calendar_knows_the_october_holiday():
    calendar = load_calendar()
    assert not calendar.is_workday(date(2026, 10, 7))
    assert calendar.is_workday(date(2026, 10, 8))
    assert calendar.is_workday(date(2026, 10, 10))  # 周六调休上班
    assert calendar.knows_workdays(date(2026, 6, 1))
    assert not calendar.knows_workdays(date(1999, 6, 1))


def test_an_own_file_adds_semesters_and_replaces_a_year(tmp_path: Path):
    path = tmp_path / "own.yaml"
    path.write_text(
        "first_weekday: sun\n"
        "semesters:\n"
        "- {key: 2026-S2, start: 2026-09-01, end: 2027-01-15}\n"
        "years:\n"
        "- {year: 2026, holidays: [2026-10-01..2026-10-03], workdays: []}\n"
        "- {year: 2027, holidays: [2027-01-01]}\n",
        encoding="utf-8",
    )
    calendar = load_calendar(path)
    assert calendar.first_weekday == 6
    assert [one.key for one in calendar.semesters] == ["2026-S2"]
    assert calendar.is_workday(date(2026, 10, 7))
    assert calendar.holidays >= {date(2025, 10, 1), date(2026, 10, 3), date(2027, 1, 1)}
    assert calendar.knows_workdays(date(2027, 6, 1))


@pytest.mark.parametrize(
    ("text", "line", "fragment"),
    [
        pytest.param("- {year: 2026, holidays: [2026-02-30]}", 1, "2026-02-30", id="日期不存在"),
        pytest.param("- {year: 2026, holidays: [2026-10-07..2026-10-01]}", 1, "起止颠倒", id="起止颠倒"),
        pytest.param("- {year: 2026, holidays: [2026-01-01..2026-12-31]}", 1, "超过 60 天", id="太长"),
        pytest.param("- {year: 2026, holidays: [2025-12-31]}", 1, "不在 2026 年", id="不在这一年"),
        pytest.param(
            "- {year: 2026, holidays: [2026-10-10], workdays: [2026-10-10]}",
            1,
            "只能是其中一种",
            id="又放又上",
        ),
        pytest.param("- {year: 2026}\n- {year: 2026}", 1, "2026 年写了两次", id="一年两次"),
        pytest.param("years:\n- {yaer: 2026}", 2, "是否想写“year”", id="键写错"),
        pytest.param("first_weekday: 周一", 1, "写的是“周一”", id="星期写错"),
        pytest.param(
            "semesters:\n- {key: 2026-S1, start: 2026-02-01, end: 2026-01-01}",
            0,
            "早于开始日期",
            id="学期颠倒",
        ),
        pytest.param("- {year: 99999999999}", 1, "应在 1900 至 2199 之间", id="年份写错"),
        pytest.param(
            "semesters:\n- {key: 2026-S1, start: 0026-02-01, end: 2026-07-01}",
            2,
            "应在 1900 至 2199 之间",
            id="学期年份写错",
        ),
        pytest.param(
            "semesters:\n- {key: 2026-S1, start: 2026-02-01, end: 2027-07-01}", 2, "超过一年", id="学期太长"
        ),
    ],
)
def test_a_calendar_written_wrong_is_refused(tmp_path: Path, monkeypatch, text, line, fragment):
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(BookError) as refused:
        load_calendar(Path("own.yaml"))
    told = str(refused.value)
    assert told.startswith(f"own.yaml:{line}:" if line else "own.yaml:")
    assert fragment in told


def test_a_range_of_a_single_day_is_a_day(tmp_path: Path):
    file = tmp_path / "own.yaml"
    file.write_text("- {year: 2031, holidays: [2031-01-01..2031-01-01]}\n", encoding="utf-8")
    assert date(2031, 1, 1) in load_calendar(file).holidays
