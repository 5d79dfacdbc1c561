"""怎么算 in plain words: every clause of every shipped book, and a few read by hand."""

from __future__ import annotations

import re
from functools import cache

import pytest

from zhidu.domain.rules.book import Rulebook
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.load import BookSource
from zhidu.rulebooks.plain import NOTHING, cells, sentence, side_by_side

BOOKS = sorted(book_ids())


@cache
def book(name: str) -> Rulebook:
    return BookSource(find_book(name)).book({})


def said(name: str, clause: str) -> str:
    found = book(name).clause(clause)
    assert found is not None
    return sentence(found, book(name))


def cell(name: str, clause: str) -> dict[str, str]:
    found = book(name).clause(clause)
    assert found is not None
    return {one.label: one.value for one in cells(found, book(name))}


@pytest.mark.parametrize("name", BOOKS)
def test_every_clause_is_said_in_chinese_and_in_full(name: str) -> None:
    for clause in book(name).clauses:
        text, shown = sentence(clause, book(name)), cells(clause, book(name))
        assert text.endswith("。"), clause.id
        assert len(text) > 8, clause.id
        assert {"约束力", "管谁"} <= {one.label for one in shown}, clause.id
        assert len({one.label for one in shown}) == len(shown), clause.id
        words = text + "".join(f"{one.label}{one.value}" for one in shown)
        # no key of the file, no name of a column is left as a programmer would write it
        assert not re.search(r"[A-Za-z]{2}|None", words), (clause.id, words)
        assert "（）" not in words, clause.id
        assert "，，" not in words, clause.id


@pytest.mark.parametrize("name", BOOKS)
def test_what_nobody_has_fixed_is_marked_as_only_suggested(name: str) -> None:
    for clause in book(name).clauses:
        if clause.open_needs:
            assert "上面写的是建议" in sentence(clause, book(name)), clause.id
            assert any(one.open for one in cells(clause, book(name))), clause.id
        else:
            assert not any(one.open for one in cells(clause, book(name))), clause.id


def test_a_count_says_how_often_when_it_warns_and_what_follows() -> None:
    assert said("branch-comprehensive", "committee.monthly") == "支委会：每月应不少于 1 次。"
    shown = cell("branch-comprehensive", "committee.monthly")
    assert (shown["数什么"], shown["最少"], shown["每多久"]) == ("支委会", "1 次", "每月")
    assert shown["到期前"] == "提前 15 天显示临期，提前 3 天提醒"
    assert shown["没做到"] == "30 天内可以补办，记为迟办"


def test_a_generally_is_never_called_a_breach() -> None:
    shown = cell("branch-comprehensive", "members-meeting.quarterly")
    assert shown["约束力"] == "一般"
    assert shown["没做到"].startswith("记为一般未做到")


def test_a_lapse_only_proposes() -> None:
    text = said("national", "lapse.six-months")
    assert "连续 6 个月" in text
    assert "由系统提出，怎样处理由会议决定" in text


def test_a_permission_is_not_judged() -> None:
    assert cell("information-reporting", "major-decision.tell")["没有办"] == "可办可不办，不作判定"


def test_two_books_side_by_side_say_what_one_of_them_leaves_out() -> None:
    ours, theirs = book("branch-comprehensive"), book("national")
    monthly = ours.clause("committee.monthly")
    usual = next(one for one in theirs.clauses if monthly is not None and one.family == monthly.family)
    assert monthly is not None
    rows = {row.label: row for row in side_by_side([(usual, theirs), (monthly, ours)])}
    assert rows["约束力"].values == ("一般", "应当")
    assert rows["约束力"].differs
    assert rows["每多久"].values == ("每月", "每月")
    assert not rows["每多久"].differs
    assert rows["可以免计"].values[1] == NOTHING
