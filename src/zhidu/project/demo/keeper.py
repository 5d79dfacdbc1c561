"""The conscientious organisation: writes down an event as its rules ask, and does what the rules say follows.

Everything the county keeps, it keeps because a clause of some book asks for it. So when a book changes, the
county changes with it, and only the stories (故意放进去的问题) are ever not kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.world import Duty, World
from zhidu.project.demo.binding import Binding
from zhidu.project.demo.clock import Clock
from zhidu.project.demo.days import Days
from zhidu.project.demo.diary import Diary, Entry

Echo = Callable[["Keeper", Entry], None]

_ENTERED_LATE_SHARE = 0.02
_ENTERED_LATE_DAYS = (4, 15)


class Keeper:
    """Writes records so that the clauses that bind their subject are kept."""

    def __init__(self, duties: list[Duty], world: World, diary: Diary, clock: Clock, chance: Random) -> None:
        self.world = world
        self.diary = diary
        self.clock = clock
        self.chance = chance
        self.binding = Binding(duties, world, clock.start, clock.as_of)
        self.days = Days(self)
        self.echoes: dict[str, list[Echo]] = defaultdict(list)
        self.fill: Callable[[Keeper, Entry], None] = _nothing
        self.react: Callable[[Keeper, Entry], None] = _nothing

    def subject(self, name: str) -> Subject:
        found = self.world.subjects.get(name)
        if found is None:
            raise LookupError(name)
        return found

    def on_watch(self, name: str, day: date) -> bool:
        """Whether the subject exists on that day."""
        found = self.world.subjects.get(name)
        return found is not None and found.on(day) is not None

    def happen(
        self,
        subject: str,
        measure: str,
        on: date,
        *,
        quantity: Decimal | int = 1,
        ref: str = "",
        for_period: str = "",
        columns: Mapping[str, str] | None = None,
    ) -> Entry | None:
        """Something was done on that day; nothing is written of days to come or of those not there yet."""
        if on > self.clock.as_of or not self.on_watch(subject, on):
            return None
        entry = self.diary.write(
            subject, measure, on, quantity=quantity, ref=ref, for_period=for_period, columns=columns
        )
        self.fill(self, entry)
        entry.entered_on = self.entered(on)
        if on >= self.clock.start:
            for echo in self.echoes.get(measure, ()):
                echo(self, entry)
            self.react(self, entry)
        return entry

    def see_anchors(self) -> None:
        """Let years that are counted from an event be found: from now on the world knows what was written."""
        self.world = replace(self.world, facts=self.diary.facts())

    def plan(
        self, subject: str, measure: str, on: date, *, columns: Mapping[str, str] | None = None
    ) -> Entry:
        """Something is arranged for a day to come."""
        written = self.clock.days_ago(self.chance.randint(1, 9))
        entry = self.diary.write(subject, measure, on, entered_on=written, planned=True, columns=columns)
        self.fill(self, entry)
        return entry

    def entered(self, on: date) -> date | None:
        """The day a record was entered: mostly the same, a few some days later; None for the same day."""
        if self.chance.random() >= _ENTERED_LATE_SHARE:
            return None
        day = on + timedelta(days=self.chance.randint(*_ENTERED_LATE_DAYS))
        return day if day <= self.clock.as_of else None

    def workday(self, first: date, last: date) -> date:
        """A day of work between two days, or the last of them where there is none."""
        days = (last - first).days
        if days <= 0:
            return last
        for _ in range(12):
            day = first + timedelta(days=self.chance.randint(0, days))
            if self.world.calendar.is_workday(day):
                return day
        return last


def _nothing(_: Keeper, __: Entry) -> None:
    return None
