"""The shared period calendar (期间日历): dates, periods, deadlines, windows, implied rhythms.

Pure: no clock is read here, and holidays and semesters come in as data.
"""

from __future__ import annotations

from zhidu.domain.calendar.anchors import Near
from zhidu.domain.calendar.calendar import Calendar, Semester
from zhidu.domain.calendar.dates import Duration, DurationUnit, add_days, add_months, month_end
from zhidu.domain.calendar.implied import whole_units_within
from zhidu.domain.calendar.periods import Period, Unit, term_period, unit_of_key
from zhidu.domain.calendar.week_readings import WeekReading
from zhidu.domain.calendar.window_conflicts import disjoint
from zhidu.domain.calendar.windows import Window

__all__ = [
    "Calendar",
    "Duration",
    "DurationUnit",
    "Near",
    "Period",
    "Semester",
    "Unit",
    "WeekReading",
    "Window",
    "add_days",
    "add_months",
    "disjoint",
    "month_end",
    "term_period",
    "unit_of_key",
    "whole_units_within",
]
