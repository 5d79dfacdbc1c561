"""zhidu 的其余命令：检查、说明、追踪；出错时怎么说。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhidu.project.trace import State, Trace, trace
from zhidu.rulebooks.library import book_ids, find_book, library
from zhidu.rulebooks.load import load
from zhidu.rulebooks.words import explained

BOOK = """\
id: trial
title: 试写的制度
level: local
version: "1"
clauses:
- id: committee.monthly
  family: committee_meeting.count
  title: 支委会每月至少一次
  cite: 第一条
  modality: must
  subject: organization
  kind: frequency
  measure: committee_meeting
  at_least: 1
  per: month
"""
CASE = """\
cases:
- clause: committee.monthly
  title: 九月没有开
  subjects: [{subject: 一支部, type: branch, valid_from: 2020-01-01}]
  as_of: 2026-10-01
  expect: [{period: 2026-09, verdict: VERDICT}]
"""


def _book(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "book.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# ---- rulebook check


def test_a_sound_book_passes(zhidu, tmp_path):
    said = zhidu("rulebook", "check", _book(tmp_path, BOOK + CASE.replace("VERDICT", "breached")))
    assert said.status == 0
    assert "✓ 《试写的制度》1 条：案例 1 个，相符 1 个" in said.out


def test_a_case_that_does_not_hold_gives_one(zhidu, tmp_path):
    said = zhidu("rulebook", "check", _book(tmp_path, BOOK + CASE.replace("VERDICT", "met")))
    assert said.status == 1
    assert "book.yaml:17: committee.monthly · 案例“九月没有开”：期望" in said.out


def test_a_broken_book_gives_two(zhidu, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = zhidu("rulebook", "check", _book(tmp_path, BOOK.replace("per: month", "per: monthly")))
    assert said.status == 2
    assert "book.yaml:15: committee.monthly · per：写的是“monthly”" in said.out


def test_broken_files_outweigh_cases_that_do_not_hold(zhidu, tmp_path):
    wrong = _book(tmp_path, BOOK + CASE.replace("VERDICT", "met"))
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: [", encoding="utf-8")
    assert zhidu("rulebook", "check", wrong, broken).status == 2


def test_an_unknown_book_is_named(zhidu):
    said = zhidu("rulebook", "check", "natoinal")
    assert said.status == 2
    assert "是否想写“national”" in said.err


# ---- explain


def test_a_clause_is_explained_with_source_and_open_questions(zhidu):
    said = zhidu("explain", "resolution.pass", "--book", "school-branch")
    assert said.status == 0
    assert "出处：《学校党支部工作制度》" in said.out
    assert "实到会人数，不少于 1/2" in said.out
    assert "须由本组织明确" in zhidu("explain", "appraisal.summary", "--book", "school-branch").out


def test_a_clause_tells_which_measures_to_write_in_the_facts(zhidu):
    said = zhidu("explain", "leave.away", "--book", "branch-comprehensive")
    assert "事实表里写：外出 absence_from_home、请假 leave_granted" in said.out


def test_lengths_and_answers_are_explained_in_words(zhidu):
    assert "补办期：30 天" in zhidu("explain", "committee.monthly", "--book", "branch-comprehensive").out
    said = zhidu("explain", "majority.members-meeting", "--book", "branch-comprehensive")
    assert "未定之前按 应到会人数 执行" in said.out


def test_without_a_clause_the_book_is_listed(zhidu):
    lines = zhidu("explain", "--book", "national").out.splitlines()
    assert any(line.startswith("members-meeting.vote  ") for line in lines)


def test_an_unknown_clause_is_answered_with_the_nearest(zhidu):
    said = zhidu("explain", "resolution.pas", "--book", "school-branch")
    assert said.status == 2
    assert "是否想写“resolution.pass”" in said.err


@pytest.mark.parametrize("book", book_ids())
def test_every_clause_of_every_book_can_be_explained_in_chinese(book):
    loaded = load(find_book(book))
    for clause in loaded.clauses:
        told = "\n".join(explained(clause, loaded))
        keys = [line.partition("：")[0].strip() for line in told.splitlines()]
        assert not [key for key in keys if key.isascii()], f"{clause.key}：{keys}"


# ---- 出错时


def test_help_is_in_chinese_with_an_example(zhidu):
    for command in ((), ("run",), ("decide",), ("explain",), ("trace",), ("rulebook", "check"), ("demo",)):
        said = zhidu(*command, "--help")
        assert said.status == 0
        assert said.out.startswith("用法：zhidu")
        assert "例：\n  zhidu " in said.out
        assert "show this help" not in said.out


def test_an_unknown_command_is_answered_in_chinese(zhidu):
    said = zhidu("rnu")
    assert said.status == 2
    assert "应为" in said.err
    assert "run" in said.err


def test_options_are_not_abbreviated(zhidu):
    said = zhidu("trace", "--form", "json")
    assert said.status == 2
    assert "不认识的参数：--form json" in said.err


def test_a_fault_of_the_program_gives_one_line_and_no_traceback(zhidu, monkeypatch):
    monkeypatch.setattr("zhidu.project.cli.trace.trace", _broken)
    said = zhidu("trace")
    assert said.status == 70
    assert "程序出错（RuntimeError：坏了）" in said.err
    assert "CONTRIBUTING.md" in said.err
    assert "Traceback" not in said.err
    assert "Traceback" in zhidu("--debug", "trace").err


def _broken(*_: object) -> None:
    raise RuntimeError("坏了\n第二行")


def test_an_interruption_is_told(zhidu, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zhidu.project.cli.trace.trace", interrupted)
    said = zhidu("trace")
    assert said.status == 130
    assert "已中断" in said.err


# ---- trace


@pytest.fixture(scope="module")
def traced() -> Trace:
    return trace(library())


@pytest.fixture(autouse=True)
def _the_seed_is_traced_once(traced, monkeypatch):
    monkeypatch.setattr("zhidu.project.cli.trace.trace", lambda *_: traced)


def test_trace_counts_all_419_rows_of_the_seed(zhidu):
    told = json.loads(zhidu("trace", "--format", "json").out)
    totals = told["totals"]
    assert len(told["rows"]) == 419
    assert totals["rows"] == 419
    assert totals["missing"] == 0
    assert totals["represented"] >= 391
    assert sum(totals[state.value] for state in State) == 419


def test_trace_as_a_table_ends_with_the_totals(zhidu):
    said = zhidu("trace")
    assert said.status == 0
    assert "合计 419 条：" in said.out
    assert said.out.count("篇（") == 10


def test_the_words_of_a_facts_file_are_found_by_their_chinese(zhidu):
    found = zhidu("measures", "党课")
    assert found.status == 0
    assert "party_lecture" in found.out
    assert "village_branch" in zhidu("measures", "--types", "村").out
    nothing = zhidu("measures", "没有这样的词")
    assert (nothing.status, "没有含" in nothing.out) == (1, True)
