"""Small changes to the records: leaving out, moving, doing something else than the rules ask."""

from __future__ import annotations

from datetime import date

from zhidu.domain.calendar import Period, Unit
from zhidu.project.demo.county import County
from zhidu.project.demo.diary import Entry


def month(county: County, back: int) -> Period:
    """The calendar month so many months ago."""
    return county.keeper.world.calendar.parse(county.clock.month_key(back))


def period(county: County, unit: Unit, day: date) -> Period:
    """The period of that unit which holds the day."""
    found = county.keeper.world.calendar.period_of(unit, day)
    if found is None:
        raise LookupError(f"{unit} {day}")
    return found


def done_in(county: County, subject: str, measure: str, when: Period) -> list[Entry]:
    """What was done of a measure in a period."""
    return county.diary.between(measure, subject, when.start, when.end)


def leave_out(county: County, subject: str, measure: str, when: Period) -> None:
    """Nothing of that measure was done in the period, or for it."""
    entries = done_in(county, subject, measure, when)
    declared = [one for one in county.diary.of(measure, subject) if one.for_period == when.key]
    county.diary.strike([*entries, *declared])


def forget(county: County, event: Entry, measure: str) -> None:
    """What should have come with an event was never done."""
    county.diary.strike(county.diary.about(event.id, measure))


def latest(county: County, subject: str, measure: str, before: date) -> Entry:
    """The last event of a measure on or before a day, among those in the fourteen months."""
    found = [one for one in county.diary.of(measure, subject) if county.clock.start <= one.on <= before]
    return found[-1]


def event_key(entry: Entry) -> str:
    """How findings name the period of an event."""
    return f"event:{entry.id}"
