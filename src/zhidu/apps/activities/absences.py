"""Leave for a stretch of days: which of it answers a meeting, and the facts that follow from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from zhidu.apps.activities.access import SEE_ABSENCE
from zhidu.apps.activities.models import Absence
from zhidu.apps.activities.states import Reply
from zhidu.domain.rules.facts import Fact
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE, today


def away(organization: int, day: date) -> list[Absence]:
    """Absences granted in an organisation that answer a meeting of that day; one query."""
    rows = Absence.objects.filter(organization=organization, first__lte=day, last__gte=day)
    return [one for one in rows.filter(state=Reply.GRANTED) if one.holds(day)]


def absence_of(person: int, day: date) -> Absence | None:
    """The absence of one person that answers a meeting of that day."""
    rows = Absence.objects.filter(person=person, first__lte=day, last__gte=day, state=Reply.GRANTED)
    return next((one for one in rows if one.holds(day)), None)


def visible(actor: Actor) -> QuerySet[Absence]:
    """Absences that *actor* may read."""
    return SEE_ABSENCE.visible(actor, Absence.objects.select_related("person", "organization"))


def waiting(rows: QuerySet[Absence]) -> QuerySet[Absence]:
    """Those of *rows* that nobody has answered and that are not over."""
    return rows.filter(state=Reply.ASKED, last__gte=today())


def facts(nodes: Collection[int] | None, people: Collection[int] | None, end: datetime) -> Iterator[Fact]:
    """外出 on its first day, with its days, that it was reported and leave given, before or after; one query.

    As it stood at *end*: what was granted later, or taken back before, does not show.
    """
    rows = Absence.objects.filter(state__in=[Reply.GRANTED, Reply.WITHDRAWN], decided_at__lt=end)
    if nodes is not None:
        rows = rows.filter(Q(organization__in=nodes) | Q(person__in=people or ()))
    for one in rows.order_by("pk"):
        taken_back = one.state == Reply.WITHDRAWN and one.ended_at is not None and one.ended_at < end
        left = Fact(
            id=one.code,
            subject=f"person-{one.person_id}",
            measure="absence_from_home",
            on=one.first,
            quantity=Decimal(1),
            entered_on=_day(one.decided_at),
            voided_on=_day(one.ended_at) if taken_back else None,
            planned=one.first >= end.date(),
            attributes={"days": str(one.days)},
        )
        yield left
        yield replace(
            left,
            id=f"{one.code}.leave",
            measure="leave_granted",
            on=_day(one.decided_at),
            ref=one.code,
            planned=False,
            attributes={},
        )
        # asking for leave is telling the branch before one goes
        yield replace(
            left,
            id=f"{one.code}.report",
            measure="departure_report",
            on=_day(one.asked_at),
            ref=one.code,
            planned=False,
            attributes={"time": one.first.isoformat()},
        )


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
