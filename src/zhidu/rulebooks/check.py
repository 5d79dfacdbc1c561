"""The linter (检查): whether a book loads, whether its cases hold, and what looks like a slip."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds import params as p
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, WORDS
from zhidu.rulebooks.case_runs import Bench, failures
from zhidu.rulebooks.cases import read_cases
from zhidu.rulebooks.rows import shown
from zhidu.rulebooks.source import BookError, Map, Problem, Seq, Text, read_yaml

MAX_TITLE = 40
Progress = Callable[[int, int], None]
"""Told after every case: how many are done, how many there are."""


@dataclass(slots=True)
class Checked:
    """The result for one book. ``errors`` keep it from loading; ``failures`` are cases that do not hold."""

    path: Path
    book: Rulebook | None = None
    cases: int = 0
    errors: list[Problem] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Everything, the gravest first."""
        return [*self.errors, *self.failures, *self.warnings]


def check(path: Path, calendar: Calendar | None = None, progress: Progress | None = None) -> Checked:
    """Load the book at *path*, run its cases and look for slips; nothing is raised for a bad book."""
    result = Checked(path)
    try:
        bench = Bench(path, calendar)
    except BookError as error:
        result.errors += error.problems
        return result
    result.book = bench.book
    result.warnings += lint(bench.book, path)
    try:
        cases = read_cases(path)
    except BookError as error:
        result.errors += error.problems
        return result
    result.cases = len(cases)
    for done, case in enumerate(cases, start=1):
        result.failures += failures(case, bench)
        if progress:
            progress(done, len(cases))
    return result


def lint(book: Rulebook, path: Path) -> list[Problem]:
    """What loads and yet is probably a slip of the pen: a list of warnings."""
    slips = [
        *_titles(book),
        *_words(book),
        *_rows(book, path),
        *_unused(book),
        *_needs(book),
        *_families(book),
    ]
    if not slips:
        return []
    where = places(path)
    nowhere = (shown(path), 0)
    return [
        Problem(*where.get(one.partition(" · ")[0], nowhere), one, message, warning=True)
        for one, message in slips
    ]


Slip = tuple[str, str]
"""Id of the clause, procedure or form (and, after a dot, the step or item), and what looks wrong."""


def places(path: Path) -> dict[str, tuple[str, int]]:
    """Id → file and line, for the clauses, procedures and forms of a book that loads."""
    found: dict[str, tuple[str, int]] = {}
    files = [path] if path.is_file() else [path / "rulebook.yaml", *sorted(path.glob("*/*.yaml"))]
    for file in files:
        value = read_yaml(file, shown(file))
        lists = [value] if isinstance(value, Seq) else []
        if isinstance(value, Map):
            lists += [one for one in value.entries.values() if isinstance(one, Seq)]
        for item in (item for one in lists for item in one):
            name = item.entries.get("id") if isinstance(item, Map) else None
            if isinstance(name, Text):
                found.setdefault(name.value, (shown(file), item.line))
    return found


def _chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _titles(book: Rulebook) -> Iterator[Slip]:
    for one in book.clauses:
        if not _chinese(one.title):
            yield one.id, f"标题“{one.title}”没有中文"
        elif len(one.title) > MAX_TITLE:
            yield one.id, f"标题有 {len(one.title)} 字，超过 {MAX_TITLE} 字；标题应一眼看完"


def _words(book: Rulebook) -> Iterator[Slip]:
    told: set[str] = set()
    steps = {one.id for procedure in book.procedures.values() for one in procedure.steps}
    for clause in book.clauses:
        for token in sorted(tokens(clause)):
            known = token in WORDS or token in book.words or token in steps or _chinese(token)
            if not known and token not in told and not token.isdigit():
                told.add(token)
                yield clause.id, f"词“{token}”没有中文名；请在 rulebook.yaml 的 words 里写上"


def tokens(clause: Clause) -> set[str]:
    """The words of a clause that findings show to people."""
    found: set[str] = set()
    if clause.excuse:
        found |= clause.excuse.grounds | clause.excuse.approver
    if clause.proposes:
        found.add(clause.proposes)
    match clause.params:
        case p.DecisionRule() as one:
            found |= one.forum | one.matter | one.method | set(one.exclude) | set(one.requires)
            found |= set(one.near_tie.then) if one.near_tie else set()
        case p.Schedule() as one:
            found |= one.move.consent if one.move else set()
        case p.Deadline() as one:
            found |= one.by | one.to | set(one.fields)
        case p.Composition() as one:
            found |= {part.type for part in one.parts if part.type not in SUBJECT_TYPES}
        case p.Role() as one:
            found |= one.allowed
        case p.Content() as one:
            found |= one.allowed | one.must_include | one.reserved | one.reserved_to
        case p.Record() as one:
            found |= {*one.fields, *one.sign, *one.grades}
        case p.Disclosure() as one:
            found |= one.to | one.via
        case _:
            pass
    return found


def covered(book: Rulebook) -> Iterator[tuple[str, str]]:
    """(row, who covers it) for clauses, procedures, steps, forms and their items."""
    for clause in book.clauses:
        yield from ((row, clause.id) for row in clause.covers)
    for procedure in book.procedures.values():
        yield from ((row, procedure.id) for row in procedure.covers)
        for step in procedure.steps:
            yield from ((row, f"{procedure.id} · {step.id}") for row in step.covers)
    for form in book.forms.values():
        yield from ((row, form.id) for row in form.covers)
        for item in form.items:
            yield from ((row, f"{form.id} · {item.id}") for row in item.covers)


def _rows(book: Rulebook, path: Path) -> Iterator[Slip]:
    file = path / "inventory.csv"
    if not file.is_file():
        return
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row.get("id", "") for row in csv.DictReader(lines)}
    for row, by in covered(book):
        if row.partition("#")[0] not in rows:
            yield by, f"covers 里的 {row} 不在本书的 inventory.csv 里"


def _unused(book: Rulebook) -> Iterator[Slip]:
    params = [one.params for one in book.clauses]
    procedures = {one.procedure for one in params if isinstance(one, p.Stage)}
    forms = {one.form for one in params if isinstance(one, p.Record)}
    for procedure in book.procedures.values():
        forms |= set(procedure.forms)
        if procedure.id not in procedures:
            yield procedure.id, "没有条款（stage）用到这个程序，它不会被判定"
    for name in book.forms:
        if name not in forms:
            yield name, "没有条款（record）或程序用到这张表，它不会被检查"


def _needs(book: Rulebook) -> Iterator[Slip]:
    for clause in book.clauses:
        asked = [need.param for need in clause.needs]
        for param in sorted({one for one in asked if asked.count(one) > 1}):
            yield clause.id, f"needs 里把“{param}”问了两次；每个数字只问一次"


def _families(book: Rulebook) -> Iterator[Slip]:
    seen: dict[str, dict[str, Clause]] = defaultdict(dict)
    for clause in book.clauses:
        if isinstance(clause.params, p.Frequency):
            seen[clause.family].setdefault(clause.params.measure, clause)
    for family, by_measure in seen.items():
        if len(by_measure) > 1:
            last = list(by_measure.values())[-1]
            names = "、".join(by_measure)
            yield last.id, f"family“{family}”里的频次条款数的是不同的计量（{names}），不能合并"
