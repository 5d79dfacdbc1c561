"""Periods as they are named in addresses and forms (2026-09, 2026-Q3)."""

from __future__ import annotations

from datetime import date

from zhidu.domain.calendar import Calendar

PERIODS = Calendar()


def within(period: str, day: date) -> bool:
    """Whether a day lies in the period of that name; no period, or none that can be read, holds any day."""
    try:
        return not period or PERIODS.parse(period).contains(day)
    except ValueError:
        return True


def end_of(period: str) -> date | None:
    """The last day of the period of that name; None for none, or one that cannot be read."""
    try:
        return PERIODS.parse(period).end if period else None
    except ValueError:
        return None
