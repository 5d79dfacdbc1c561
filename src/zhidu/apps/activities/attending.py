"""What apps above ask about who was at what, and what is arranged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count

from zhidu.apps.activities.models import Activity, Participant
from zhidu.apps.activities.states import State
from zhidu.foundation.access.rules import below
from zhidu.foundation.clock import today

BY_HAND = ("study_attended", "training_attended")
"""That somebody was at a session, where it was written down about the person alone."""


def attended(person: int, day: date) -> list[Activity]:
    """What somebody was at on a day, by the lists of names, the earliest first; one query."""
    rows = Activity.objects.filter(
        participants__person=person,
        participants__standing__in=["present", "observer"],
        on=day,
        state=State.HELD,
        voided_at=None,
    )
    return list(rows.order_by("begins", "pk"))


def attended_since(person: int, first: date, kinds: Collection[str]) -> list[Activity]:
    """Records of *kinds* from a day on that somebody was at, the latest first; one query."""
    rows = Activity.objects.filter(
        participants__person=person,
        participants__standing__in=["present", "observer"],
        kind__in=list(kinds),
        on__gte=first,
        state=State.HELD,
        voided_at=None,
    )
    return list(rows.order_by("-on", "-pk")[:200])


def arranged(organization: int, kinds: Collection[str], last: date) -> list[Activity]:
    """What is arranged there of *kinds* from today to a day, the nearest first; one query."""
    rows = Activity.objects.filter(
        organization=organization,
        kind__in=list(kinds),
        state=State.PLANNED,
        voided_at=None,
        on__range=(today(), last),
    )
    return list(rows.select_related("node").order_by("on", "begins", "pk")[:400])


def around(organization: int, kinds: Collection[str], first: date, last: date) -> list[Activity]:
    """Records and arrangements there of *kinds* between two days, the latest first; one query."""
    rows = Activity.objects.filter(
        organization=organization, kind__in=list(kinds), voided_at=None, on__range=(first, last)
    )
    return list(rows.order_by("-on", "-pk")[:200])


def elections(path: str) -> list[Activity]:
    """Elections of the last year on record at a place of the tree and below, the latest first; one query."""
    rows = Activity.objects.filter(kind="election", state=State.HELD, voided_at=None).filter(
        below("organization__path", path), on__gte=today() - timedelta(days=366)
    )
    return list(rows.select_related("organization").order_by("-on", "-pk")[:100])


def latest_about(people: Collection[int], kind: str) -> dict[int, int]:
    """Person → the latest record of *kind* about them, or about a post they hold; one query."""
    rows = Activity.objects.filter(person__in=people, kind=kind, state=State.HELD, voided_at=None)
    return {person: pk for person, pk in rows.order_by("on", "pk").values_list("person", "pk") if person}


def times(people: Collection[int], kinds: Collection[str], year: int) -> dict[int, int]:
    """Person → how many records of *kinds* of a year they were at, by lists of names and by hand; two queries."""
    rows = Participant.objects.filter(
        person__in=people,
        standing__in=["present", "observer"],
        activity__kind__in=list(kinds),
        activity__on__year=year,
        activity__state=State.HELD,
        activity__voided_at=None,
    )
    found = Counter(dict(rows.order_by().values_list("person").annotate(number=Count("pk"))))
    # a ledger taken over says of each person that they were there, without a list of names
    alone = Activity.objects.filter(
        person__in=people, kind__in=BY_HAND, on__year=year, state=State.HELD, voided_at=None
    )
    found.update(dict(alone.order_by().values_list("person").annotate(number=Count("pk"))))
    return found


def counts(
    organizations: Collection[int], kinds: Collection[str], year: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Organisation → records of *kinds* held in a year, and those still arranged; one query."""
    rows = Activity.objects.filter(
        organization__in=organizations, kind__in=list(kinds), on__year=year, voided_at=None
    )
    held: dict[int, int] = {}
    planned: dict[int, int] = {}
    found = rows.order_by().values_list("organization", "state").annotate(number=Count("pk"))
    for organization, state, number in found:
        if state == State.HELD:
            held[organization] = number
        elif state == State.PLANNED:
            planned[organization] = number
    return held, planned
