"""A book as somebody hands it in: one YAML file, or a ZIP of its folder; opened without trusting it.

Sizes are limited by what really comes out of the archive, never by what it says of itself. Names that lead out of
the folder, links, encrypted members and files that no book has are refused; nothing is written to disk here.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from zhidu.apps.adoption.texts import MAIN, SECTIONS
from zhidu.rulebooks.source import BookError, Problem

MAX_UPLOAD = 2_000_000
"""Bytes handed in: the largest shipped book is a quarter of a megabyte before it is packed."""
MAX_UNPACKED = 6_000_000
MAX_MEMBERS = 400
_PLACE = re.compile(rf"(?:{MAIN}|inventory\.csv|(?:{'|'.join(SECTIONS)})/[^/]+\.yaml)")
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\.[^./\\]|Thumbs\.db$|desktop\.ini$)")
"""What file managers put into archives by themselves."""
_UTF8 = 0x800
_ENCRYPTED = 0x1


def opened(name: str, content: IO[bytes]) -> tuple[dict[str, str], str]:
    """The files of an uploaded book, and what its author calls ``rulebook.yaml``. Raises BookError."""
    data = content.read(MAX_UPLOAD + 1)
    shown = PurePosixPath(name.replace("\\", "/")).name[:80] or "文件"
    if len(data) > MAX_UPLOAD:
        raise _wrong(shown, f"超过 {MAX_UPLOAD // 1_000_000} MB 的上限，不是一部制度")
    if not data:
        raise _wrong(shown, "文件是空的；应是一个 YAML 文件，或一部制度文件夹的 ZIP")
    if data.startswith(b"PK"):
        return _unpacked(data, shown), MAIN
    if not shown.lower().endswith((".yaml", ".yml")):
        raise _wrong(shown, "不是 YAML 文件，也不是 ZIP；应为 .yaml、.yml 或 .zip")
    return {MAIN: _decoded(data, shown)}, shown


def _unpacked(data: bytes, shown: str) -> dict[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _members(archive, shown)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise _wrong(shown, "这个 ZIP 打不开；请重新压缩，不要加密") from None
    except zipfile.LargeZipFile:
        raise _wrong(shown, "这个 ZIP 太大，不是一部制度") from None


def _members(archive: zipfile.ZipFile, shown: str) -> dict[str, str]:
    infos = [one for one in archive.infolist() if not one.is_dir() and not _JUNK.search(one.filename)]
    if len(infos) > MAX_MEMBERS:
        raise _wrong(shown, f"有 {len(infos)} 个文件，上限 {MAX_MEMBERS} 个")
    named = [(_name(one, shown), one) for one in infos]
    top = _top(name for name, _ in named)
    files: dict[str, str] = {}
    left = MAX_UNPACKED
    for name, info in named:
        place = name.removeprefix(top)
        if not _PLACE.fullmatch(place):
            offer = f"{MAIN}、inventory.csv，和 {'、'.join(SECTIONS)} 文件夹里的 .yaml"
            raise _wrong(shown, f"有制度不用的文件“{place[:80]}”；只应有 {offer}")
        if place in files:
            raise _wrong(shown, f"文件“{place[:80]}”有两份；只应有一份")
        with archive.open(info) as member:
            found = member.read(left + 1)
        left -= len(found)
        if left < 0:
            raise _wrong(shown, f"解开以后超过 {MAX_UNPACKED // 1_000_000} MB 的上限，不是一部制度")
        files[place] = _decoded(found, place)
    if MAIN not in files:
        raise _wrong(shown, f"里面没有 {MAIN}，不是一部制度；请压缩整个制度文件夹")
    return files


def _name(info: zipfile.ZipInfo, shown: str) -> str:
    """The member's name, safe and readable: Windows packs Chinese names in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("gbk")
        except UnicodeError:
            name = info.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name:
        raise _wrong(shown, f"文件名“{name[:80]}”指到文件夹外面；只收文件夹里面的文件")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _wrong(shown, f"“{name[:80]}”是链接，不是文件；请放进真的文件")
    if info.flag_bits & _ENCRYPTED:
        raise _wrong(shown, "这个 ZIP 加了密；请去掉口令再压缩")
    return "/".join(parts)


def _top(names: Iterator[str]) -> str:
    """The one folder everything lies in, where the folder itself was packed."""
    tops = {name.partition("/")[0] if "/" in name else "" for name in names}
    only = tops.pop() if len(tops) == 1 else ""
    return f"{only}/" if only and only not in SECTIONS else ""


def _decoded(data: bytes, shown: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong(shown, f"不是 UTF-8 文本（第 {error.start} 字节处）；请另存为 UTF-8") from None
    if "\0" in text:
        raise _wrong(shown, "含有空字节，不是文本文件")
    return text


def _wrong(shown: str, message: str) -> BookError:
    return BookError([Problem(shown, 0, "", message)])
