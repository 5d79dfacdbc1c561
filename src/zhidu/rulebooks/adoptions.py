"""Adoptions and answers from plain files: which organisation runs which book, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.rulebooks.codecs import iso_date, plain
from zhidu.rulebooks.inherit import Adoption, Settled
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import BookSource
from zhidu.rulebooks.rows import Faults, Row, read_rows
from zhidu.rulebooks.source import BookError, Map, Problem, Value, read_yaml

COLUMNS = ("organization", "book", "from", "to")
Answers = Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]
"""Organisation (or ``*``) → book → clause → parameter → answer."""


def read_adoptions(path: Path, subjects: Subjects) -> tuple[list[Adoption], dict[str, Path]]:
    """Adoptions, and where each book lies.

    Raises BookError for unknown organisations or books, impossible dates, and two adoptions of one book by
    one organisation that overlap.
    """
    faults = Faults()
    adoptions: list[Adoption] = []
    books: dict[str, Path] = {}
    for row in read_rows(path, ("organization", "book"), COLUMNS, faults):
        adoption = _adoption(row, subjects, faults)
        if adoption is None:
            continue
        try:
            books[adoption.book] = _where(adoption.book, path.parent)
        except BookError as error:
            faults.add(row, "book", error.problems[0].message)
            continue
        clash = next((one for one in adoptions if _overlap(one, adoption)), None)
        if clash is not None:
            faults.add(
                row, "from", f"{adoption.organization}对“{adoption.book}”的采用时间与前面一行重叠；应首尾相接"
            )
            continue
        adoptions.append(adoption)
    if faults.found:
        raise BookError(faults.found)
    return adoptions, books


def _adoption(row: Row, subjects: Subjects, faults: Faults) -> Adoption | None:
    name = row.cells.get("organization", "")
    subject = subjects.get(name)
    if subject is None or subject.kind is not SubjectClass.ORGANIZATION:
        faults.add(row, "organization", f"对象表里没有党组织“{name}”；采用制度的应是对象表里的党组织")
        return None
    days = []
    for column, default in (("from", date.min), ("to", date.max)):
        text = row.cells.get(column, "")
        try:
            days.append(iso_date(text) if text else default)
        except ValueError:
            faults.add(row, column, f"写的是“{text}”，应为真实存在的日期，如 2026-05-11")
            return None
    if days[0] > days[1]:
        faults.add(row, "to", f"从 {days[0]} 起、到 {days[1]} 止，起止颠倒")
        return None
    return Adoption(organization=name, book=row.cells.get("book", ""), first=days[0], last=days[1])


def _overlap(a: Adoption, b: Adoption) -> bool:
    same = (a.organization, a.book) == (b.organization, b.book)
    return same and a.first <= b.last and b.first <= a.last


def _where(book: str, folder: Path) -> Path:
    """A book beside the adoptions file, or one of the library."""
    beside = folder / book
    return beside if beside.exists() else find_book(book)


def read_answers(path: Path) -> Answers:
    """The settings file: organisation (or ``*``) → book → clause → parameter → answer. Raises BookError."""
    shown = str(path)
    tree = read_yaml(path, shown)
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    for organization, books in _entries(tree, shown, problems, "党组织（或 *）"):
        for book, clauses in _entries(books, shown, problems, "制度"):
            for clause, answers in _entries(clauses, shown, problems, "条款"):
                for param, answer in _entries(answers, shown, problems, "参数"):
                    place = found.setdefault(organization, {}).setdefault(book, {}).setdefault(clause, {})
                    place[param] = plain(answer)
    if problems:
        raise BookError(problems)
    return found


def _entries(value: Value, shown: str, problems: list[Problem], what: str) -> Sequence[tuple[str, Value]]:
    if isinstance(value, Map):
        return list(value.entries.items())
    problems.append(Problem(shown, value.line, "", f"应为“{what}: …”的一组键值"))
    return []


def settle(adoptions: Sequence[Adoption], places: Mapping[str, Path], answers: Answers) -> Settled:
    """Every adopted book with each organisation's own answers; ``*`` for those that gave none of their own.

    Keys of a book are what the adoption calls it. Raises BookError.
    """
    sources = {name: BookSource(place) for name, place in places.items()}
    common = answers.get("*", {})
    settled: dict[str, dict[str, Rulebook]] = {
        "*": {name: source.book(_for(common, name, source)) for name, source in sources.items()}
    }
    for adoption in adoptions:
        own = answers.get(adoption.organization, {})
        source = sources[adoption.book]
        mine = _for(own, adoption.book, source)
        if mine:
            merged = {**_for(common, adoption.book, source)}
            for clause, given in mine.items():
                merged[clause] = {**merged.get(clause, {}), **given}
            settled.setdefault(adoption.organization, {})[adoption.book] = source.book(merged)
    return settled


def _for(books: Mapping[str, Any], name: str, source: BookSource) -> dict[str, Any]:
    """Answers to one book, under the name the adoption uses or the book's own id."""
    return dict(books.get(name) or books.get(source.id) or {})
