"""Class hours (学时): what a stretch of time comes to, and that no minute of one person counts twice.

There is no national way to convert: an organisation answers what an hour, half a day and a day come to, and from how
many hours on half a day and a day are reckoned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from decimal import Decimal

from zhidu.domain.rules.facts import Fact

_SIXTY = Decimal(60)
_FINEST = Decimal("0.0001")
TIMED = frozenset({"study_hours", "class_hours"})
"""Measures of a person that are a length of time."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How many class hours (学时) an hour, half a day and a day come to.

    ``half_from`` and ``day_from``: from so many hours on it is reckoned as half a day, as a whole day.
    """

    hour: Decimal
    half: Decimal
    day: Decimal
    half_from: Decimal
    day_from: Decimal

    def class_hours(self, minutes: int) -> Decimal:
        """What so many minutes of one sitting come to; never less than a shorter one would.

        Raises ValueError for a negative number.
        """
        if minutes < 0:
            raise ValueError(f"时长 {minutes} 分钟应不小于 0")
        hours = Decimal(minutes) / _SIXTY
        plain = hours * self.hour
        if hours >= self.day_from:
            plain = max(self.day, self.half)
        elif hours >= self.half_from:
            plain = self.half
        else:
            plain = min(plain, self.half)
        return _tidy(plain)


def single_time(facts: Iterable[Fact], events: Mapping[str, Fact]) -> list[Fact]:
    """*facts*, where what somebody studied at one time is counted once.

    The earlier sitting counts whole, of a later one only what lies outside it. *events* are the records the facts
    follow from, by id. Only time whose hours are known can be compared; everything else stays as it is.
    """
    found = list(facts)
    on_a_day: dict[tuple[str, str, object], list[int]] = defaultdict(list)
    for place, one in enumerate(found):
        if one.measure in TIMED and not one.planned and one.voided_on is None:
            on_a_day[one.subject, one.measure, one.on].append(place)
    dropped: set[int] = set()
    for places in on_a_day.values():
        if len(places) < 2:
            continue
        spans = [(span, place) for place in places if (span := _span(found[place], events)) is not None]
        taken: list[tuple[int, int]] = []
        for (begins, ends), place in sorted(spans):
            free = _outside(begins, ends, taken)
            taken.append((begins, ends))
            if free == 0:
                dropped.add(place)
            elif free < ends - begins:
                part = found[place].quantity * free / (ends - begins)
                found[place] = replace(found[place], quantity=_tidy(part))
    return [one for place, one in enumerate(found) if place not in dropped]


def _span(fact: Fact, events: Mapping[str, Fact]) -> tuple[int, int] | None:
    event = events.get(fact.ref, fact)
    begins, ends = event.clock("begins"), event.clock("ends")
    if begins is None or ends is None or ends <= begins:
        return None
    return _minute(begins), _minute(ends)


def _outside(begins: int, ends: int, taken: Iterable[tuple[int, int]]) -> int:
    """Minutes of a span that lie in none of *taken*."""
    free = [(begins, ends)]
    for first, last in taken:
        free = [
            piece
            for start, stop in free
            for piece in ((start, min(stop, first)), (max(start, last), stop))
            if piece[0] < piece[1]
        ]
    return sum(stop - start for start, stop in free)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _tidy(number: Decimal) -> Decimal:
    rounded = number.quantize(_FINEST)
    whole = rounded.to_integral_value()
    return whole if whole == rounded else rounded.normalize()
