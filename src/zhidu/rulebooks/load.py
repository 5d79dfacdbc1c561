"""Load a rulebook: a folder of YAML files, or one file, into an immutable :class:`Rulebook`.

Everything wrong is collected and reported together with file, line, what was found and what would be right;
a book with one error does not load at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from zhidu.domain.procedures import Procedure
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.clauses import read_clause
from zhidu.rulebooks.codecs import Wrong
from zhidu.rulebooks.parts import FORM, HEAD, HEAD_KEYS, PROCEDURE
from zhidu.rulebooks.source import BookError, Map, Problem, Seq, Value, read_yaml
from zhidu.rulebooks.versions import version_problems

T = TypeVar("T")
Answers = Mapping[str, Mapping[str, Any]]
"""Clause id → parameter path → what the organisation answered."""

_SECTIONS = ("clauses", "procedures", "forms", "cases")
MAX_FILES = 200


class _Loader:
    """Collects the nodes of one book, section by section, with the file each came from."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()
        self.nodes: dict[str, list[tuple[str, Value]]] = {name: [] for name in _SECTIONS}
        self.head: tuple[str, Value] | None = None

    def collect(self, *, with_cases: bool) -> None:
        if self.root.is_dir():
            self._folder(with_cases=with_cases)
        else:
            self._single(self.root)

    def _folder(self, *, with_cases: bool) -> None:
        main = self.root / "rulebook.yaml"
        if not main.is_file():
            self.fault(str(self.root), 0, "", "这个文件夹里没有 rulebook.yaml，不是一部制度")
            return
        self._single(main)
        for section in _SECTIONS:
            if section == "cases" and not with_cases:
                continue
            files = sorted((self.root / section).glob("*.yaml"))
            if len(files) > MAX_FILES:
                self.fault(str(self.root / section), 0, "", f"有 {len(files)} 个文件，上限 {MAX_FILES} 个")
                return
            for file in files:
                value = self._read(file)
                if value is not None:
                    self._add(section, _shown(file), value)

    def _single(self, file: Path) -> None:
        value = self._read(file)
        if value is None:
            return
        shown = _shown(file)
        if not isinstance(value, Map):
            self.fault(shown, value.line, "", "开头应为 id、title、level、version 等键，不是列表")
            return
        extra = [key for key in value.entries if key not in (*HEAD_KEYS, *_SECTIONS)]
        for key in extra:
            self.fault(
                shown, value.line_of(key), key, f"不认识的键；可写的键：{'、'.join((*HEAD_KEYS, *_SECTIONS))}"
            )
        head = {key: one for key, one in value.entries.items() if key in HEAD_KEYS}
        self.head = (shown, Map(head, value.line, value.key_lines))
        for section in _SECTIONS:
            if section in value.entries:
                self._add(section, shown, value.entries[section])

    def _read(self, file: Path) -> Value | None:
        try:
            self.digest.update(file.name.encode() + b"\0" + _bytes(file))
            return read_yaml(file, _shown(file))
        except BookError as error:
            self.problems += error.problems
        return None

    def _add(self, section: str, shown: str, value: Value) -> None:
        if not isinstance(value, Seq):
            self.fault(shown, value.line, section, "应为列表，每项以“- ”开头")
            return
        self.nodes[section] += [(shown, item) for item in value]

    def fault(self, file: str, line: int, path: str, message: str) -> None:
        self.problems.append(Problem(file, line, path, message))

    def faults(self, file: str, name: str, error: Wrong) -> None:
        for fault in error.faults:
            path = f"{name} · {fault.path}" if fault.path and name else name or fault.path
            self.fault(file, fault.line, path, fault.message)

    def read_all(self, section: str, read: Callable[[Value], T]) -> list[tuple[str, int, T]]:
        found = []
        for file, value in self.nodes[section]:
            try:
                found.append((file, value.line, read(value)))
            except Wrong as error:
                self.faults(file, _name(value), error)
        return found


class BookSource:
    """A book read from disk once, from which any number of organisations' versions can be built."""

    def __init__(self, path: Path) -> None:
        self._loader = _Loader(path)
        self._loader.collect(with_cases=False)
        self._read = list(self._loader.problems)

    @property
    def id(self) -> str:
        """The id in ``rulebook.yaml``; '' where it cannot be read."""
        return _name(self._loader.head[1]) if self._loader.head else ""

    def book(self, answers: Answers | None = None) -> Rulebook:
        """The book with one organisation's answers to its open questions. Raises BookError."""
        self._loader.problems = list(self._read)
        book = _build(self._loader, answers or {})
        if self._loader.problems or book is None:
            raise BookError(_in_order(self._loader.problems))
        return book


