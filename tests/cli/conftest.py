"""Fixtures of the command line: a school with its records as plain files, and a way to run a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from zhidu.domain.rules.book import Rulebook
from zhidu.project.cli import main
from zhidu.rulebooks.library import library
from zhidu.rulebooks.load import Answers, load

SUBJECTS = """\
subject,type,belongs_to,valid_from,name
学校总支,general_branch,,2020-01-01,
一支部,school_branch,学校总支,2020-01-01,第一支部
张三,full_member,一支部,2020-01-01,
"""
FACTS = """\
id,subject,measure,on,entered_on,chair,recorder
八月大会,一支部,members_meeting,2026-08-12,,secretary,group_leader
九月大会,一支部,members_meeting,2026-09-10,2026-10-02,secretary,
"""


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture
def zhidu(capsys) -> Callable[..., Said]:
    """Run ``zhidu`` with the given words."""

    def run(*words: object) -> Said:
        try:
            status = main([str(word) for word in words])
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.fixture
def school(tmp_path: Path, monkeypatch) -> Path:
    """A folder with the school's subjects and facts; commands run inside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "对象.csv").write_text(SUBJECTS, encoding="utf-8")
    (tmp_path / "事实.csv").write_text(FACTS, encoding="utf-8")
    return tmp_path


_once = cache(load)


@pytest.fixture(autouse=True)
def _shipped_books_are_read_once(monkeypatch) -> None:
    """Reading a large book takes a second and gives the same immutable book every time."""

    def quick(path: Path, answers: Answers | None = None) -> Rulebook:
        return _once(path) if path.parent == library() and not answers else load(path, answers)

    for module in ("decide", "explain", "run"):
        monkeypatch.setattr(f"zhidu.project.cli.{module}.load", quick)
