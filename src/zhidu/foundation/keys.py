"""Keys that live outside the database: for keyed digests, for encrypted history, and for sessions.

The file holds one line of random text a purpose. It is made on first use with mode 600; whoever has the
database alone can neither forge the journal nor read what was erased from it.

Personal data has keys of its own (:class:`Ring`), since those can be changed: what the newest one sealed names it,
and older ones stay until nothing names them any more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

PURPOSES = ("session", "digest", "history")
PERSONAL = "personal"


def load_keys(path: Path) -> Mapping[str, str]:
    """The keys in *path*, made there if there are none yet. Raises ValueError where the file is damaged."""
    if not path.exists():
        _make(path)
    found = json.loads(path.read_text(encoding="utf-8"))
    missing = [purpose for purpose in PURPOSES if not isinstance(found.get(purpose), str)]
    if missing:
        raise ValueError(
            f"密钥文件 {path} 缺少 {'、'.join(missing)}；请从备份恢复，不要另造：旧日志要用原来的密钥核对"
        )
    return {purpose: found[purpose] for purpose in PURPOSES}


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {purpose: secrets.token_hex(32) for purpose in PURPOSES}
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(json.dumps(keys) + "\n")
    try:
        # two processes that start together must end up with the same keys: the first link wins
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


class Keyring:
    """Digests and encryption with the keys of this installation."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._digest = keys["digest"].encode()
        self._box = Fernet(base64.urlsafe_b64encode(hashlib.sha256(keys["history"].encode()).digest()))

    def digest(self, text: str) -> str:
        """A keyed digest: equal texts give equal digests, and nobody without the key can guess the text."""
        return hmac.new(self._digest, text.encode(), hashlib.sha256).hexdigest()

    def seal(self, text: str) -> bytes:
        return self._box.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text again. Raises ``cryptography.fernet.InvalidToken`` where key or content is not the right one."""
        return self._box.decrypt(bytes(sealed)).decode()


@cache
def keyring() -> Keyring:
    """The keyring of the running site."""
    from django.conf import settings  # noqa: PLC0415 - settings themselves read the key file above

    return Keyring(settings.ZHIDU_KEYS)


class LostKey(LookupError):
    """What was sealed names a key that the file does not have."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys of personal data by name, the newest last; that one seals and digests."""

    keys: Mapping[str, str]
    _boxes: dict[str, Fernet] = field(default_factory=dict, compare=False)

    @property
    def current(self) -> str:
        return list(self.keys)[-1]

    def seal(self, text: str | bytes) -> bytes:
        """Encrypted, with the name of the key in front."""
        content = text if isinstance(text, bytes) else text.encode()
        return self.current.encode() + b":" + self._box(self.current).encrypt(content)

    def open(self, sealed: bytes | memoryview) -> str:
        """The text again."""
        return self.open_bytes(sealed).decode()

    def open_bytes(self, sealed: bytes | memoryview) -> bytes:
        """The content again. Raises :class:`LostKey`, or ``InvalidToken`` where it was tampered with.

        What names no key was sealed before personal data had keys of its own.
        """
        name, named, token = bytes(sealed).partition(b":")
        if not named:
            return keyring().open(bytes(sealed)).encode()
        return self._box(name.decode("ascii", "replace")).decrypt(token)

    def digest(self, text: str) -> str:
        """A keyed digest, to find equal texts by."""
        return _digest(self.keys[self.current], text)

    def digests(self, text: str) -> list[str]:
        """The digests under every key: while keys are being changed a text may be kept under any of them."""
        return [_digest(key, text) for key in self.keys.values()]

    def _box(self, name: str) -> Fernet:
        if name not in self._boxes:
            if name not in self.keys:
                raise LostKey(f"密钥文件里没有“{name}”这一把；请从备份恢复 keys.json")
            self._boxes[name] = _fernet(f"seal {self.keys[name]}")
        return self._boxes[name]


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()))


def _digest(key: str, text: str) -> str:
    return hmac.new(f"digest {key}".encode(), text.encode(), hashlib.sha256).hexdigest()


_RINGS: dict[Path, tuple[tuple[int, int], Ring]] = {}
"""Path → what the file looked like when it was read, and its ring: another process may change the keys any time."""


def personal() -> Ring:
    """The keys of personal data of the running site, as the file has them now."""
    from django.conf import settings  # noqa: PLC0415 - settings themselves read the key file above

    path = Path(settings.ZHIDU_KEY_FILE)
    seen = path.stat()
    known = _RINGS.get(path)
    if known is not None and known[0] == (seen.st_mtime_ns, seen.st_ino):
        return known[1]
    keys = json.loads(path.read_text(encoding="utf-8")).get(PERSONAL)
    # a site from before there were files of people has no such key yet
    ring = Ring(keys) if keys else change_keys(path, _one_more)
    seen = path.stat()
    _RINGS[path] = (seen.st_mtime_ns, seen.st_ino), ring
    return ring


def change_keys(path: Path, change: Any) -> Ring:  # noqa: ANN401 - a function of names and keys to the same
    """Write the personal keys that *change* makes of those there are; one process after another."""
    with _alone(path):
        everything = json.loads(path.read_text(encoding="utf-8"))
        before = everything.get(PERSONAL) or {}
        # of several processes that found no key the first makes one, and the others take it
        after = before if change is _one_more and before else change(before)
        if after != before:
            draft = path.with_suffix(f".{os.getpid()}")
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(json.dumps({**everything, PERSONAL: after}) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(path)
        return Ring(after)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _one_more(keys: Mapping[str, str]) -> dict[str, str]:
    numbers = [int(name[1:]) for name in keys]
    return {**keys, f"k{max(numbers, default=0) + 1}": secrets.token_hex(32)}


def add_key(path: Path) -> Ring:
    """A new key from now on; the old ones stay for what they sealed."""
    return change_keys(path, lambda keys: _one_more(keys))


def drop_keys(path: Path) -> Ring:
    """Only the newest key stays. Whoever calls this knows that nothing names the others."""
    return change_keys(path, lambda keys: dict(list(keys.items())[-1:]))
