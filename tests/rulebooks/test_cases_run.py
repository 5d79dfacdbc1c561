"""随附各部制度的案例，一个案例一个测试；以及案例本身写错、不符时怎么说。"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from zhidu.rulebooks.case_runs import Bench, run_case
from zhidu.rulebooks.cases import Case, read_cases
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.source import BookError


@cache
def bench(book: str) -> Bench:
    return Bench(find_book(book))


@cache
def cases(book: str) -> list[Case]:
    return read_cases(find_book(book))


def shipped_cases() -> Iterator[object]:
    for book in book_ids():
        rulebook = bench(book).book
        for case in cases(book):
            clause = rulebook.clause(case.clause)
            rows = clause.covers if clause else ()
            marks = [pytest.mark.covers(*rows)] if rows else []
            yield pytest.param(book, case, id=f"{rulebook.title}·{case.clause}·{case.title}", marks=marks)


@pytest.mark.parametrize(("book", "case"), list(shipped_cases()))
def test_worked_case(book: str, case: Case):
    assert run_case(case, bench(book)) == []


@pytest.mark.parametrize("book", book_ids())
def test_every_shipped_book_has_worked_cases(book: str):
    assert cases(book)


# ---- 写一部小制度来试

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
- id: rectified
  family: correction.within
  title: 查出问题限期整改
  cite: 第二条
  modality: must
  subject: organization
  kind: deadline
  trigger: problem_found
  act: correction_done
  needs: [{param: within, ask: 几天内整改, suggest: 30d}]
- id: resolution
  family: resolution.pass
  title: 决议须过半数赞成
  cite: 第三条
  modality: must
  subject: organization
  kind: decision
  pass: {of: entitled, more_than: 1/2}
cases:
"""
BRANCH = "  subjects: [{subject: 一支部, type: branch, valid_from: 2020-01-01}]\n"
HELD = """\
- clause: committee.monthly
  title: 九月没有开
  subjects: [{subject: 一支部, type: branch, valid_from: 2020-01-01}]
  facts: [{measure: committee_meeting, on: 2026-08-20}, {measure: committee_meeting, on: 2026-10-09}]
  as_of: 2026-10-15
  expect:
  - {period: 2026-08, verdict: met, observed: 1}
  - {period: 2026-09, verdict: breached, observed: 0, says: [支委会, 不少于 1 次]}
"""


def _one(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK + text, encoding="utf-8")
    (case,) = read_cases(path)
    return run_case(case, Bench(path))


def test_a_case_that_holds_says_nothing(tmp_path: Path):
    assert _one(tmp_path, HELD) == []


def test_what_differs_is_told_with_the_explanation(tmp_path: Path):
    (told,) = _one(tmp_path, HELD.replace("verdict: breached", "verdict: late"))
    assert "期望 2026-09 late" in told
    assert "实为 一支部 2026-09 breached observed 0" in told
    assert "《试写的制度》第一条" in told


def test_a_wrong_number_is_told(tmp_path: Path):
    (told,) = _one(tmp_path, HELD.replace("observed: 1", "observed: 3/2"))
    assert "observed 1.5" in told
    assert "observed 1" in told


def test_words_that_the_explanation_lacks_are_told(tmp_path: Path):
    (told,) = _one(tmp_path, HELD.replace("says: [支委会", "says: [党小组会"))
    assert "说明含“党小组会”" in told


def test_an_expected_finding_that_is_absent_is_told(tmp_path: Path):
    (told,) = _one(tmp_path, HELD.replace("period: 2026-08", "period: 2020-08"))
    assert "没有这一判定" in told
    assert "2026-09 breached" in told


def test_an_expectation_that_fits_several_findings_must_say_which(tmp_path: Path):
    (told,) = _one(tmp_path, HELD.replace("period: 2026-08, ", ""))
    assert "请写明 subject 和 period" in told


def test_no_finding_expected_and_there_are_some(tmp_path: Path):
    told = _one(tmp_path, HELD[: HELD.index("  expect:")] + "  expect: []\n")
    assert told
    assert all("期望没有判定" in one for one in told)


def test_an_unknown_clause_is_told_with_the_nearest(tmp_path: Path):
    (told,) = _one(tmp_path, HELD.replace("committee.monthly", "committee.monthy"))
    assert "是否想写“committee.monthly”" in told


SETTLED = f"""\
- clause: rectified
  title: 定为三天，第四天起算未达标
  settings: {{within: 3d}}
{BRANCH}  facts: [{{id: 问题, measure: problem_found, on: 2026-09-01}}]
  as_of: 2026-09-05
  expect: [{{period: "event:问题", verdict: breached}}]
"""


