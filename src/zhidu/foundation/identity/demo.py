"""Demonstration accounts: shown on the login page where the site runs as a demonstration, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

FILE = "demo-accounts.json"
COLUMNS = ("username", "password", "title", "note")


def accounts() -> list[dict[str, str]]:
    """What the loader of the demonstration wrote down; empty outside a demonstration."""
    file = Path(settings.VAR) / FILE
    if not settings.DEMO or not file.exists():
        return []
    return [_row(one) for one in json.loads(file.read_text(encoding="utf-8"))]


def save(rows: list[dict[str, str]]) -> None:
    """Write the accounts down for the login page."""
    (Path(settings.VAR) / FILE).write_text(
        json.dumps([_row(one) for one in rows], ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def _row(one: dict[str, Any]) -> dict[str, str]:
    return {name: str(one.get(name, "")) for name in COLUMNS}
