"""Which database the site runs on: one SQLite file by default, PostgreSQL where an address is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

KEEP = 60
"""Seconds a connection is used again: a new one has to read everything anew."""
SQLITE_OPTIONS: dict[str, Any] = {
    # deferred transactions fail half the time under several writers; taking the lock first never did
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON; PRAGMA cache_size=-20000;",
}


def database(address: str, var: Path) -> dict[str, Any]:
    """The Django setting for *address*: '' for the file in *var*, a path, or ``postgresql://…``.

    Raises ValueError for anything else.
    """
    if address.startswith(("postgresql://", "postgres://")):
        return _postgresql(address)
    if "://" in address:
        raise ValueError(
            f"ZHIDU_DATABASE 写的是“{address}”；应为文件名，或 postgresql://用户:口令@主机:端口/库名"
        )
    name = Path(address) if address else var / "zhidu.sqlite3"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": KEEP,
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "zhidu",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEEP,
        "CONN_HEALTH_CHECKS": True,
    }
