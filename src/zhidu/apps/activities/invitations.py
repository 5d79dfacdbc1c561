"""Meetings to come that somebody is entitled to, what was answered, and what is asked of whoever decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhidu.apps.activities.absences import absence_of, away
from zhidu.apps.activities.access import DECIDE_LEAVE
from zhidu.apps.activities.attendance import COMMITTEE_POSTS
from zhidu.apps.activities.kinds import COMMITTEE_MEETINGS, GATHERINGS
from zhidu.apps.activities.models import Absence, Activity, Answer, Participant
from zhidu.apps.activities.states import Reply, Standing, State
from zhidu.apps.members import queries as members
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE, now, today


@dataclass(frozen=True, slots=True)
class Invitation:
    """A meeting to come, as one of those entitled to it sees it."""

    activity: Activity
    person: int
    answer: Answer | None
    observer: bool = False
    """Asked to sit in (列席), not entitled."""
    absence: Absence | None = None
    """Leave for a stretch of days that answers this meeting, where nothing else was said."""

    @property
    def reply(self) -> str:
        """The last answer, '' where there is none or it was taken back."""
        if self.answer is None and self.absence is not None:
            return Reply.GRANTED.value
        return "" if self.answer is None or self.answer.reply == Reply.WITHDRAWN else self.answer.reply

    @property
    def on_leave(self) -> bool:
        """Whether leave was asked for and not refused."""
        return self.reply in {Reply.ASKED, Reply.GRANTED}

    @property
    def when(self) -> str:
        return clock_word(self.activity)

    @property
    def open(self) -> bool:
        """Whether an answer is still taken."""
        return not begun(self.activity)


def begun(activity: Activity) -> bool:
    """Whether a meeting has begun: by the hour that was said, else when its day is over."""
    if activity.begins is None:
        return activity.on < today()
    return now() >= datetime.combine(activity.on, activity.begins, ZONE)


def invitations(person: int, *, most: int = 3) -> list[Invitation]:
    """The next meetings *person* is entitled to by the register, the nearest first. At most six queries."""
    stays, posts = members.memberships(person), members.posts_of(person)
    near = list(_near(person, stays, posts, most))
    asked = _asked_to_sit_in(person, near)
    found = [one for one in near if one.pk in asked or _entitled(one, stays, posts)][:most]
    answers = {
        one.activity_id: one for one in Answer.objects.filter(activity__in=found, person=person, current=True)
    }
    stretches = list(Absence.objects.filter(person=person, state=Reply.GRANTED, last__gte=today()))
    return [
        Invitation(
            one,
            person,
            answers.get(one.pk),
            observer=one.pk in asked,
            absence=next((gone for gone in stretches if gone.holds(one.on)), None),
        )
        for one in found
    ]


def invitation(person: int, activity: Activity) -> Invitation | None:
    """That meeting as *person* sees it; None for whoever is not entitled to it."""
    if activity.state != State.PLANNED or activity.voided_at is not None or activity.kind not in GATHERINGS:
        return None
    entitled = _entitled(activity, members.memberships(person), members.posts_of(person))
    observer = not entitled and bool(_asked_to_sit_in(person, [activity]))
    if not entitled and not observer:
        return None
    answered = Answer.objects.filter(activity=activity, person=person, current=True).first()
    absence = absence_of(person, activity.on) if answered is None else None
    return Invitation(activity, person, answered, observer=observer, absence=absence)


def _asked_to_sit_in(person: int, found: Iterable[Activity]) -> set[int]:
    """Those arrangements among *found* that name the person as an observer; one query."""
    rows = Participant.objects.filter(person=person, activity__in=found, standing=Standing.OBSERVER)
    return set(rows.values_list("activity_id", flat=True))


def _near(person: int, stays: list[Any], posts: list[Any], most: int) -> Iterable[Activity]:
    """Arrangements where the person may be entitled; whether they are on that very day is looked at afterwards."""
    homes = {one.organization_id for one in stays if _lasts(one)}
    groups = {one.group_id for one in stays if _lasts(one) and one.group_id}
    seats = {one.organization_id for one in posts if _lasts(one) and one.post in COMMITTEE_POSTS}
    open_ones = Activity.objects.filter(state=State.PLANNED, voided_at=None, on__gte=today())
    rows = open_ones.filter(
        Q(organization__in=homes | seats)
        & Q(kind__in=GATHERINGS)
        & (~Q(node__kind=SubjectClass.GROUP.value) | Q(node__in=groups))
        | Q(pk__in=Participant.objects.filter(person=person).values("activity"))
    )
    ordered = rows.annotate(points=Count("agenda")).select_related("node", "organization")
    return ordered.order_by("on", "begins", "pk")[: most * 8]


def _lasts(row: Any) -> bool:  # noqa: ANN401 - a stretch or a post; their models are another app's
    return row.last is None or row.last >= today()


def _entitled(activity: Activity, stays: list[Any], posts: list[Any]) -> bool:
    """By the same rule as :func:`zhidu.apps.activities.attendance.entitled`, for one person."""
    day, home = activity.on, activity.organization_id
    if activity.kind in COMMITTEE_MEETINGS:
        return any(
            one.organization_id == home and one.post in COMMITTEE_POSTS and _covers(one, day) for one in posts
        )
    here = [
        one
        for one in stays
        if one.organization_id == home and one.subject_class is SubjectClass.MEMBER and _covers(one, day)
    ]
    if activity.node.kind == SubjectClass.GROUP.value:
        return any(one.group_id == activity.node_id for one in here)
    return bool(here)


def _covers(row: Any, day: date) -> bool:  # noqa: ANN401
    return (row.first is None or row.first <= day) and (row.last is None or row.last >= day)


# ---------------------------------------------------------------- for whoever decides or records


def open_leave_requests(actor: Actor) -> QuerySet[Answer]:
    """Leave that was asked for and waits for *actor*'s answer, the nearest meeting first (别人等您答复)."""
    rows = Answer.objects.filter(
        current=True,
        reply=Reply.ASKED,
        activity__state=State.PLANNED,
        activity__voided_at=None,
        activity__on__gte=today(),
    )
    if actor.person is not None:
        rows = rows.exclude(person=actor.person)
    seen = DECIDE_LEAVE.visible(actor, rows).select_related(
        "person", "activity__node", "activity__organization"
    )
    return seen.order_by("activity__on", "activity__begins", "pk")


