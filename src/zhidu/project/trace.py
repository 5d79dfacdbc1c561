"""Tracing the inventory (条目追踪): for every row of the seed, what runs it and which tests prove it."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Record, Stage
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.rulebooks.load import load
from zhidu.rulebooks.rows import shown
from zhidu.rulebooks.source import BookError, Problem

RESULTS = Path("build/test-results/covers.json")
_DUTY = re.compile(r"#([1-9])")


class State(StrEnum):
    """How far a row has come; the order is the order of the totals."""

    RUNNING = "running"
    DEFINED = "defined"
    NEEDS_SETTING = "needs_setting"
    NARRATIVE = "narrative"
    MISSING = "missing"

    @property
    def chinese(self) -> str:
        return {
            "running": "已运行",
            "defined": "已定义",
            "needs_setting": "待明确数字",
            "narrative": "叙述",
            "missing": "缺",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryRow:
    """One row of an inventory: a duty of the seed in our own words."""

    id: str
    duty: str
    narrative: bool
    note: str
    book: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """One thing that stands for a row, or for one duty of it (``number``; 0 for the whole row)."""

    by: str
    number: int
    evaluable: bool
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """One row with its state, what represents it, the tests that prove it, and why it is no further."""

    row: InventoryRow
    state: State
    by: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole inventory traced; ``tests_known`` says whether there is the result of a passing test run."""

    rows: tuple[Traced, ...]
    tests_known: bool

    @property
    def totals(self) -> dict[str, int]:
        counts = Counter(one.state for one in self.rows)
        totals = {state.value: counts[state] for state in State}
        unrepresented = counts[State.NARRATIVE] + counts[State.MISSING]
        return {**totals, "represented": len(self.rows) - unrepresented, "rows": len(self.rows)}

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": [
                {
                    "id": one.row.id,
                    "state": one.state.value,
                    "by": list(one.by),
                    "tests": list(one.tests),
                    "why": one.why,
                }
                for one in self.rows
            ],
            "totals": self.totals,
            "tests_known": self.tests_known,
        }


@dataclass(slots=True)
class _Proofs:
    known: bool
    by_mark: Mapping[str, Sequence[str]] = field(default_factory=dict)


def trace(library: Path, results: Path | None = None) -> Trace:
    """Trace every row of the inventories under *library*. Raises BookError where a book or a list is broken."""
    rows, books = [], []
    for folder in sorted(one.parent for one in library.glob("*/rulebook.yaml")):
        books.append(load(folder))
        if (folder / "inventory.csv").is_file():
            rows += read_inventory(folder / "inventory.csv", books[-1].id)
    covers: dict[str, list[Cover]] = defaultdict(list)
    for book in books:
        for mark, cover in covers_of(book):
            covers[mark.partition("#")[0]].append(cover)
    proofs = _proofs(results or library.parent / RESULTS)
    ordered = sorted(rows, key=lambda one: _order(one.id))
    return Trace(tuple(_traced(row, covers.get(row.id, []), proofs) for row in ordered), proofs.known)


def _order(row_id: str) -> tuple[object, ...]:
    """S1.2.10 after S1.2.9, and S5.1.3a after S5.1.3."""
    return tuple((int(number), letter) for number, letter in re.findall(r"(\d+)([a-z]?)", row_id))


def read_inventory(path: Path, book: str) -> list[InventoryRow]:
    """Rows of one ``inventory.csv``. Raises BookError."""
    name = shown(path)
    found: list[InventoryRow] = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = {"id", "duty", "narrative", "note"} - set(reader.fieldnames or ())
        if missing:
            raise BookError([Problem(name, 1, "", f"表头缺少 {'、'.join(sorted(missing))}")])
        for cells in reader:
            narrative = (cells["narrative"] or "").strip()
            if not cells["id"] or narrative not in {"", "yes", "no"}:
                message = f"写的是“{narrative}”，应为 yes 或空着" if cells["id"] else "没有编号"
                raise BookError([Problem(name, reader.line_num, "narrative", message)])
            found.append(
                InventoryRow(
                    id=cells["id"].strip(),
                    duty=(cells["duty"] or "").strip(),
                    narrative=narrative == "yes",
                    note=(cells["note"] or "").strip(),
                    book=book,
                )
            )
    return found


