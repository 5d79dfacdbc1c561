"""A finding in few words says the same as its sentence, without what stands elsewhere in the list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.apps.compliance.making import TODAY
from zhidu.apps.compliance.brief import brief, compact, short_name
from zhidu.apps.compliance.models import StoredFinding
from zhidu.foundation.clock import on_day


@pytest.fixture(autouse=True)
def today() -> Any:
    with on_day(TODAY):
        yield


def said(explanation: str, *, modality: str = "must") -> Any:
    return brief(StoredFinding(modality=modality, record={"explanation": explanation}))


def test_title_and_reason_are_apart_and_the_source_is_left_out() -> None:
    found = said(
        "支委会 · 2026 年 11 月：应不少于 1 次，实有 0 次 → 临期，还有 4 天。"
        "依据：《党支部综合工作制度》第五篇·一·（二）。还差 1 次，最迟 11 月 30 日。已安排 1 次。"
    )
    assert found.title == "支委会 · 11月"
    assert found.reason == "应不少于 1 次，实有 0 次。还差 1 次。已安排 1 次。"


def test_what_a_clause_only_says_for_the_ordinary_case_is_said_to_be_so() -> None:
    found = said(
        "党课 · 2026 年：应不少于 4 次，实有 3 次 → 一般未做到，已过期 3 天。依据：《甲》一。",
        modality="generally",
    )
    assert found.title == "党课 · 2026 年"
    assert found.reason == "一般应不少于 4 次，实有 3 次。"


def test_a_period_of_an_earlier_year_keeps_the_year() -> None:
    found = said(
        "支部党员大会 · 2025 年第四季度：应不少于 1 次，实有 0 次 → 未达标，已过期 330 天。依据：《甲》一。"
    )
    assert found.title == "支部党员大会 · 2025年第四季度"


def test_how_things_stand_has_no_period() -> None:
    found = said(
        "四种预约方式 · 截至 2026 年 11 月 26 日：应有电脑预约 1 个，缺线下预约 → 未达标。依据：《甲》一。"
    )
    assert found.title == "四种预约方式"


def test_of_a_day_only_the_latest_is_left_to_the_countdown() -> None:
    found = said(
        "收到反馈 · 9 月 23 日：7 天内应有“反馈办理”（不晚于 9 月 30 日），没有记录 → 未到期，还有 1 天。"
        "依据：《甲》一。最迟 9 月 30 日。"
    )
    assert found.title == "收到反馈 · 9月23日"
    assert found.reason == "7 天内应有“反馈办理”（不晚于 9月30日），没有记录。"


def test_a_sentence_of_another_form_is_told_whole() -> None:
    found = said("看不懂的一句话。另一句。")
    assert (found.title, found.reason) == ("看不懂的一句话", "看不懂的一句话。另一句。")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("2026 年 11 月 8 日", "11月8日"),
        ("2027 年 3 月 1 日", "2027年3月1日"),
        ("2026 年上半年", "上半年"),
        ("2025 年第二学期", "2025年第二学期"),
        ("2026 年", "2026 年"),
        ("3 次", "3 次"),
    ],
)
def test_days_are_written_as_lists_write_them(text: str, short: str) -> None:
    assert compact(text) == short


@pytest.mark.parametrize(
    ("name", "home", "short"),
    [
        ("青石村第2党小组", "青石村党支部", "第2党小组"),
        ("青石村党支部", "青石村党支部", "青石村党支部"),
        ("赵德海", "青石村党支部", "赵德海"),
        ("青石村站", "青石村党支部", "青石村站"),
    ],
)
def test_a_name_loses_what_goes_without_saying(name: str, home: str, short: str) -> None:
    assert short_name(name, home) == short


@pytest.mark.django_db
def test_every_finding_of_a_running_branch_has_a_title_without_its_source() -> None:
    from tests.apps.compliance.making import a_running_branch, judged  # noqa: PLC0415 - needs the database

    branch = a_running_branch("青石村党支部", groups=1)
    judged(branch, date(2026, 11, 26))
    rows = list(StoredFinding.objects.filter(organization=branch.node))
    assert len(rows) > 10
    for row in rows:
        found = brief(row)
        assert "→" not in found.title + found.reason
        assert "依据" not in found.reason
        assert found.reason.endswith("。")