def answers_to(activity: Activity) -> list[Answer]:
    """Everybody's last answer to one meeting, those asking for leave first."""
    rows = Answer.objects.filter(activity=activity, current=True).exclude(reply=Reply.WITHDRAWN)
    found = rows.select_related("person", "activity__node", "activity__organization")
    order = [Reply.ASKED, Reply.GRANTED, Reply.REFUSED, Reply.COMING]
    return sorted(found, key=lambda one: (order.index(Reply(one.reply)), one.pk))


def granted(activity: Activity) -> dict[int, str]:
    """Person → ground, of those whose leave was granted: what the roll of the meeting is proposed to say.

    Leave for a stretch of days answers it too, unless the person said something else of this very meeting.
    """
    said = list(Answer.objects.filter(activity=activity, current=True))
    otherwise = {one.person_id for one in said if one.reply not in {Reply.GRANTED, Reply.ASKED}}
    gone = {one.person_id: one.ground_name for one in away(activity.organization_id, activity.on)}
    leave = {one.person_id: one.ground_name for one in said if one.reply == Reply.GRANTED}
    return {pk: ground for pk, ground in (gone | leave).items() if pk not in otherwise}


def history(person: int, activity: Activity) -> list[Answer]:
    """Everything one person said about a meeting and what was decided, the first of it first."""
    return list(Answer.objects.filter(activity=activity, person=person))


def clock_word(activity: Activity) -> str:
    """今晚 19:00, 明天 15:00 or 12月3日 15:00."""
    days = (activity.on - today()).days
    evening = activity.begins is not None and activity.begins >= time(18)
    named = {0: "今晚" if evening else "今天", 1: "明晚" if evening else "明天", 2: "后天"}
    day = named.get(days, f"{activity.on.month}月{activity.on.day}日")
    return f"{day} {activity.begins:%H:%M}" if activity.begins else day
