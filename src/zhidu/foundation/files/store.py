"""The contents of attachments on disk: ``ZHIDU_VAR/files``, outside of everything a web server shows.

A file is written under ``incoming/`` in full, flushed to the disk, and then renamed; under its final name there is
never half a file. The rename comes before the commit of its row, so whatever the database knows of is there; what
was renamed for a transaction that then failed is swept away (:func:`sweep`).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from django.conf import settings

CHUNK = 256 * 1024
ABANDONED = 24 * 3600
"""Seconds after which a file without a row belongs to no transaction that is still running."""


class TooLarge(Exception):
    """More was written than is allowed; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put on disk."""

    name: str
    size: int
    sha256: str


def root() -> Path:
    """The folder of all contents."""
    return Path(settings.STORAGES["default"]["OPTIONS"]["location"])


def file_of(stored: str) -> Path:
    """Where the contents with that random name are."""
    return root() / stored[:2] / stored


def put(chunks: Iterable[bytes], limit: int) -> Stored:
    """Write *chunks* under a new random name. Raises :class:`TooLarge`; then nothing is left behind."""
    name = secrets.token_hex(20)
    draft = root() / "incoming" / name
    draft.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        size, digest = _written(draft, chunks, limit)
        target = file_of(name)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        draft.replace(target)
        _flush_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)
    return Stored(name, size, digest)


def _written(draft: Path, chunks: Iterable[bytes], limit: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise TooLarge
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    return size, digest.hexdigest()


def _flush_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def opened(stored: str) -> BufferedReader:
    """The contents, to read. Raises FileNotFoundError."""
    return file_of(stored).open("rb")


Known = Callable[[list[str]], set[str]]
_others: dict[str, Known] = {}


def register_known(name: str, known: Known) -> None:
    """An app that puts contents here without an attachment says which of some names it has a row for."""
    _others[name] = known


def others() -> list[Known]:
    """What those apps say."""
    return list(_others.values())


def sweep(known: Known, *, older: float = ABANDONED) -> int:
    """Delete what no row knows of and nobody is writing any more; how many. *known* keeps the names it has."""
    folder = root()
    if not folder.is_dir():
        return 0
    before = time.time() - older
    gone = 0
    for part in sorted(one for one in folder.iterdir() if one.is_dir()):
        old = [one for one in part.iterdir() if one.is_file() and one.stat().st_mtime < before]
        names = {one.name for one in old}
        kept = set() if part.name == "incoming" else known(sorted(names))
        for one in old:
            if one.name not in kept:
                one.unlink(missing_ok=True)
                gone += 1
    return gone
