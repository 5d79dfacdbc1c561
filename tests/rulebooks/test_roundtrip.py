"""读入、写出、再读入，一字不差：十一部制度逐部验证，再加随机条款。"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from tests.properties.clause_strategies import clauses
from tests.properties.laws import law
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.clauses import read_clause, write_clause
from zhidu.rulebooks.dump import as_yaml, dump, without_places
from zhidu.rulebooks.kind_schema import KINDS
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.load import load
from zhidu.rulebooks.source import parse_yaml


def again(book: Rulebook, folder: Path) -> Rulebook:
    file = folder / "book.yaml"
    file.write_text(dump(book), encoding="utf-8")
    return load(file)


@pytest.mark.parametrize("name", book_ids())
def test_a_shipped_book_reads_back_from_what_it_writes(name: str, tmp_path: Path) -> None:
    book = load(find_book(name))
    second = again(book, tmp_path)
    assert without_places(second) == without_places(book)
    assert dump(second) == dump(book)


@law
@given(rule=clauses(kinds=tuple(KINDS)))
def test_any_clause_reads_back_from_what_it_writes(rule: Clause) -> None:
    written = write_clause(rule)
    node = parse_yaml(as_yaml(written), "again")
    second = read_clause(node, book=rule.book, book_title=rule.book_title)
    assert replace(second, line=0) == replace(rule, line=0)