def test_settings_answer_the_open_question_of_that_case_only(tmp_path: Path):
    assert _one(tmp_path, SETTLED) == []
    open_still = SETTLED.replace("  settings: {within: 3d}\n", "").replace('"event:问题"', "2026-09")
    assert _one(tmp_path, open_still.replace("breached", "undetermined")) == []


def test_an_impossible_answer_is_told(tmp_path: Path):
    (told,) = _one(tmp_path, SETTLED.replace("3d", "三天"))
    assert "settings 不成立" in told


VOTE = """\
- clause: resolution
  title: 十人应到，六人赞成
  vote: {entitled: 10, present: 8, yes: 6, no: 2}
  expect: [{outcome: passed, says: [至少要 6 票]}]
"""


def test_a_vote_is_judged_by_its_numbers_alone(tmp_path: Path):
    assert _one(tmp_path, VOTE) == []
    (told,) = _one(tmp_path, VOTE.replace("yes: 6, no: 2", "yes: 5, no: 3"))
    assert "期望 passed，实为 failed" in told


def test_a_vote_on_a_clause_that_is_no_decision_is_told(tmp_path: Path):
    (told,) = _one(tmp_path, VOTE.replace("clause: resolution", "clause: rectified"))
    assert "不是表决条款" in told


def test_a_case_looks_back_to_the_first_of_last_year_unless_it_says_otherwise(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_text(BOOK + HELD + HELD.replace("  as_of:", "  from: 2026-09-01\n  as_of:"), encoding="utf-8")
    usual, narrow = read_cases(path)
    assert [day.isoformat() for day in usual.window] == ["2025-01-01", "2026-10-15"]
    assert [day.isoformat() for day in narrow.window] == ["2026-09-01", "2026-10-15"]


WRONG = [
    ("键写错", "as_of: 2026-10-15", "asof: 2026-10-15", 5, ["asof", "是否想写“as_of”"]),
    ("没有期望", HELD[HELD.index("  expect:") :], "", 1, ["expect", "缺少这一项"]),
    ("没有看到哪天", "  as_of: 2026-10-15\n", "", 1, ["缺少 as_of"]),
    ("没有对象", BRANCH, "", 1, ["缺少 subjects"]),
    ("判定写错", "verdict: met", "verdict: ok", 7, ["verdict", "写的是“ok”"]),
    ("没有写判定", "verdict: met, ", "", 7, ["应写 verdict"]),
    ("数写错", "observed: 1", "observed: 一次", 7, ["observed", "写的是“一次”"]),
    ("对象类型写错", "type: branch", "type: brunch", 3, ["type", "是否想写“branch”"]),
    (
        "计量写错",
        "measure: committee_meeting, on: 2026-08-20",
        "measure: comittee_meeting, on: 2026-08-20",
        4,
        ["measure", "是否想写“committee_meeting”"],
    ),
    ("日期不存在", "2026-08-20", "2026-08-32", 4, ["on", "没有这一天"]),
    (
        "列名差一个字母",
        "on: 2026-08-20",
        "on: 2026-08-20, enterd_on: 2026-08-21",
        4,
        ["enterd_on", "是否想写“entered_on”"],
    ),
    (
        "事实不是列表",
        "facts: [{measure: committee_meeting, on: 2026-08-20}, {measure: committee_meeting, on: 2026-10-09}]",
        "facts: 开了两次",
        4,
        ["facts 应为列表"],
    ),
    ("格里是一组键值", "on: 2026-08-20", "on: {day: 2026-08-20}", 4, ["on 写成了一组键值"]),
    ("期望表决结果", "verdict: met", "outcome: passed", 1, ["其他案例期望 verdict"]),
    ("起止颠倒", "as_of: 2026-10-15", "as_of: 2026-10-15\n  from: 2026-11-01", 1, ["晚于"]),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "fragments"), [pytest.param(*one[1:], id=one[0]) for one in WRONG]
)
def test_a_case_written_wrong_is_named_with_its_line(tmp_path: Path, monkeypatch, old, new, line, fragments):
    monkeypatch.chdir(tmp_path)
    assert HELD.count(old) == 1
    Path("book.yaml").write_text(BOOK + HELD.replace(old, new), encoding="utf-8")
    with pytest.raises(BookError) as refused:
        read_cases(Path("book.yaml"))
    told = [str(problem) for problem in refused.value.problems]
    start = f"book.yaml:{BOOK.count(chr(10)) + line}:"
    assert any(one.startswith(start) and all(f in one for f in fragments) for one in told), told
