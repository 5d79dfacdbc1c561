"""What stands in the records about one person, for that person to read: the meetings of a year and the own lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhidu.apps.activities.derive import LIFE_MEETINGS, ORGANISED_LIFE
from zhidu.apps.activities.models import Activity, Participant
from zhidu.apps.activities.states import Standing, State
from zhidu.domain.rules.vocabulary import MEASURES

LIFE, LEAVE, DUES, STUDY, SERVICE, OTHER = "life", "leave", "dues", "study", "service", "other"
PARTS = {
    LIFE: "组织生活",
    LEAVE: "请假",
    DUES: "党费",
    STUDY: "学习",
    SERVICE: "联系服务",
    OTHER: "其他",
}
"""What the own year is sorted by."""
MEETINGS = ORGANISED_LIFE | LIFE_MEETINGS
BESIDE = frozenset(one.chinese for one in (Standing.OBSERVER, Standing.EXCLUDED, Standing.ASKED))
"""How somebody may stand to a meeting without having been expected there."""
MOST = 600
"""Lines of one year; nobody has more, and a mistaken import shall not fill a telephone."""
SERVED = frozenset({"service_post_duty", "liaison_visit", "liaison_work", "problem_solved"})
"""What somebody did for others; being assigned to something is not yet doing it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in somebody's year."""

    on: date
    part: str
    text: str
    pk: int
    kind: str
    standing: str = ""
    """How the person stands to a meeting; '' for a line of one's own."""
    quantity: str = ""
    for_period: str = ""
    title: str = ""


def year_of(person: int, year: int) -> list[Line]:
    """Everything recorded about *person* in a year, the latest first; two queries."""
    span = (date(year, 1, 1), date(year, 12, 31))
    own = Activity.objects.filter(person=person, on__range=span, state=State.HELD, voided_at=None)
    met = Participant.objects.filter(
        person=person,
        activity__on__range=span,
        activity__state=State.HELD,
        activity__voided_at=None,
    ).select_related("activity")
    lines = [
        *(_own_line(one) for one in own.order_by("-on", "-pk")[:MOST]),
        *(_met_line(one) for one in met.order_by("-activity__on", "-pk")[:MOST]),
    ]
    return sorted(lines, key=lambda one: (one.on, one.pk), reverse=True)


def _own_line(row: Activity) -> Line:
    return Line(
        on=row.on,
        part=_part(row.kind),
        text=row.kind_name,
        pk=row.pk,
        kind=row.kind,
        quantity=f"{row.quantity.normalize():f} {row.unit}" if row.unit else "",
        for_period=row.for_period,
        title=row.title,
    )


def _met_line(row: Participant) -> Line:
    activity = row.activity
    away = row.standing == Standing.LEAVE
    return Line(
        on=activity.on,
        part=LEAVE if away else (LIFE if activity.kind in MEETINGS else _part(activity.kind)),
        text=activity.kind_name,
        pk=activity.pk,
        kind=activity.kind,
        standing=Standing(row.standing).chinese if row.standing != Standing.PRESENT else "到会",
        title=activity.title,
    )


def _part(kind: str) -> str:
    if kind == "organised_life" or kind in MEETINGS:
        return LIFE
    if kind == "leave_granted":
        return LEAVE
    if kind in SERVED:
        return SERVICE
    measure = MEASURES.get(kind)
    return {"dues": DUES, "learning": STUDY}.get(measure.app if measure else "", OTHER)


@dataclass(frozen=True, slots=True)
class Came:
    """How often somebody came to organised life, as far as the records say.

    ``listed`` meetings have a list of names with the person on it, ``came`` of them; ``lines`` are single entries
    (older ledgers), which do not say how many meetings there were.
    """

    came: int
    listed: int
    lines: int
    leave: int

    @property
    def text(self) -> str:
        """As people read it; two numbers only where both are known of the same meetings."""
        if self.lines == 0:
            return f"{self.came} / {self.listed} 次" if self.listed else "0 次"
        return f"{self.came + self.lines} 次"


def came(lines: Iterable[Line]) -> Came:
    """Count the organised life in the lines of a year."""
    found = list(lines)
    listed = [one for one in found if one.standing and one.kind in MEETINGS and one.standing not in BESIDE]
    return Came(
        came=sum(one.standing == "到会" for one in listed),
        listed=len(listed),
        lines=sum(not one.standing and one.kind == "organised_life" for one in found),
        leave=sum(one.part == LEAVE for one in found),
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment of dues; the amount only where it was written down."""

    month: str
    on: date
    pk: int
    amount: str = ""


def payments(person: int, year: int) -> dict[str, Paid]:
    """Month (``2026-11``) → the payment for it; one query."""
    rows = Activity.objects.filter(
        person=person, kind="dues_paid", state=State.HELD, voided_at=None, on__year__in=(year, year + 1)
    )
    found: dict[str, Paid] = {}
    for row in rows.order_by("on", "pk"):
        month = row.for_period if len(row.for_period) == 7 else f"{row.on:%Y-%m}"
        found.setdefault(month, Paid(month, row.on, row.pk, row.columns.get("amount", "")))
    return found
