"""The study of one person in a year: what was done, what is arranged, which notes are still to be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zhidu.apps.activities import attending
from zhidu.apps.activities.attendance import COMMITTEE_POSTS
from zhidu.apps.activities.kinds import COMMITTEE_MEETINGS
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.learning.actions.report import NOTED
from zhidu.apps.learning.kinds import GATHERINGS, NOTE
from zhidu.apps.learning.models import Conversion, Report
from zhidu.apps.learning.ports import Need, needs
from zhidu.apps.learning.reckoning import running
from zhidu.apps.learning.reports import State
from zhidu.apps.members import queries as members
from zhidu.domain.rules.kinds.params import Deadline

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

LATELY = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Standing:
    """One quota with what the sessions arranged for the rest of the year would add."""

    need: Need
    ahead: Decimal | None

    @property
    def enough(self) -> bool:
        """Whether going to everything that is arranged will do."""
        return self.ahead is not None and self.need.done + self.ahead >= self.need.need

    @property
    def open(self) -> Decimal:
        """What is left beyond all that is arranged."""
        return max(self.need.left - (self.ahead or 0), Decimal(0))


def standings(person: int, home: Node, day: date) -> tuple[list[Standing], list[Any]]:
    """The quotas of the year, and the sessions arranged that the person is to come to."""
    posts = {one.post for one in members.posts_on(home.pk, day) if one.person_id == person}
    rows = attending.arranged(home.pk, GATHERINGS, date(day.year, 12, 31))
    mine = [one for one in rows if one.kind not in COMMITTEE_MEETINGS or posts & COMMITTEE_POSTS]
    conversion = running(home.pk, day)
    return [
        Standing(one, sized(one, ahead(one.measure, mine, conversion))) for one in needs(person, day)
    ], mine


def ahead(measure: str, rows: Iterable[Any], conversion: Conversion | None) -> Decimal | None:
    """What going to all of *rows* adds to a measure; None where nobody can know."""
    minutes = [_minutes(one) for one in rows]
    if measure == "study_hours":
        return sum((Decimal(one) / 60 for one in minutes), Decimal(0)).quantize(Decimal("0.1"))
    if measure == "class_hours" and conversion is not None:
        return sum((conversion.rates.class_hours(one) for one in minutes), Decimal(0))
    return None


def sized(need: Need, more: Decimal | None) -> Decimal | None:
    """What is ahead in the unit of the quota."""
    return None if more is None else (more / need.size).quantize(Decimal("0.1"))


def _minutes(one: Any) -> int:  # noqa: ANN401 - a record of another app
    if one.begins is None or one.ends is None:
        return 0
    return (one.ends.hour - one.begins.hour) * 60 + one.ends.minute - one.begins.minute


def notes_due(person: int, home: Node, day: date) -> list[Any]:
    """Sessions of late that the person was at and made no note of; none where no rule asks for notes."""
    if not asks_notes(home):
        return []
    there = attending.attended_since(person, day - LATELY, NOTED)
    noted = set(
        Report.objects.filter(person=person, kind=NOTE, session__in=[one.pk for one in there])
        .exclude(state=State.RETURNED)
        .values_list("session", flat=True)
    )
    return [one for one in there if one.pk not in noted]


def asks_notes(home: Node) -> bool:
    """Whether a rule in force asks for notes of study."""
    return any(
        isinstance(one.clause.params, Deadline) and one.clause.params.act == NOTE
        for one in adoption.duties(home)
    )
