"""zhidu run：用一部制度判定表格里的事实。"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

FILES = ("--subjects", "对象.csv", "--facts", "事实.csv")
BASE = ("run", "school-branch", *FILES)
OCTOBER = (*BASE, "--as-of", "2026-10-05", "--from", "2026-08-01")


def _found(said, **wanted: str) -> dict:
    (one,) = [f for f in json.loads(said.out) if all(f[key] == value for key, value in wanted.items())]
    return one


def test_a_meeting_entered_late_is_met_once_it_is_entered(zhidu, school):
    wanted = {"clause": "members-meeting.monthly", "period": "2026-09"}
    before = _found(zhidu(*BASE, "--as-of", "2026-10-01", "--format", "json"), **wanted)
    after = _found(zhidu(*BASE, "--as-of", "2026-10-02", "--format", "json"), **wanted)
    earlier = _found(
        zhidu(*BASE, "--as-of", "2026-10-02", "--known-on", "2026-10-01", "--format", "json"), **wanted
    )
    assert (before["verdict"], before["observed"]) == ("breached", 0)
    assert (after["verdict"], after["observed"]) == ("met", 1)
    assert earlier["verdict"] == "breached"
    assert "晚录" in after["explanation"]
    assert after["evidence"] == ["九月大会"]


def test_json_findings_have_all_their_parts(zhidu, school):
    one = _found(zhidu(*OCTOBER, "--format", "json"), clause="members-meeting.monthly", period="2026-08")
    assert one | {"explanation": "", "numbers": {}, "considered": []} == {
        "book": "school-branch",
        "clause": "members-meeting.monthly",
        "organization": "一支部",
        "subject": "一支部",
        "period": "2026-08",
        "verdict": "met",
        "word": "达标",
        "modality": "must",
        "observed": 1,
        "threshold": 1,
        "start": "2026-08-01",
        "due": "2026-08-31",
        "missing": None,
        "proposes": None,
        "explanation": "",
        "evidence": ["八月大会"],
        "considered": [],
        "numbers": {},
    }
    assert one["numbers"]["need"] == 1
    assert "《学校党支部工作制度》" in one["explanation"]


def test_the_same_run_gives_the_same_text(zhidu, school):
    assert zhidu(*OCTOBER, "--format", "json").out == zhidu(*OCTOBER, "--format", "json").out


def test_the_table_lists_what_needs_attention_and_ends_with_the_totals(zhidu, school):
    said = zhidu(*OCTOBER)
    assert said.status == 0
    last = said.out.strip().splitlines()[-1]
    assert last.startswith("合计 ")
    assert "未达标" in last
    everything = zhidu(*OCTOBER, "--all")
    assert len(everything.out) > len(said.out)
    assert max(len(line) for line in said.out.splitlines()) <= 100


def test_without_dates_the_window_is_the_year_up_to_the_day(zhidu, school):
    months = {
        one["period"]
        for one in json.loads(zhidu(*BASE, "--as-of", "2026-10-05", "--format", "json").out)
        if one["clause"] == "members-meeting.monthly"
    }
    assert (min(months), max(months), len(months)) == ("2025-10", "2026-10", 13)


def test_csv_goes_to_a_file_that_a_spreadsheet_reads(zhidu, school):
    said = zhidu(*OCTOBER, "--format", "csv", "--output", "结果.csv")
    assert (said.status, said.out) == (0, "")
    assert "已写入 结果.csv" in said.err
    text = Path("结果.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))
    assert {"clause", "subject", "period", "verdict", "explanation"} <= set(rows[0])
    assert len(rows) == len(json.loads(zhidu(*OCTOBER, "--format", "json").out))


def test_a_name_that_looks_like_a_formula_is_made_harmless(zhidu, school):
    for name in ("对象.csv", "事实.csv"):
        path = Path(name)
        path.write_text(path.read_text(encoding="utf-8").replace("一支部", "=1+1"), encoding="utf-8")
    rows = list(csv.DictReader(zhidu(*OCTOBER, "--format", "csv").out.splitlines()))
    assert {row["subject"] for row in rows} >= {"'=1+1"}


def test_answers_in_a_settings_file_make_a_clause_run(zhidu, school):
    Path("回答.yaml").write_text("appraisal.summary: {within: 15d}\n", encoding="utf-8")
    silent = json.loads(zhidu(*OCTOBER, "--format", "json").out)
    settled = json.loads(zhidu(*OCTOBER, "--format", "json", "--settings", "回答.yaml").out)
    assert {one["missing"] for one in silent if one["clause"] == "appraisal.summary"} == {"setting"}
    assert not any(one["clause"] == "appraisal.summary" and one["missing"] == "setting" for one in settled)


def test_a_wrong_answer_is_told_at_its_line_in_the_settings_file(zhidu, school):
    Path("回答.yaml").write_text("appraisal.summary:\n  within: 尽快\n", encoding="utf-8")
    said = zhidu(*OCTOBER, "--settings", "回答.yaml")
    assert said.status == 2
    assert said.err.startswith("回答.yaml:2: appraisal.summary · within：")


def test_a_measure_without_a_source_is_undetermined(zhidu, school):
    said = zhidu(*OCTOBER, "--format", "json", "--unbound", "dues_paid", "members_meeting")
    verdicts = {
        (one["verdict"], one["missing"])
        for one in json.loads(said.out)
        if one["clause"] in {"dues.monthly", "members-meeting.monthly"}
    }
    assert verdicts == {("undetermined", "unbound")}


def test_before_recording_began_nothing_counts_as_missed(zhidu, school):
    said = zhidu(*OCTOBER, "--format", "json", "--recording-from", "2026-09-01")
    dues = {one["period"]: one["verdict"] for one in json.loads(said.out) if one["clause"] == "dues.monthly"}
    assert dues["2026-08"] == "undetermined"
    assert dues["2026-09"] == "breached"


def test_books_adopted_by_organisations_run_together(zhidu, school):
    Path("采用.csv").write_text(
        "organization,book\n学校总支,national\n一支部,school-branch\n", encoding="utf-8"
    )
    said = zhidu("run", "--adoptions", "采用.csv", *FILES, "--as-of", "2026-10-05", "--format", "json")
    assert said.status == 0
    assert {one["book"] for one in json.loads(said.out)} == {"national", "school-branch"}


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        pytest.param((*BASE, "--as-of", "2026-02-30"), "没有这一天", id="日期不存在"),
        pytest.param(
            (*BASE, "--as-of", "2026-10-05", "--from", "2026-11-01"), "应不晚于 --to", id="起止颠倒"
        ),
        pytest.param(("run", "nothing", *FILES, "--as-of", "2026-10-05"), "随附的制度有", id="没有这部制度"),
        pytest.param(("run", *FILES, "--as-of", "2026-10-05"), "应写一部制度", id="没有写制度"),
        pytest.param((*OCTOBER, "--facts", "没有.csv"), "没有这个文件", id="没有事实表"),
        pytest.param((*OCTOBER, "--unbound", "dues_payed"), "是否想写“dues_paid”", id="计量写错"),
        pytest.param((*OCTOBER, "--format", "xml"), "应为", id="格式写错"),
        pytest.param((*OCTOBER, "--settings", "对象.csv"), "应为", id="回答文件不对"),
        pytest.param((*OCTOBER, "--output", "没有/结果.json"), "写不进去：没有文件夹", id="写不进去"),
        pytest.param((*OCTOBER, "--output", "."), "是一个文件夹", id="写到文件夹"),
        pytest.param((*OCTOBER, "--output", ""), "应为文件名", id="没有文件名"),
        pytest.param((*OCTOBER, "--output", "长" * 300), "不能用作文件名", id="文件名太长"),
        pytest.param((*OCTOBER, "--output", "/dev/null"), "不是普通文件", id="写到设备"),
        pytest.param((*OCTOBER, "--output", "./事实.csv"), "是同一个文件", id="盖住事实表"),
        pytest.param((*OCTOBER, "--facts", "长" * 3_000), "不能用作文件名", id="事实表的名称太长"),
        pytest.param((*OCTOBER, "--facts", "."), "是一个文件夹", id="事实表是文件夹"),
        pytest.param(
            ("run", "school-branch", "--as-of", "2026-10-05"), "缺少参数：--subjects, --facts", id="缺参数"
        ),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(zhidu, school, words, fragment):
    before = sorted(Path().iterdir())
    said = zhidu(*words)
    assert said.status == 2
    assert fragment in said.err
    assert "Traceback" not in said.err
    assert sorted(Path().iterdir()) == before


def test_a_wrong_line_in_the_facts_keeps_an_earlier_result(zhidu, school):
    Path("结果.json").write_text("旧结果", encoding="utf-8")
    with Path("事实.csv").open("a", encoding="utf-8") as stream:
        stream.write("坏,一支部,members_meeting,2026-02-30,,,\n")
    said = zhidu(*OCTOBER, "--format", "json", "--output", "结果.json")
    assert said.status == 2
    assert "事实.csv:4: on：写的是“2026-02-30”，没有这一天" in said.err
    assert Path("结果.json").read_text(encoding="utf-8") == "旧结果"
