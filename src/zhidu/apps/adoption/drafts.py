"""A text on its way in: it must load and its worked cases must hold before anybody can import it."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhidu.apps.adoption.texts import (
    MAIN,
    Texts,
    build,
    digest_of,
    read_folder,
    shelf,
    shipped,
    teach,
    without_folder,
    write_folder,
)
from zhidu.domain.rules.book import Rulebook
from zhidu.rulebooks.check import check
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import case_nodes
from zhidu.rulebooks.source import BookError, Map, Problem, Seq, parse_yaml

SECONDS = 20
"""The longest that the cases of an uploaded book may run; a real book needs one or two."""
MAX_CASES = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text that loads and whose cases hold; made by :func:`draft` alone."""

    files: Texts
    digest: str
    book: Rulebook
    counts: Mapping[str, Any]
    warnings: tuple[Problem, ...] = ()


class _TooLong(Exception):
    """The cases run for longer than anybody would wait."""


def draft(files: Texts, *, main: str = MAIN) -> Draft:
    """Load a text and, unless it came with the program, run its cases. Raises BookError; nothing is stored.

    *main* is what the author calls the file that stands here as ``rulebook.yaml``.
    """
    digest = digest_of(files)
    if digest in shipped():
        # tested before it was shipped: to read it once is enough
        teach(digest, files)
        book = build(digest, {})
        return Draft(
            files=dict(files), digest=digest, book=book, counts=_counts(book, _number_of_cases(files))
        )
    with tempfile.TemporaryDirectory(prefix=".draft-", dir=shelf()) as name:
        folder = Path(name)
        write_folder(files, folder)
        try:
            book, warnings, cases = _checked(folder, time.monotonic() + SECONDS)
        except BookError as error:
            raise BookError(without_folder(error.problems, folder, main)) from None
        slips = tuple(without_folder(warnings, folder, main))
    return Draft(files=dict(files), digest=digest, book=book, counts=_counts(book, cases), warnings=slips)


def shipped_draft(name: str) -> Draft:
    """A book that comes with the program (or lies at a path). Raises BookError."""
    return draft(read_folder(find_book(name)))


def _checked(folder: Path, until: float) -> tuple[Rulebook, list[Problem], int]:
    number = len(case_nodes(folder))
    if number > MAX_CASES:
        raise BookError(
            [Problem(MAIN, 0, "cases", f"有 {number} 个案例，上限 {MAX_CASES} 个；请留下最要紧的")]
        )

    def watch(done: int, total: int) -> None:
        if time.monotonic() > until:
            raise _TooLong(f"{SECONDS} 秒只算完 {done} 个案例（共 {total} 个）；请减少案例，或缩短案例的期间")

    try:
        found = check(folder, progress=watch)
    except _TooLong as error:
        raise BookError([Problem(MAIN, 0, "cases", str(error))]) from None
    if found.errors or found.failures or found.book is None:
        raise BookError([*found.errors, *found.failures])
    return found.book, found.warnings, found.cases


def _number_of_cases(files: Texts) -> int:
    lists = [parse_yaml(text, name) for name, text in files.items() if name.startswith("cases/")]
    main = parse_yaml(files[MAIN], MAIN)
    if isinstance(main, Map) and "cases" in main.entries:
        lists.append(main.entries["cases"])
    return sum(len(one.items) for one in lists if isinstance(one, Seq))


def _counts(book: Rulebook, cases: int) -> dict[str, Any]:
    """What a list of books shows, so that it need not read the texts."""
    return {
        "clauses": len(book.clauses),
        "kinds": dict(Counter(one.kind for one in book.clauses)),
        "modalities": dict(Counter(one.modality.value for one in book.clauses)),
        "procedures": len(book.procedures),
        "forms": len(book.forms),
        "cases": cases,
        "needs": sum(1 for one in book.clauses for need in one.needs if not need.default),
        "summary": book.summary,
        "origin": book.origin,
    }
