"""The text of a book: its digest, the folder it is read from, and how it becomes a rulebook.

Texts live in the database and never change. To be read by the loader they are laid out in ``VAR/books/<digest>``,
a cache that may be deleted at any time; what lies there is checked against the digest before it is trusted.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.load import BookSource
from zhidu.rulebooks.source import BookError, Map, Problem, Text, parse_yaml

MAIN = "rulebook.yaml"
SECTIONS = ("clauses", "procedures", "forms", "cases")
Texts = Mapping[str, str]
"""Relative file name → text."""
Answers = Mapping[str, Mapping[str, Any]]
"""Clause id → parameter → answer."""


def digest_of(files: Texts) -> str:
    """The digest of a whole text: one other letter, in whichever file, gives another."""
    found = hashlib.sha256()
    for name in sorted(files):
        data = files[name].encode()
        found.update(f"{name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def read_folder(folder: Path) -> dict[str, str]:
    """The files of a book as they lie in a folder (or the one file), line ends untouched. Raises BookError."""
    if folder.is_file():
        return {MAIN: _text(folder, folder.name)}
    names = [MAIN, "inventory.csv"] if (folder / "inventory.csv").is_file() else [MAIN]
    names += [f"{one}/{file.name}" for one in SECTIONS for file in sorted((folder / one).glob("*.yaml"))]
    return {name: _text(folder / name, name) for name in names}


def _text(file: Path, shown: str) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BookError([Problem(shown, 0, "", "读不出来；应是 UTF-8 文本文件")]) from None


@cache
def shipped() -> Mapping[str, str]:
    """Digest → id of the books that come with the program; these have been tested before they were shipped."""
    return {digest_of(read_folder(find_book(name))): name for name in book_ids()}


@cache
def shipped_titles() -> Mapping[str, str]:
    """Id → title of the books that come with the program."""
    found = {}
    for name in book_ids():
        head = parse_yaml(_text(find_book(name) / MAIN, MAIN), MAIN)
        title = head.entries.get("title") if isinstance(head, Map) else None
        found[name] = title.value if isinstance(title, Text) else name
    return found


def write_folder(files: Texts, folder: Path) -> None:
    """Lay a text out as files."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


def shelf() -> Path:
    """Where texts are laid out."""
    folder = Path(settings.VAR) / "books"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def laid_out(digest: str, files: Texts | None = None) -> Path | None:
    """The folder of the text with that digest, made from *files* where it is missing or not what it should be.

    None where it is not there and no text is given.
    """
    folder = shelf() / digest
    if folder.is_dir():
        try:
            if digest_of(read_folder(folder)) == digest:
                return folder
        except BookError:
            pass
    if files is None:
        return None
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=shelf()))
    write_folder(files, draft)
    if folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
    try:
        draft.replace(folder)
    except OSError:
        # another process laid it out first
        shutil.rmtree(draft, ignore_errors=True)
    return folder


_SOURCES: dict[str, BookSource] = {}


def known(digest: str) -> bool:
    """Whether this process can read the book without fetching its text from the database."""
    if digest not in _SOURCES and (folder := laid_out(digest)) is not None:
        _SOURCES[digest] = BookSource(folder)
    return digest in _SOURCES


def teach(digest: str, files: Texts) -> None:
    """Lay out a text that this process does not know yet, and read it."""
    if digest not in _SOURCES:
        folder = laid_out(digest, files)
        assert folder is not None  # noqa: S101 - files were given
        _SOURCES[digest] = BookSource(folder)


def build(digest: str, answers: Answers) -> Rulebook:
    """The rulebook with an organisation's answers; the same object each time. Raises BookError.

    Clauses that the answers do not touch are the very same objects as without them, and as in an earlier or
    later version that did not change them: so a duty goes on unbroken when something else is decided anew.
    """
    return _built(digest, json.dumps(answers, sort_keys=True, ensure_ascii=False))


@lru_cache(maxsize=512)
def _built(digest: str, answers: str) -> Rulebook:
    try:
        book = _SOURCES[digest].book(json.loads(answers))
    except BookError as error:
        raise BookError(without_folder(error.problems, shelf() / digest)) from None
    return replace(book, clauses=tuple(_one_of(clause) for clause in book.clauses))


_CLAUSES: dict[str, list[Clause]] = {}


def _one_of(clause: Clause) -> Clause:
    """The clause object this process already has for that wording, wherever in the file it stood."""
    alike = _CLAUSES.setdefault(clause.key, [])
    for one in alike:
        if replace(one, line=clause.line) == clause:
            return one
    alike.append(clause)
    return clause


def without_folder(problems: list[Problem], folder: Path, main: str = MAIN) -> list[Problem]:
    """The same problems with file names as the author knows them: nothing of this machine is shown."""
    shown = [str(folder), str(folder.resolve())]
    if folder.resolve().is_relative_to(Path.cwd()):
        shown.append(str(folder.resolve().relative_to(Path.cwd())))

    def plain(text: str) -> str:
        for prefix in sorted(shown, key=len, reverse=True):
            text = text.replace(f"{prefix}{os.sep}", "").replace(prefix, "这部制度")
        return text.replace(MAIN, main) if main != MAIN else text

    return [replace(one, file=plain(one.file), message=plain(one.message)) for one in problems]