def covers_of(book: Rulebook) -> Iterable[tuple[str, Cover]]:
    """(mark as written in ``covers``, what stands for it) of every clause, procedure, step, form and item."""
    stages = _using(book.clauses, Stage, "procedure")
    records = _using(book.clauses, Record, "form")
    for clause in book.clauses:
        evaluable = KINDS[clause.kind].evaluate is not None
        yield from _marks(clause.covers, f"{book.id}:{clause.id}", evaluable, bool(clause.open_needs))
    for procedure in book.procedures.values():
        used = procedure.id in stages
        records |= set(procedure.forms) if used else set()
        yield from _marks(procedure.covers, f"{book.id}:{procedure.id}", used, open_=False)
        for step in procedure.steps:
            yield from _marks(step.covers, f"{book.id}:{procedure.id}.{step.id}", used, open_=False)
    for form in book.forms.values():
        used = form.id in records
        yield from _marks(form.covers, f"{book.id}:{form.id}", used, open_=False)
        for item in form.items:
            yield from _marks(item.covers, f"{book.id}:{form.id}.{item.id}", used, open_=False)


def _using(clauses: Iterable[Clause], kind: type[Stage | Record], key: str) -> set[str]:
    return {getattr(one.params, key) for one in clauses if isinstance(one.params, kind)}


def _marks(marks: Iterable[str], by: str, evaluable: bool, open_: bool) -> Iterable[tuple[str, Cover]]:  # noqa: FBT001
    for mark in marks:
        yield mark, Cover(by=by, number=_number(mark), evaluable=evaluable, open=open_)


def _number(mark: str) -> int:
    found = _DUTY.search(mark)
    return int(found.group(1)) if found else 0


def _proofs(path: Path) -> _Proofs:
    """What the last complete, passing test run proved; nothing where there was none."""
    if not path.is_file():
        return _Proofs(known=False)
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        tests = {str(mark): [str(name) for name in names] for mark, names in read["tests"].items()}
        passed = read["all_passed"] is True
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise BookError([Problem(shown(path), 0, "", "看不懂的测试结果；请重新运行 make test")]) from error
    return _Proofs(known=passed, by_mark=tests if passed else {})


def _traced(row: InventoryRow, covers: Sequence[Cover], proofs: _Proofs) -> Traced:
    by = tuple(dict.fromkeys(one.by for one in covers))
    if row.narrative and not covers:
        return Traced(row=row, state=State.NARRATIVE, why=row.note or "原文只作叙述，没有要办的事")
    numbers = {one.number for one in covers} | {int(one) for one in _DUTY.findall(row.note)}
    duties = range(1, max(numbers, default=0) + 1) if max(numbers, default=0) else ()
    uncovered = [f"#{number}" for number in duties if number not in {one.number for one in covers}]
    if not covers or uncovered:
        why = f"第 {'、'.join(uncovered)} 项没有条款" if covers else "没有任何条款、程序或表格对应"
        return Traced(row=row, state=State.MISSING, by=by, why=why)
    tests, unproved = _tests(row.id, list(duties), proofs)
    if all(one.open for one in covers):
        return Traced(
            row=row, state=State.NEEDS_SETTING, by=by, tests=tests, why="原文没有数字，须由采用的组织先明确"
        )
    why = _not_running(covers, proofs, unproved, tests)
    return Traced(row=row, state=State.DEFINED if why else State.RUNNING, by=by, tests=tests, why=why)


def _tests(row: str, duties: Sequence[int], proofs: _Proofs) -> tuple[tuple[str, ...], list[str]]:
    """Tests that mark the row or a duty of it, and the duties that no test marks."""
    marks = [row, *(f"{row}#{number}" for number in duties)]
    tests = tuple(dict.fromkeys(test for mark in marks for test in proofs.by_mark.get(mark, ())))
    whole = bool(proofs.by_mark.get(row))
    return tests, [mark for mark in marks[1:] if not whole and not proofs.by_mark.get(mark)]


def _not_running(
    covers: Sequence[Cover], proofs: _Proofs, unproved: Sequence[str], tests: Sequence[str]
) -> str:
    if not any(one.evaluable for one in covers):
        return "只有定义，还没有可以判定的条款用到它"
    if not proofs.known:
        return "没有测试结果；请先运行 make test"
    if not tests:
        return "没有通过的测试证明它"
    return f"{'、'.join(unproved)} 没有通过的测试证明" if unproved else ""
