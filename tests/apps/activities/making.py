"""Entries for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.apps.builders import Branch
from zhidu.apps.activities.entries import Entry

HELD = date(2026, 10, 15)


def a_meeting(branch: Branch, kind: str = "members_meeting", **more: Any) -> Entry:
    return Entry(**{"kind": kind, "node": branch.node.pk, "on": HELD, **more})


def dues(branch: Branch, person: int, **more: Any) -> Entry:
    return a_meeting(branch, "dues_paid", person=person, **more)
