"""zhidu decide：按票数判定一次表决。"""

from __future__ import annotations

import json

import pytest

SCHOOL = ("decide", "--book", "school-branch", "--clause", "resolution.pass", "--on", "2026-11-22")
TEN = ("--entitled", 10, "--present", 6, "--yes", 4, "--no", 1, "--abstain", 1)


@pytest.mark.covers("S2.1.10", "S2.1.11")
def test_half_of_those_present_is_enough_for_the_school_but_not_nationally(zhidu):
    said = zhidu(*SCHOOL, *TEN)
    assert said.status == 0
    assert said.out.splitlines()[0] == "failed"
    assert "（national:members-meeting.vote）" in said.out
    assert "至少要 6 票，实得赞成 4 票，还差 2 票" in said.out
    assert "应到会有表决权 10 人，实到会 6 人，赞成 4 票" in said.out


@pytest.mark.covers("S2.1.10", "S2.1.11")
def test_alone_only_the_schools_own_clause_counts(zhidu):
    said = zhidu(*SCHOOL, *TEN, "--alone")
    assert (said.status, said.out.splitlines()[0]) == (0, "passed")
    assert "national:" not in said.out


def test_before_the_national_rule_was_in_force_it_does_not_count(zhidu):
    said = zhidu(*SCHOOL, *TEN, "--on", "2018-10-01")
    assert said.out.splitlines()[0] == "passed"


def test_numbers_that_cannot_be_are_refused_with_the_reason(zhidu):
    said = zhidu(*SCHOOL, "--entitled", 10, "--present", 16, "--yes", 4)
    assert said.status == 2
    assert said.out.splitlines()[0] == "impossible"
    assert "实到会 16 人，多于应到会的 10 人" in said.err


def test_one_vote_more_than_people_is_legal_with_a_written_opinion(zhidu):
    votes = ("--entitled", 28, "--present", 23, "--yes", 20, "--no", 4)
    assert zhidu(*SCHOOL, *votes).status == 2
    assert zhidu(*SCHOOL, *votes, "--written", 1).out.splitlines()[0] == "passed"


def test_nobody_present_is_no_quorum(zhidu):
    said = zhidu(*SCHOOL, "--entitled", 10, "--present", 0, "--yes", 0)
    assert (said.status, said.out.splitlines()[0]) == (0, "no_quorum")


def test_a_vote_that_could_not_pass_is_warned_of(zhidu):
    said = zhidu(*SCHOOL, "--entitled", 28, "--present", 14, "--yes", 14)
    assert said.out.splitlines()[0] == "failed"
    assert "提醒：" in said.out
    assert "15" in said.out


def test_a_member_left_out_who_came_is_counted_again(zhidu):
    said = zhidu(*SCHOOL, "--entitled", 28, "--present", 15, "--yes", 15, "--excluded", 1, "--format", "json")
    told = json.loads(said.out)
    assert told["outcome"] == "passed"
    assert {step["denominator"] for step in told["steps"] if step["base"] == "entitled"} == {29}


@pytest.mark.covers("S5.2.7")
def test_a_near_tie_is_put_off_unless_it_is_urgent(zhidu):
    words = ("decide", "--book", "branch-comprehensive", "--clause", "near-tie", "--alone")
    votes = ("--entitled", 28, "--present", 28, "--yes", 15, "--no", 13)
    assert zhidu(*words, *votes).out.splitlines()[0] == "deferred"
    assert zhidu(*words, *votes, "--emergency").out.splitlines()[0] == "passed"


def test_the_matter_brings_in_what_is_decided_about_it_nationally(zhidu):
    general = json.loads(zhidu(*SCHOOL, *TEN, "--format", "json").out)
    admission = json.loads(zhidu(*SCHOOL, *TEN, "--matter", "admission", "--format", "json").out)
    assert [one["clause"] for one in general["clauses"]] == ["resolution.pass", "members-meeting.vote"]
    assert "recruitment.admission-vote-2026" in [one["clause"] for one in admission["clauses"]]


def test_everyone_is_the_base_where_the_clause_says_all_members(zhidu):
    words = ("decide", "--book", "poverty-office", "--clause", "admission.pass", "--alone")
    votes = ("--entitled", 10, "--present", 10, "--yes", 6)
    assert zhidu(*words, *votes).out.splitlines()[0] == "passed"
    assert zhidu(*words, *votes, "--everyone", 12).out.splitlines()[0] == "failed"


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        pytest.param(("--clause", "resolution.pas"), "是否想写“resolution.pass”", id="条款写错"),
        pytest.param(("--clause", "members-meeting.chair"), "不是表决条款", id="不是表决条款"),
        pytest.param(("--book", "shcool-branch"), "是否想写“school-branch”", id="制度写错"),
        pytest.param(("--yes", "四"), "应为整数", id="票数写成文字"),
        pytest.param(("--yes", "1" * 5_000), "…”，应为整数", id="票数有几千位"),
        pytest.param(("--matter", "admision"), "是否想写“admission”", id="事项写错"),
        pytest.param(("--on", "2026-02-30"), "没有这一天", id="日期不存在"),
    ],
)
def test_bad_words_are_refused(zhidu, words, fragment):
    said = zhidu(*SCHOOL, *TEN, *words)
    assert (said.status, said.out) == (2, "")
    assert fragment in said.err


def test_a_number_that_is_missing_is_named(zhidu):
    said = zhidu(*SCHOOL, "--entitled", 10)
    assert said.status == 2
    assert "缺少参数：--present, --yes" in said.err


def test_a_clause_that_is_no_longer_in_force_is_not_applied(zhidu, tmp_path):
    (tmp_path / "rulebook.yaml").write_text(
        "id: national\ntitle: 自称全国的书\nlevel: local\nversion: '1'\nclauses:\n"
        "- {id: a.vote, family: resolution.pass, title: 大会表决, cite: 一, modality: must, subject: organization,\n"
        "   kind: decision, forum: [members_meeting], pass: {of: present, at_least: 1/2},\n"
        "   effective: {from: 2020-01-01, to: 2025-12-31}}\n",
        encoding="utf-8",
    )
    words = ("decide", "--book", tmp_path, "--clause", "a.vote", *TEN, "--on")
    said = zhidu(*words, "2026-01-01")
    assert said.status == 2
    assert "至 2025-12-31 止施行，2026-01-01 不适用" in said.err
    # a book that calls itself national is still below the national rules
    assert "支部条例（2018）" in zhidu(*words, "2025-06-01").out