def load(path: Path, answers: Answers | None = None) -> Rulebook:
    """Load the book at *path* (a folder with ``rulebook.yaml``, or one file).

    *answers* are an organisation's answers to the clauses' open questions. Raises BookError with every
    problem found; nothing is returned in part.
    """
    return BookSource(path).book(answers)


def case_nodes(path: Path) -> list[tuple[str, Value]]:
    """The worked cases of a book as nodes with their files. Raises BookError."""
    loader = _Loader(path)
    loader.collect(with_cases=True)
    if loader.problems:
        raise BookError(_in_order(loader.problems))
    return loader.nodes["cases"]


def _build(loader: _Loader, answers: Answers) -> Rulebook | None:
    if loader.head is None:
        return None
    file, node = loader.head
    try:
        head = HEAD.read(node)
    except Wrong as error:
        loader.faults(file, "", error)
        head = None
    book_id, title = (head["id"], head["title"]) if head else ("?", "?")

    def clause(value: Value) -> Clause:
        name = _name(value)
        return read_clause(value, book=book_id, book_title=title, answers=answers.get(name))

    clauses = loader.read_all("clauses", clause)
    procedures = loader.read_all("procedures", PROCEDURE.read)
    forms = loader.read_all("forms", FORM.read)
    ids = {_name(value) for _, value in loader.nodes["clauses"]}
    for unknown in answers.keys() - ids:
        loader.fault(file, 0, "settings", f"回答了“{unknown}”，但这部制度里没有这一条")
    _unique(loader, "条款", ((f, line, one.id) for f, line, one in clauses))
    _unique(loader, "程序", ((f, line, one.id) for f, line, one in procedures))
    _unique(loader, "表格", ((f, line, one.id) for f, line, one in forms))
    _references(loader, clauses, {p.id: p for _, _, p in procedures}, {one.id for _, _, one in forms})
    loader.problems += version_problems(clauses)
    if head is None:
        return None
    return Rulebook(
        **head,
        clauses=tuple(one for _, _, one in clauses),
        procedures={one.id: one for _, _, one in procedures},
        forms={one.id: one for _, _, one in forms},
        digest=loader.digest.hexdigest(),
    )


def _unique(loader: _Loader, what: str, found: Iterable[tuple[str, int, str]]) -> None:
    seen: dict[str, tuple[str, int]] = {}
    for file, line, name in found:
        if name in seen:
            first_file, first_line = seen[name]
            loader.fault(file, line, name, f"{what}编号重复：{first_file}:{first_line} 已经用过；请另起一个")
        else:
            seen[name] = (file, line)


def _references(
    loader: _Loader,
    clauses: list[tuple[str, int, Clause]],
    procedures: Mapping[str, Procedure],
    forms: set[str],
) -> None:
    for file, line, clause in clauses:
        params: Any = clause.params
        if clause.kind == "stage":
            procedure = procedures.get(params.procedure)
            if procedure is None:
                offer = "、".join(procedures) or "（没有）"
                message = f"没有程序“{params.procedure}”；本书的程序：{offer}"
                loader.fault(file, line, f"{clause.id} · procedure", message)
                continue
            steps = [params.step, params.min_dwell.since if params.min_dwell else ""]
            for step in filter(None, steps):
                if procedure.step(step) is None:
                    offer = "、".join(one.id for one in procedure.steps)
                    message = f"程序“{procedure.id}”没有步骤“{step}”；它的步骤：{offer}"
                    loader.fault(file, line, f"{clause.id} · step", message)
        elif clause.kind == "record" and params.form not in forms:
            offer = "、".join(sorted(forms)) or "（没有）"
            loader.fault(file, line, f"{clause.id} · form", f"没有表格“{params.form}”；本书的表格：{offer}")


def _name(value: Value) -> str:
    identifier = value.entries.get("id") if isinstance(value, Map) else None
    return getattr(identifier, "value", "") or ""


def _shown(file: Path) -> str:
    """The name people see in messages: relative to where they stand, where possible."""
    try:
        return str(file.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(file)


def _bytes(file: Path) -> bytes:
    """The file's bytes for the digest; what is too large or unreadable is reported by read_yaml."""
    try:
        return file.read_bytes() if file.stat().st_size <= MAX_DIGEST_BYTES else b""
    except OSError:
        return b""


MAX_DIGEST_BYTES = 2_000_000


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda one: (one.file, one.line, one.path))
