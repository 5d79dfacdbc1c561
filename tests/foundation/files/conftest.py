"""A kind of thing that may have attachments, and the smallest real files of every type that is taken."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhidu.foundation.files import Where, register_owner
from zhidu.foundation.files.owners import _OWNERS

KEEPERS: set[int] = set()
READERS: set[int] = set()


def packed(*parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for part in parts:
            made.writestr(part, "<x/>")
    return stream.getvalue()


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


TYPES = "[Content_Types].xml"
SAMPLES: dict[str, bytes] = {
    "记录.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "记录.docx": packed(TYPES, "word/document.xml"),
    "名册.xlsx": packed(TYPES, "xl/workbook.xml"),
    "讲稿.pptx": packed(TYPES, "ppt/presentation.xml"),
    "文件.ofd": packed("OFD.xml", "Doc_0/Document.xml"),
    "照片.png": png(),
    "照片.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9",
    "照片.JPEG": b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xd9",
    "照片.webp": bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700"),
    "说明.txt": "第一行\r\n第二行\n".encode(),
    "名单.csv": "\ufeff姓名,到会\n王强,到\n".encode(),
}


@pytest.fixture
def sample() -> Callable[..., SimpleUploadedFile]:
    def make(name: str = "记录.pdf", content: bytes | None = None) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, SAMPLES[name] if content is None else content)

    return make


def _exists(pk: int) -> Where:
    if pk > 100:
        raise LookupError(pk)
    return Where(path="00000001", place=None, url=f"/thing/{pk}/", title="那件事")


@pytest.fixture(autouse=True)
def _things() -> Iterator[None]:
    register_owner(
        "thing",
        can_see=lambda actor, _pk: actor.user in KEEPERS | READERS,
        can_change=lambda actor, _pk: actor.user in KEEPERS,
        where=_exists,
        words="管这件事的人",
    )
    yield
    del _OWNERS["thing"]
    KEEPERS.clear()
    READERS.clear()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """Contents go to a folder of this test alone."""
    made = tmp_path / "files"
    storages = {**settings.STORAGES}
    storages["default"] = {
        **storages["default"],
        "OPTIONS": {**storages["default"]["OPTIONS"], "location": made},
    }
    settings.STORAGES = storages
    return made


@pytest.fixture
def keepers() -> set[int]:
    return KEEPERS


@pytest.fixture
def readers() -> set[int]:
    return READERS
