"""Whose turn it is to lecture (轮流授课): of those a clause lets lecture, whoever lectured longest ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhidu.apps.activities.attendance import Entitled
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.states import State
from zhidu.domain.rules.facts import words

LECTURE, GIVEN = "party_lecture", "lecture_given"


@dataclass(frozen=True, slots=True)
class Lecturer:
    """Somebody who may lecture, and when that was last done here."""

    who: Entitled
    last: date | None


def in_turn(organization: int, people: Iterable[Entitled], before: date) -> list[Lecturer]:
    """*people* in the order of their turns: who never lectured first, then who did longest ago; two queries.

    Among equals the order of *people* stays: that of their posts.
    """
    last = last_lectures(organization, before)
    found = [Lecturer(one, last.get(one.person)) for one in people]
    return sorted(found, key=lambda one: one.last or date.min)


def last_lectures(organization: int, before: date) -> dict[int, date]:
    """Person → the day of the last lecture given in an organisation before a day."""
    held = Activity.objects.filter(
        organization=organization, state=State.HELD, voided_at=None, on__lt=before
    ).order_by("on")
    found: dict[int, date] = {}
    for on, columns in held.filter(kind=LECTURE).values_list("on", "columns"):
        for code in words(columns.get("lecturer_id", "")):
            number = code.removeprefix("person-")
            if number.isdecimal():
                found[int(number)] = on
    for person, on in held.filter(kind=GIVEN, person__isnull=False).values_list("person", "on"):
        found[person] = max(found.get(person, on), on)
    return found
