"""The box: locks, keys, slips sealed to all locks at once, and how long a sealed slip is.

Sealing is HPKE (RFC 9180) from ``cryptography``, one layer a teller. A key is kept encrypted with a code of 80 random
bits that is shown once to its teller and to nobody else. ``docs/adr/0016-secret-ballot.md`` says against whom.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_der_private_key,
)

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that nobody takes for another: no 0 and O, no 1 and I."""
_BLOCK = 128
DUMMY = ""


class NotTheKey(Exception):
    """The code opens nothing: mistyped, or another teller's."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new lock: ``lock`` seals, ``wrapped`` opens it with ``code``; the code is for the teller's eyes only."""

    lock: bytes
    wrapped: bytes
    code: str


def make_lock() -> Made:
    """A lock of its own for one teller of one ballot."""
    key = X25519PrivateKey.generate()
    code = a_code(16)
    wrapped = key.private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(_plain(code).encode())
    )
    return Made(key.public_key().public_bytes_raw(), wrapped, code)


def a_code(length: int) -> str:
    """Random signs in groups of four."""
    signs = "".join(secrets.choice(_LETTERS) for _ in range(length))
    return "-".join(signs[place : place + 4] for place in range(0, length, 4))


def _plain(code: str) -> str:
    """A code as it counts: however it was typed, with or without hyphens, in small letters or large."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def unlock(wrapped: bytes, code: str) -> X25519PrivateKey:
    """The key behind a code. Raises NotTheKey."""
    try:
        key = load_der_private_key(bytes(wrapped), _plain(code).encode() or b"-")
    except (ValueError, TypeError) as error:
        raise NotTheKey from error
    if not isinstance(key, X25519PrivateKey):
        raise NotTheKey
    return key


def room_for(candidates: int, seats: int) -> int:
    """Bytes of every slip of a ballot before it is sealed, so that no length tells what one says."""
    longest = 48 + candidates + 24 * seats
    return -(-longest // _BLOCK) * _BLOCK


def write(marks: str, others: Sequence[int] = (), code: str = "") -> str:
    """A slip as text: a letter for each candidate or the one question, people written in, and the private code."""
    said: dict[str, object] = {"m": marks}
    if others:
        said["o"] = sorted(others)
    if code:
        said["c"] = code
    return json.dumps(said, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Read:
    """A slip that was read."""

    marks: str
    others: tuple[int, ...] = ()
    code: str = ""


def read(text: str) -> Read:
    """A slip from its text."""
    said = json.loads(text)
    return Read(said["m"], tuple(said.get("o", ())), said.get("c", ""))


def seal(text: str, locks: Sequence[bytes], room: int) -> bytes:
    """Seal a slip to all *locks*. Raises ValueError where it is longer than *room*."""
    plain = text.encode()
    if len(plain) > room:
        raise ValueError(f"票面有 {len(plain)} 字节；应不超过 {room} 字节")
    sealed = plain.ljust(room)
    for lock in locks:
        sealed = _SUITE.encrypt(sealed, X25519PublicKey.from_public_bytes(bytes(lock)))
    return sealed


def unseal(sealed: bytes, keys: Sequence[X25519PrivateKey]) -> str:
    """The slip again; *keys* in the order of the locks. '' for a dummy. Raises NotTheKey."""
    opened = bytes(sealed)
    try:
        for key in reversed(keys):
            opened = _SUITE.decrypt(opened, key)
    except (InvalidTag, ValueError) as error:
        raise NotTheKey from error
    return opened.decode().strip()
