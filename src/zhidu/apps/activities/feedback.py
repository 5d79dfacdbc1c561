"""What was said of a lecture, as far as anybody may read it, and the fact that it was asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from zhidu.apps.activities.derive import THERE
from zhidu.apps.activities.lecturing import LECTURE
from zhidu.apps.activities.models import Activity, Feedback, Participant, Understood, Useful
from zhidu.apps.activities.states import State
from zhidu.domain.rules.facts import Fact
from zhidu.foundation.clock import ZONE, today

FEWEST = 3
"""Below this many, what was said would say who said it: only how many there are is shown."""
ASKED_FOR = timedelta(days=14)
"""How long somebody's first page asks; on the page of the lecture it may be said later too."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the branch reads: how many, the counts of each word, and sentences without names, in no order of time."""

    number: int
    understood: tuple[tuple[str, int], ...] = ()
    useful: tuple[tuple[str, int], ...] = ()
    sentences: tuple[str, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()

    @property
    def enough(self) -> bool:
        return self.number >= FEWEST


def heard(lecture: Activity) -> Heard:
    """What was said of *lecture*; sentences whose writers gave their names are told even of few."""
    rows = list(Feedback.objects.filter(activity=lecture).select_related("person"))
    signed = tuple((one.person.name, one.words) for one in rows if one.named and one.words)
    if len(rows) < FEWEST:
        return Heard(len(rows), signed=signed)
    understood, useful = Counter(one.understood for one in rows), Counter(one.useful for one in rows)
    return Heard(
        len(rows),
        tuple((one.chinese, understood[one.value]) for one in Understood),
        tuple((one.chinese, useful[one.value]) for one in Useful),
        tuple(sorted(one.words for one in rows if one.words and not one.named)),
        signed,
    )


def may_say(person: int | None, lecture: Activity) -> bool:
    """Whether somebody heard that lecture."""
    if person is None or lecture.kind != LECTURE or lecture.state != State.HELD or lecture.voided_at:
        return False
    return Participant.objects.filter(activity=lecture, person=person, standing__in=THERE).exists()


def to_say(person: int) -> list[Activity]:
    """Lectures somebody lately heard and has said nothing of; one query."""
    rows = Activity.objects.filter(
        kind=LECTURE,
        state=State.HELD,
        voided_at=None,
        on__gte=today() - ASKED_FOR,
        participants__person=person,
        participants__standing__in=THERE,
    ).exclude(pk__in=Feedback.objects.filter(person=person).values("activity"))
    return list(rows.select_related("node").order_by("-on", "-pk"))


def facts(nodes: Collection[int] | None, end: datetime) -> Iterator[Fact]:
    """That what members thought of a lecture was gathered, on the day the first of them said it; one query."""
    rows = Feedback.objects.filter(at__lt=end, activity__voided_at=None)
    if nodes is not None:
        rows = rows.filter(activity__node__in=nodes)
    seen: set[int] = set()
    for pk, subject, at in rows.order_by("at", "pk").values_list("activity", "activity__subject", "at"):
        if pk not in seen:
            seen.add(pk)
            day = at.astimezone(ZONE).date()
            yield Fact(
                id=f"activity-{pk}.lecture_feedback",
                subject=subject,
                measure="lecture_feedback",
                on=day,
                quantity=Decimal(1),
                entered_on=day,
                ref=f"activity-{pk}",
            )
