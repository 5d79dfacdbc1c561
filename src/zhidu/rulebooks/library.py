"""Where the rulebooks that come with the program lie (随附的制度); finding one by name or path."""

from __future__ import annotations

import os
from pathlib import Path

from zhidu.rulebooks.codecs import near
from zhidu.rulebooks.source import BookError, Problem

ENVIRONMENT = "ZHIDU_RULEBOOKS"
NATIONAL = "national"


def library() -> Path:
    """The folder of the shipped books: the one named by ZHIDU_RULEBOOKS, the checkout's, or the package's.

    Raises BookError where there is none.
    """
    named = os.environ.get(ENVIRONMENT)
    if named:
        folder = Path(named)
        if not folder.is_dir():
            raise _wrong(named, f"环境变量 {ENVIRONMENT} 指向的不是文件夹；应为存放各部制度的文件夹")
        return folder
    package = Path(__file__).resolve().parents[1]
    checkout = package.parents[1]
    for folder in (checkout / "rulebooks", package / "_rulebooks"):
        if (folder / NATIONAL / "rulebook.yaml").is_file():
            return folder
    raise _wrong(str(checkout / "rulebooks"), f"没有找到随附的制度；请用环境变量 {ENVIRONMENT} 指明文件夹")


def book_ids() -> tuple[str, ...]:
    """Ids of the shipped books, in order."""
    return tuple(sorted(one.parent.name for one in library().glob("*/rulebook.yaml")))


def find_book(name_or_path: str) -> Path:
    """The folder or file of a book, given its id or a path. Raises BookError naming the books there are."""
    path = Path(name_or_path)
    ids = book_ids()
    if name_or_path in ids:
        return library() / name_or_path
    offer = f"；随附的制度有：{'、'.join(ids)}"
    try:
        if name_or_path and _is_book(path):
            return path
        folder = bool(name_or_path) and path.is_dir()
    except (OSError, ValueError):
        # too long for a file name, or with a NUL in it
        raise _wrong(f"{name_or_path[:40]}…", f"不能用作文件名{offer}") from None
    what = "里没有 rulebook.yaml" if folder else "不是制度的编号，也没有这个文件或文件夹"
    shown = name_or_path if len(name_or_path) <= _SHOWN else f"{name_or_path[:_SHOWN]}…"
    raise _wrong(shown or "制度", f"{what}{near(shown, ids)}{offer}")


_SHOWN = 200


def _is_book(path: Path) -> bool:
    return (path / "rulebook.yaml").is_file() or (path.is_file() and path.suffix in {".yaml", ".yml"})


def _wrong(shown: str, message: str) -> BookError:
    return BookError([Problem(shown, 0, "", message)])
