"""What other apps may ask about activities and matters."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from zhidu.apps.activities.access import SEE, SEE_ABSENCE, SEE_MATTER
from zhidu.apps.activities.consents import waiting_for as open_consents
from zhidu.apps.activities.invitations import Invitation, invitations, open_leave_requests
from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.activities.models import Absence, Activity, AgendaItem, Matter, Notified, Participant
from zhidu.apps.activities.states import Circle, State
from zhidu.domain.rules.subjects import Spell, Subject
from zhidu.foundation.access.rules import Actor

__all__ = [
    "Invitation",
    "about",
    "activity",
    "agenda",
    "closed_on",
    "invitations",
    "listed",
    "matter",
    "matter_subjects",
    "names",
    "open_business",
    "open_consents",
    "open_leave_requests",
    "recorded",
    "steps_by_hand",
    "titles",
    "told_of",
    "visible_activities",
    "visible_matters",
]


def visible_activities(actor: Actor) -> QuerySet[Activity]:
    """Records that *actor* may see."""
    return SEE.visible(actor, Activity.objects.all())


def closed_on(matter: int) -> date | None:
    """The day on which a matter was recorded as closed (事项办结), the latest where it was twice."""
    rows = Activity.objects.filter(matter=matter, kind="procedure_closed", state=State.HELD, voided_at=None)
    return rows.order_by("-on").values_list("on", flat=True).first()


def activity(pk: int) -> Activity | None:
    """One record with its places, whoever asks; None where there is none."""
    return Activity.objects.select_related("node", "organization").filter(pk=pk).first()


def agenda(pk: int) -> list[AgendaItem]:
    """The points of a record, in order."""
    return list(AgendaItem.objects.filter(activity=pk))


def listed(pk: int) -> list[Participant]:
    """The names on the list of a record that was held."""
    return list(Participant.objects.filter(activity=pk).order_by("pk"))


def about(pk: int) -> list[Activity]:
    """Records that refer to one and count, the first first; one query."""
    rows = Activity.objects.filter(about=pk, state=State.HELD, voided_at=None)
    return list(rows.select_related("person").order_by("on", "pk"))


def following(pks: Collection[int], kind: str) -> dict[int, Activity]:
    """Record → the latest record of *kind* that refers to it and counts; one query."""
    rows = Activity.objects.filter(about__in=pks, kind=kind, state=State.HELD, voided_at=None)
    return {one.about_id: one for one in rows.order_by("on", "pk") if one.about_id is not None}


def told_of(pk: int) -> set[int]:
    """Those who were told of an arrangement."""
    rows = Notified.objects.filter(activity=pk).exclude(told_at=None)
    return set(rows.values_list("person_id", flat=True))


def visible_matters(actor: Actor) -> QuerySet[Matter]:
    """Matters that *actor* may see."""
    return SEE_MATTER.visible(actor, Matter.objects.all())


def matter_subjects(organization_ids: Collection[int] | None) -> list[Subject]:
    """Matters of some organisations (None: of all) as the rules see them; one query."""
    rows = Matter.objects.all()
    if organization_ids is not None:
        rows = rows.filter(organization__in=organization_ids)
    return [
        Subject(
            one.code,
            (
                Spell(
                    type=one.type,
                    belongs_to=f"org-{one.organization_id}",
                    first=one.first or date.min,
                    last=one.last or date.max,
                    attributes={"name": one.title, **one.attributes},
                ),
            ),
        )
        for one in rows
    ]


def steps_by_hand(matter: int, known: Collection[int]) -> list[Activity]:
    """Steps of a procedure recorded about a matter, held and not void, but for those *known*; one query."""
    rows = Activity.objects.filter(matter=matter, kind="procedure_step", state=State.HELD, voided_at=None)
    return list(rows.exclude(pk__in=known).order_by("on", "pk"))


def of_people(people: Collection[int], kind: str) -> list[Activity]:
    """Records of one kind about these people, held and not void, the earliest first; one query."""
    rows = Activity.objects.filter(person__in=people, kind=kind, state=State.HELD, voided_at=None)
    return list(rows.order_by("on", "pk"))


def matter(pk: int) -> Matter | None:
    """One matter, whoever asks."""
    return Matter.objects.select_related("organization").filter(pk=pk).first()


def names(codes: Iterable[str]) -> dict[str, str]:
    """Code of a matter → its title; one query."""
    wanted = {number: code for code in codes if (number := _number(code)) is not None}
    return {
        wanted[pk]: title for pk, title in Matter.objects.filter(pk__in=wanted).values_list("pk", "title")
    }


def titles(actor: Actor, codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """Code of a record → what it is called, and its address where *actor* may open it; two queries.

    A fact that follows from a meeting (``activity-9.attendance.person-5``) is shown as that meeting.
    """
    wanted: dict[int, list[str]] = {}
    for code in codes:
        number = _number(code.partition(".")[0])
        if code.startswith("activity-") and number is not None:
            wanted.setdefault(number, []).append(code)
    rows = Activity.objects.filter(pk__in=wanted)
    open_to = set(SEE.visible(actor, rows).values_list("pk", flat=True))
    found = {}
    for row in rows:
        title = f"{row.on.month}月{row.on.day}日 {row.kind_name}"
        address = reverse("activities:one", args=[row.pk]) if row.pk in open_to else ""
        found.update(dict.fromkeys(wanted[row.pk], (title, address)))
    return found | _absences(actor, codes)


def _absences(actor: Actor, codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """The same for leave of a stretch of days (``absence-5.leave``); no query where there is none."""
    wanted = {one: _number(one.partition(".")[0]) for one in codes if one.startswith("absence-")}
    if not wanted:
        return {}
    rows = Absence.objects.in_bulk(set(wanted.values()))
    found = {}
    for code, pk in wanted.items():
        if pk in rows:
            row = rows[pk]
            title = f"{row.first.month}月{row.first.day}日 外出请假"
            found[code] = (title, row.get_absolute_url() if SEE_ABSENCE.can(actor, row) else "")
    return found


def _number(code: str) -> int | None:
    tail = code.rpartition("-")[2]
    return int(tail) if tail.isdecimal() else None


def recorded(node: int, kind: str, month: str) -> QuerySet[Activity]:
    """What is on record of a kind for a month (``2026-11``): held in it, or made up for it; not what is void."""
    first = date.fromisoformat(f"{month}-01")
    rows = Activity.objects.filter(node=node, kind=kind, state=State.HELD, voided_at=None)
    return rows.filter(Q(on__year=first.year, on__month=first.month, for_period="") | Q(for_period=month))


def open_business(organization: int, first: date, last: date) -> QuerySet[Activity]:
    """What an organisation itself held in those days that every member may read, the earliest first."""
    rows = Activity.objects.filter(
        node=organization,
        on__range=(first, last),
        state=State.HELD,
        voided_at=None,
        circle=Circle.MEMBERS,
        kind__in=GATHERINGS,
    )
    return rows.order_by("on", "pk")
