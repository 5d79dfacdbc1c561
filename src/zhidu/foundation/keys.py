"""Keys that live outside the database: for keyed digests, for encrypted history, and for sessions.

The file holds one line of random text a purpose. It is made on first use with mode 600; whoever has the
database alone can neither forge the journal nor read what was erased from it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet

PURPOSES = ("session", "digest", "history")


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
