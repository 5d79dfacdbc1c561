"""条目追踪：每一条清单由什么实现、由什么测试证明，处在哪一步，为什么。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhidu.project.trace import State, Trace, trace
from zhidu.rulebooks.source import BookError

HEAD = "id: trial\ntitle: 试写的制度\nlevel: local\nversion: '1'\n"
COUNTED = """\
- id: {id}
  family: x.count
  title: 支委会每月至少一次
  cite: 第一条
  modality: must
  subject: organization
  covers: [{covers}]
  kind: frequency
  measure: committee_meeting
  at_least: 1
  per: month
"""
OPEN = """\
- id: {id}
  family: x.within
  title: 查出问题及时整改
  cite: 第二条
  modality: must
  subject: organization
  covers: [{covers}]
  kind: deadline
  trigger: problem_found
  act: correction_done
  needs: [{{param: within, ask: 几天内, suggest: 30d}}]
"""
DUES = """\
- id: {id}
  family: dues.amount
  title: 党费按比例交
  cite: 第三条
  modality: must
  subject: member
  covers: [{covers}]
  kind: amount
  measure: dues_amount
  brackets: [{{payer: salaried, rate: 1/200}}]
"""
STAGE = """\
- id: recruit
  family: recruitment.steps
  title: 发展党员按步骤办
  cite: 第四条
  modality: must
  subject: case
  kind: stage
  procedure: recruitment
"""
PROCEDURE = """\
- id: recruitment
  title: 发展党员
  forms: [application]
  steps:
  - {id: apply, title: 申请, covers: [S1.1.1]}
