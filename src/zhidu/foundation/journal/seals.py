"""Seals (封存): once a day the ends of the chains are put down in a file outside the database.

Whoever controls the database can cut the newest entries off a chain and set its head back; nothing inside would
show. The file does. It is only ever appended to, each line carries a keyed digest that includes the one of the
line before, and copies of it (on paper, on another machine) are as good as the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from zhidu.foundation.clock import now
from zhidu.foundation.journal.models import Head
from zhidu.foundation.keys import keyring

FILE = "journal-seals.txt"


@dataclass(frozen=True, slots=True)
class Seal:
    """At that moment the chain had so many entries, the last with this digest."""

    at: str
    stream: str
    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.at} {self.stream} {self.number} {self.digest}"


class Damaged(Exception):
    """The file of seals is not as it was written; says which line."""


def path() -> Path:
    """Where the seals are."""
    return Path(settings.VAR) / FILE


def seal() -> int:
    """Put down every chain that has grown since it was last sealed; how many. Raises Damaged."""
    last, mac = _read()
    at = now().isoformat(timespec="seconds")
    lines = []
    for head in Head.objects.filter(number__gt=0).order_by("stream"):
        known = last.get(head.stream, {})
        if known.get(head.number) == head.digest:
            continue
        text = str(Seal(at, head.stream, head.number, head.digest))
        mac = keyring().digest(f"{mac} {text}")
        lines.append(f"{text} {mac}\n")
    if lines:
        # one write: a reader or a second writer never meets half a line
        handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, "".join(lines).encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    return len(lines)


def last_seal() -> Seal | None:
    """The last line of the file, without reading the rest; None where nothing was sealed yet."""
    try:
        with path().open("rb") as stream:
            stream.seek(0, os.SEEK_END)
            stream.seek(max(0, stream.tell() - 1024))
            lines = stream.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return None
    parts = lines[-1].split(" ") if lines else []
    return Seal(parts[0], parts[1], int(parts[2]), parts[3]) if len(parts) == 5 else None


def sealed() -> Mapping[str, Mapping[int, str]]:
    """Chain → number → digest, for everything ever sealed. Raises Damaged."""
    return _read()[0]


def _read() -> tuple[dict[str, dict[int, str]], str]:
    found: dict[str, dict[int, str]] = {}
    mac = ""
    for line, (text, said) in enumerate(_lines(), start=1):
        mac = keyring().digest(f"{mac} {text}")
        if mac != said:
            raise Damaged(f"封存文件 {FILE} 第 {line} 行不是原来写下的；请用副本核对")
        _, stream, number, digest = text.split(" ")
        found.setdefault(stream, {})[int(number)] = digest
    return found, mac


def _lines() -> Iterator[tuple[str, str]]:
    if not path().exists():
        return
    for line in path().read_text(encoding="utf-8").splitlines():
        text, _, mac = line.rpartition(" ")
        yield text, mac
