"""What is done by itself every day: those concerned are reminded of what ran out, once."""

from __future__ import annotations

from zhidu.apps.transfers.actions.remind_overdue import remind_overdue
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.jobs import schedule


def every_day() -> None:
    """Remind of letters that ran out without a receipt."""
    remind_overdue(actor=SYSTEM)


def register() -> None:
    """Called when the site starts."""
    schedule.register(
        "transfers.every_day", every=schedule.DAY, run=every_day, title="提醒过期的组织关系接转"
    )