"""
FORM = "- {id: application, title: 申请书, items: [{id: name, title: 姓名, covers: [S1.1.2]}]}\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    book = tmp_path / "rulebooks" / "trial"
    for part in ("clauses", "procedures", "forms"):
        (book / part).mkdir(parents=True)
    (book / "rulebook.yaml").write_text(HEAD, encoding="utf-8")
    return book.parent


def _write(library: Path, rows: str, clauses: str = "", procedures: str = "", forms: str = "") -> None:
    book = library / "trial"
    (book / "inventory.csv").write_text(f"id,duty,narrative,note\n{rows}", encoding="utf-8")
    for part, text in (("clauses", clauses), ("procedures", procedures), ("forms", forms)):
        if text:
            (book / part / "1.yaml").write_text(text, encoding="utf-8")


def _results(library: Path, tests: dict[str, list[str]], *, all_passed: bool = True) -> None:
    path = library.parent / "build/test-results/covers.json"
    path.parent.mkdir(parents=True)
    text = {"written": "2026-11-22T00:00:00+00:00", "commit": None, "all_passed": all_passed, "tests": tests}
    path.write_text(json.dumps(text), encoding="utf-8")


def _states(traced: Trace) -> dict[str, str]:
    return {one.row.id: one.state.value for one in traced.rows}


def test_a_clause_with_a_passing_test_is_running_and_without_one_defined(library):
    rows = "S1.1.1,开会,,\nS1.1.2,再开会,,\n"
    _write(library, rows, COUNTED.format(id="a", covers="S1.1.1, S1.1.2"))
    _results(library, {"S1.1.1": ["tests/x.py::a", "tests/x.py::b"]})
    traced = trace(library)
    assert _states(traced) == {"S1.1.1": "running", "S1.1.2": "defined"}
    first, second = traced.rows
    assert first.tests == ("tests/x.py::a", "tests/x.py::b")
    assert first.by == ("trial:a",)
    assert second.why == "没有通过的测试证明它"


@pytest.mark.parametrize("passed", [None, False], ids=["没有结果", "没有全部通过"])
def test_without_a_passing_run_nothing_is_running(library, passed):
    _write(library, "S1.1.1,开会,,\n", COUNTED.format(id="a", covers="S1.1.1"))
    if passed is not None:
        _results(library, {"S1.1.1": ["tests/x.py::a"]}, all_passed=passed)
    traced = trace(library)
    assert not traced.tests_known
    assert _states(traced) == {"S1.1.1": "defined"}


def test_narrative_rows_and_rows_nobody_covers(library):
    _write(
        library,
        "S1.1.1,来由,yes,只作交代\nS1.1.2,开会,,\nS1.1.3,来由,yes,\n",
        COUNTED.format(id="a", covers="S1.1.3"),
    )
    traced = trace(library)
    assert _states(traced) == {"S1.1.1": "narrative", "S1.1.2": "missing", "S1.1.3": "defined"}
    assert traced.totals == {
        "running": 0,
        "defined": 1,
        "needs_setting": 0,
        "narrative": 1,
        "missing": 1,
        "represented": 1,
        "rows": 3,
    }


def test_a_row_waits_for_a_number_only_if_every_clause_of_it_does(library):
    clauses = OPEN.format(id="a", covers="S1.1.1, S1.1.2") + COUNTED.format(id="b", covers="S1.1.2")
    _write(library, "S1.1.1,整改,,\nS1.1.2,整改,,\n", clauses)
    _results(library, {"S1.1.1": ["t"], "S1.1.2": ["t"]})
    assert _states(trace(library)) == {"S1.1.1": "needs_setting", "S1.1.2": "running"}


def test_a_rate_table_alone_runs_nothing_yet(library):
    _write(library, "S1.1.1,交党费,,\n", DUES.format(id="a", covers="S1.1.1"))
    _results(library, {"S1.1.1": ["t"]})
    (one,) = trace(library).rows
    assert (one.state, one.why) == (State.DEFINED, "只有定义，还没有可以判定的条款用到它")


def test_steps_and_form_items_run_through_the_clause_that_uses_them(library):
    rows = "S1.1.1,申请,,\nS1.1.2,写明姓名,,\n"
    tests = {"S1.1.1": ["t"], "S1.1.2": ["t"]}
    _write(library, rows, STAGE, PROCEDURE, FORM)
    _results(library, tests)
    used = trace(library)
    assert _states(used) == {"S1.1.1": "running", "S1.1.2": "running"}
    assert [one.by for one in used.rows] == [("trial:recruitment.apply",), ("trial:application.name",)]
    (library / "trial/clauses/1.yaml").unlink()
    assert _states(trace(library)) == {"S1.1.1": "defined", "S1.1.2": "defined"}


def test_a_row_with_two_duties_needs_both(library):
    rows = "S1.1.1,两件事,,#1 开会 #2 记录\nS1.1.2,两件事,,\n"
    clauses = COUNTED.format(id="a", covers='"S1.1.1#1", "S1.1.2#1"') + COUNTED.format(
        id="b", covers='"S1.1.2#2"'
    )
    _write(library, rows, clauses)
    first, second = trace(library).rows
    assert (first.state, first.why) == (State.MISSING, "第 #2 项没有条款")
    assert second.state is State.DEFINED


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        pytest.param(["S1.1.1#1"], State.DEFINED, id="只证明一项"),
        pytest.param(["S1.1.1#1", "S1.1.1#2"], State.RUNNING, id="两项都证明"),
        pytest.param(["S1.1.1"], State.RUNNING, id="整条证明"),
    ],
)
def test_both_duties_need_a_test(library, marks, state):
    clauses = COUNTED.format(id="a", covers='"S1.1.1#1"') + COUNTED.format(id="b", covers='"S1.1.1#2"')
    _write(library, "S1.1.1,两件事,,\n", clauses)
    _results(library, {mark: ["t"] for mark in marks})
    assert trace(library).rows[0].state is state


def test_rows_come_in_the_order_of_the_seed(library):
    rows = "S10.1.1,a,,\nS2.1.10,b,,\nS2.1.9,c,,\nS2.1.9a,d,,\n"
    _write(library, rows)
    assert [one.row.id for one in trace(library).rows] == ["S2.1.9", "S2.1.9a", "S2.1.10", "S10.1.1"]


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        pytest.param("id,duty\nS1.1.1,开会\n", "表头缺少 narrative、note", id="缺列"),
        pytest.param("id,duty,narrative,note\nS1.1.1,开会,maybe,\n", "应为 yes 或空着", id="写错"),
        pytest.param("id,duty,narrative,note\n,开会,,\n", "没有编号", id="没有编号"),
    ],
)
def test_a_broken_inventory_is_refused(library, text, fragment):
    (library / "trial" / "inventory.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BookError, match=fragment):
        trace(library)


def test_an_unreadable_result_is_refused(library):
    _write(library, "S1.1.1,开会,,\n")
    path = library.parent / "build/test-results/covers.json"
    path.parent.mkdir(parents=True)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(BookError, match="make test"):
        trace(library)
