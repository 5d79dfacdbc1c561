"""Which files are taken, and telling from the contents what a file really is.

The end of the name must agree with the contents: a program called 会议记录.docx is refused, and so is a Word
document with macros. Nothing that a browser would run (html, svg) is taken at all.
"""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

HEAD = 64 * 1024
"""So much of the beginning is looked at to tell what a file is."""
MEMBERS = 20_000
"""An office document has some dozens of parts; a file with more of them is something else."""


class NotTaken(Exception):
    """The file is not one that is taken; says what would be."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of file: its words, the ends of names it goes by, and its media type."""

    name: str
    words: str
    ends: tuple[str, ...]
    media: str
    part: str = ""
    """A part that a file made of parts (zip) of this type must have."""


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: Mapping[str, Kind] = {
    one.name: one
    for one in (
        Kind("pdf", "PDF", ("pdf",), "application/pdf"),
        Kind("docx", "Word 文档", ("docx",), _OFFICE + "wordprocessingml.document", "word/document.xml"),
        Kind("xlsx", "Excel 表格", ("xlsx",), _OFFICE + "spreadsheetml.sheet", "xl/workbook.xml"),
        Kind("pptx", "幻灯片", ("pptx",), _OFFICE + "presentationml.presentation", "ppt/presentation.xml"),
        Kind("ofd", "OFD 版式文件", ("ofd",), "application/ofd", "OFD.xml"),
        Kind("png", "图片", ("png",), "image/png"),
        Kind("jpg", "图片", ("jpg", "jpeg"), "image/jpeg"),
        Kind("webp", "图片", ("webp",), "image/webp"),
        Kind("txt", "文本", ("txt",), "text/plain; charset=utf-8"),
        Kind("csv", "表格", ("csv",), "text/csv; charset=utf-8"),
    )
}
PACKED = Kind("zip", "压缩包", ("zip",), "application/zip")
"""Made by the program, never taken from outside: nobody sees what is in it before it is opened."""
BY_END = {end: kind for kind in KINDS.values() for end in kind.ends}
TAKEN = "PDF、Word（docx）、Excel（xlsx）、幻灯片（pptx）、OFD、图片（png、jpg、webp）、文本（txt、csv）"
ACCEPT = ",".join(f".{end}" for end in BY_END)
"""For the file chooser of a browser."""
_OLD = {"doc": "docx", "xls": "xlsx", "ppt": "pptx", "wps": "docx", "et": "xlsx", "dps": "pptx"}
_MAGIC = {".pdf": "pdf", ".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".jfif": "jpg", ".webp": "webp"}


def kind_of(name: str, content: BinaryIO) -> Kind:
    """The type of a file by the end of its name, held against its contents. Raises :class:`NotTaken`."""
    end = name.rpartition(".")[2].lower() if "." in name else ""
    if end in _OLD:
        raise NotTaken(f"“{name}”是旧格式；请另存为 {_OLD[end]} 或 pdf 再传。")
    kind = BY_END.get(end)
    if kind is None:
        raise NotTaken(f"“{name}”不是可以传的文件；可以传：{TAKEN}。")
    content.seek(0)
    head = content.read(HEAD)
    if not head:
        raise NotTaken(f"“{name}”是空的；请换一个有内容的文件。")
    fits = _is_text(content) if kind.name in ("txt", "csv") else _looks(head, content) == kind.name
    content.seek(0)
    if not fits:
        raise NotTaken(_mismatch(name, kind))
    return kind


def made(name: str) -> Kind:
    """The type of a file that the program made. Raises KeyError for one it makes none of."""
    end = name.rpartition(".")[2].lower()
    return PACKED if end in PACKED.ends else BY_END[end]


def media(name: str) -> str:
    """The media type of the contents of an attachment, by its type."""
    return PACKED.media if name == PACKED.name else KINDS[name].media


def _mismatch(name: str, kind: Kind) -> str:
    if kind.name in ("txt", "csv"):
        return f"“{name}”不是 UTF-8 编码的文本；请另存为 UTF-8 再传，或者传成 Excel。"
    if kind.part and kind.name != "ofd":
        return f"“{name}”的内容不是{kind.words}，或者带着宏；请用办公软件另存为不带宏的 {kind.name} 再传。"
    return f"“{name}”的内容不是{kind.words}，与文件名不符；请检查是不是改过扩展名。"


def _looks(head: bytes, content: BinaryIO) -> str:
    """What the contents are, '' where they are nothing that is taken."""
    if head.startswith(b"PK\x03\x04"):
        return _packed(content)
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return next((_MAGIC[one.extension] for one in guesses if one.extension in _MAGIC), "")


def _packed(content: BinaryIO) -> str:
    """What a file made of parts is; only the list of parts is read, nothing is unpacked."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as packed:
            parts = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    if len(parts) > MEMBERS or any(part.lower().endswith("vbaproject.bin") for part in parts):
        return ""
    for kind in KINDS.values():
        if kind.part and kind.part in parts and (kind.name == "ofd" or "[Content_Types].xml" in parts):
            return kind.name
    return ""


def _is_text(content: BinaryIO) -> bool:
    """Whether it is UTF-8 from beginning to end, without what no text has."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    content.seek(0)
    try:
        while chunk := content.read(HEAD):
            if any(letter < " " and letter not in "\t\n\r\f" for letter in decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
