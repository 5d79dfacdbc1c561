"""检查一部制度：载入、案例、像是笔误的地方。"""

from __future__ import annotations

from pathlib import Path

import pytest

from zhidu.rulebooks.check import check, lint
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.load import load

HEAD = "id: trial\ntitle: 试写的制度\nlevel: local\nversion: '1'\n"
CLAUSE = """\
- id: {id}
  family: {family}
  title: {title}
  cite: 第一条
  modality: must
  subject: organization
  covers: [S1.1.1]
  kind: frequency
  measure: {measure}
  at_least: 1
  per: month
"""
MONTHLY = {"id": "a", "family": "x.count", "title": "支委会每月一次", "measure": "committee_meeting"}


def _book(tmp_path: Path, clauses: str, **files: str) -> Path:
    (tmp_path / "clauses").mkdir()
    (tmp_path / "rulebook.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "clauses" / "1.yaml").write_text(clauses, encoding="utf-8")
    for name, text in files.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "1.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def _warnings(path: Path) -> list[str]:
    result = check(path)
    assert not result.errors
    assert all(one.warning for one in result.warnings)
    return [str(one) for one in result.warnings]


@pytest.mark.parametrize("book", book_ids())
def test_nothing_in_the_shipped_books_looks_like_a_slip(book: str):
    path = find_book(book)
    assert [str(one) for one in lint(load(path), path)] == []


def test_a_sound_book_gives_no_warning(tmp_path: Path):
    path = _book(tmp_path, CLAUSE.format(**MONTHLY))
    (path / "inventory.csv").write_text("id,duty,narrative,note\nS1.1.1,开会,,\n", encoding="utf-8")
    assert _warnings(path) == []


def test_a_row_that_no_inventory_knows(tmp_path: Path):
    path = _book(tmp_path, CLAUSE.format(**MONTHLY))
    (path / "inventory.csv").write_text("id,duty,narrative,note\nS1.1.2,开会,,\n", encoding="utf-8")
    (told,) = _warnings(path)
    assert "clauses/1.yaml:1: a：" in told
    assert "S1.1.1 不在本书的 inventory.csv 里" in told


def test_titles_without_chinese_or_too_long(tmp_path: Path):
    clauses = CLAUSE.format(**{**MONTHLY, "title": "monthly"}) + CLAUSE.format(
        **{**MONTHLY, "id": "b", "title": "长" * 41}
    )
    first, second = _warnings(_book(tmp_path, clauses))
    assert "clauses/1.yaml:1: a：标题“monthly”没有中文" in first
    assert "clauses/1.yaml:12: b：标题有 41 字" in second


def test_a_word_nobody_named(tmp_path: Path):
    clause = CLAUSE.format(**MONTHLY).partition("  kind:")[0]
    role = "  kind: role\n  event: members_meeting\n  duty: chair\n  allowed: [secretary, chief]\n"
    (told,) = _warnings(_book(tmp_path, clause + role))
    assert "词“chief”没有中文名" in told


def test_a_procedure_and_a_form_nobody_uses(tmp_path: Path):
    path = _book(
        tmp_path,
        CLAUSE.format(**MONTHLY),
        procedures="- {id: steps, title: 步骤, steps: [{id: one, title: 第一步}]}\n",
        forms="- {id: sheet, title: 表, items: [{id: one, title: 一栏}]}\n",
    )
    first, second = _warnings(path)
    assert "procedures/1.yaml:1: steps：" in first
    assert "forms/1.yaml:1: sheet：" in second


def test_a_number_asked_twice(tmp_path: Path):
    ask = "{param: at_least, ask: 几次, suggest: '1'}"
    clause = CLAUSE.format(**MONTHLY).replace("  at_least: 1\n", f"  needs: [{ask}, {ask}]\n")
    (told,) = _warnings(_book(tmp_path, clause))
    assert "把“at_least”问了两次" in told


def test_a_family_that_counts_different_things(tmp_path: Path):
    other = {**MONTHLY, "id": "b", "measure": "members_meeting"}
    (told,) = _warnings(_book(tmp_path, CLAUSE.format(**MONTHLY) + CLAUSE.format(**other)))
    assert "clauses/1.yaml:12: b：" in told
    assert "committee_meeting、members_meeting" in told


def test_a_broken_book_gives_errors_and_nothing_is_raised(tmp_path: Path):
    result = check(_book(tmp_path, CLAUSE.format(**{**MONTHLY, "measure": "meeting"})))
    assert result.book is None
    assert [one.line for one in result.errors] == [9]


def test_a_broken_case_file_is_an_error_and_a_wrong_case_a_failure(tmp_path: Path):
    case = (
        "- clause: a\n  title: 没有开\n  subjects: [{subject: 一支部, type: branch, valid_from: 2020-01-01}]\n"
        "  as_of: 2026-10-01\n  expect: [{period: 2026-09, verdict: met}]\n"
    )
    path = _book(tmp_path, CLAUSE.format(**MONTHLY), cases=case)
    seen: list[tuple[int, int]] = []
    result = check(path, progress=lambda done, total: seen.append((done, total)))
    (failure,) = result.failures
    assert "cases/1.yaml:1: a · 案例“没有开”：期望 2026-09 met，实为 一支部 2026-09 breached" in str(failure)
    assert seen == [(1, 1)]
    (path / "cases" / "1.yaml").write_text(case.replace("as_of", "asof"), encoding="utf-8")
    assert [one.line for one in check(path).errors] == [4]
