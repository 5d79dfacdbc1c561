"""Adoptions and answers from plain files: which organisation runs which book, and what it answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.rulebooks.codecs import iso_date, near, plain
from zhidu.rulebooks.inherit import Adoption, Settled
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import BookSource
from zhidu.rulebooks.rows import Faults, Row, read_rows, shown
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
    if not adoptions and not faults.found:
        faults.at(shown(path), 1, "", "只有表头，没有一个组织采用制度；应至少有一行")
    faults.check()
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
    return _read(path, ("党组织（或 *）", "制度", "条款", "参数"))


def read_own_answers(path: Path) -> Written:
    """Answers to the one book that is run alone: clause → parameter → answer. Raises BookError."""
    return _read(path, ("条款", "参数"))


class Written(dict[str, Any]):
    """Answers as nested dictionaries that remember the file, and the line of every key by its path."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.lines: dict[tuple[str, ...], int] = {}

    def problem(self, keys: tuple[str, ...], message: str) -> Problem:
        """What is wrong with the answer at that path, at its line or at that of what holds it."""
        known = next((keys[:end] for end in range(len(keys), 0, -1) if keys[:end] in self.lines), ())
        return Problem(self.file, self.lines.get(known, 0), " · ".join(keys), message)


def _read(path: Path, levels: tuple[str, ...]) -> Written:
    found = Written(shown(path))
    problems: list[Problem] = []

    def fill(place: dict[str, Any], value: Value, above: tuple[str, ...]) -> None:
        if not isinstance(value, Map):
            what = levels[len(above)]
            problems.append(Problem(found.file, value.line, " · ".join(above), f"应为“{what}: …”的一组键值"))
            return
        for key, one in value.entries.items():
            keys = (*above, key)
            found.lines[keys] = value.line_of(key)
            if len(keys) == len(levels):
                place[key] = plain(one)
            else:
                place[key] = {}
                fill(place[key], one, keys)

    fill(found, read_yaml(path, found.file), ())
    if problems:
        raise BookError(problems)
    return found


def answered(
    source: BookSource, answers: Mapping[str, Any], written: Mapping[str, Any], above: tuple[str, ...] = ()
) -> Rulebook:
    """The book with *answers*; a wrong answer is told at its place in *written*, not at the clause.

    *above* are the keys that lead to the answers in that file. Raises BookError.
    """
    try:
        return source.book(answers)
    except BookError:
        if not isinstance(written, Written):
            raise
        problems = list(_wrong_answers(source, answers, written, above))
        if not problems:
            raise
        raise BookError(problems) from None


def _wrong_answers(
    source: BookSource, answers: Mapping[str, Any], written: Written, above: tuple[str, ...]
) -> Iterator[Problem]:
    book = source.book()  # a fault of the book itself is told as such
    for clause, given in answers.items():
        # a common answer (*) stands elsewhere in the file than an organisation's own
        place = above if (*above, clause) in written.lines else ("*", *above[1:])
        if book.clause(clause) is None:
            hint = near(clause, (one.id for one in book.clauses))
            message = f"《{book.title}》没有“{clause[:40]}”这一条{hint}"
            if not above and clause == "*":
                message += "；单独运行一部制度时，只写“条款: {参数: 回答}”"
            yield written.problem((*place, clause), message)
            continue
        try:
            source.book({clause: given})
        except BookError as error:
            for one in error.problems:
                param = one.path.rpartition(" · ")[2]
                message = one.message if len(one.message) <= _LONGEST else f"{one.message[:_LONGEST]}…"
                yield written.problem((*place, clause, param), message)


_LONGEST = 200


def settle(adoptions: Sequence[Adoption], places: Mapping[str, Path], answers: Answers) -> Settled:
    """Every adopted book with each organisation's own answers; ``*`` for those that gave none of their own.

    Keys of a book are what the adoption calls it. Raises BookError.
    """
    sources = {name: BookSource(place) for name, place in places.items()}
    _check_ids(places, sources)
    _check_heard(adoptions, sources, answers)
    common = answers.get("*", {})
    settled: dict[str, dict[str, Rulebook]] = {"*": {}}
    for name, source in sources.items():
        key = _key(common, name, source)
        settled["*"][name] = answered(source, common.get(key, {}), answers, ("*", key))
    for adoption in adoptions:
        own = answers.get(adoption.organization, {})
        source = sources[adoption.book]
        key = _key(own, adoption.book, source)
        if mine := own.get(key):
            merged = dict(common.get(_key(common, adoption.book, source), {}))
            for clause, given in mine.items():
                merged[clause] = {**merged.get(clause, {}), **given}
            book = answered(source, merged, answers, (adoption.organization, key))
            settled.setdefault(adoption.organization, {})[adoption.book] = book
    return settled


def _check_ids(places: Mapping[str, Path], sources: Mapping[str, BookSource]) -> None:
    """Findings name a book by its id, so two books may not share one. Raises BookError."""
    first: dict[str, Path] = {}
    for name, source in sources.items():
        place = places[name]
        other = first.setdefault(source.id, place)
        if source.id and other.resolve() != place.resolve():
            message = f"编号“{source.id}”与 {shown(other)} 相同；两部制度的编号应不同"
            raise BookError([Problem(shown(place), 0, "id", message)])


def _key(books: Mapping[str, Any], name: str, source: BookSource) -> str:
    """How the settings call a book: as the adoption does, or by the book's own id."""
    return name if books.get(name) else source.id


def _check_heard(adoptions: Sequence[Adoption], sources: Mapping[str, BookSource], answers: Answers) -> None:
    """An answer that nobody would ever look at was meant for something. Raises BookError."""
    if not isinstance(answers, Written):
        return
    problems = []
    for organization, books in answers.items():
        adopted = [one.book for one in adoptions if organization in {"*", one.organization}]
        if not adopted:
            hint = near(organization, {one.organization for one in adoptions})
            message = f"“{organization[:40]}”没有采用任何制度，回答用不上{hint}；应写采用制度的党组织，或 *"
            problems.append(answers.problem((organization,), message))
            continue
        heard = {*adopted, *(sources[name].id for name in adopted)}
        for book in books:
            if book not in heard:
                whose = "没有组织" if organization == "*" else f"“{organization}”没有"
                offer = f"{near(book, heard)}；采用的有：{'、'.join(sorted(set(adopted)))}"
                message = f"{whose}采用“{book[:40]}”，回答用不上{offer}"
                problems.append(answers.problem((organization, book), message))
    if problems:
        raise BookError(problems)
