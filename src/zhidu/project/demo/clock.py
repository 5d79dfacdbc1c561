"""Days counted back from "today", so that the county is always fourteen months old when somebody looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from zhidu.domain.calendar import add_months, month_end

MONTHS = 14
"""How many calendar months of records the county has, the running one included."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The day on which the county is looked at, and the days counted back from it."""

    as_of: date

    @property
    def start(self) -> date:
        """The first day of records: the first of the thirteenth month before this one."""
        return self.month(MONTHS - 1)

    def month(self, back: int) -> date:
        """The first day of the month so many months ago; 0 is this month."""
        return add_months(self.as_of.replace(day=1), -back)

    def in_month(self, back: int, day: int) -> date:
        """A day of the month so many months ago, or that month's last day where it is shorter."""
        first = self.month(back)
        return first.replace(day=min(day, month_end(first.year, first.month).day))

    def month_key(self, back: int) -> str:
        """The period key of the month so many months ago (``2026-09``)."""
        return self.month(back).isoformat()[:7]

    def years_ago(self, years: int, *, month: int = 3, day: int = 12) -> date:
        """A day so many years before this one."""
        return date(self.as_of.year - years, month, day)

    def days_ago(self, days: int) -> date:
        return self.as_of - timedelta(days=days)
