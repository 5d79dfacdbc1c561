"""The list of records: what is asked for, and the page of rows that answers it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhidu.apps.activities.models import Activity, Partner
from zhidu.apps.activities.queries import visible_activities
from zhidu.apps.activities.states import State
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import Actor, below

FEW_PLACES = 500
VOIDED, OVER = "voided", "over"
STATES = (
    (State.HELD.value, "已办"),
    (State.PLANNED.value, "已安排"),
    (OVER, "安排的日子已过，没有记录"),
    (State.CANCELLED.value, "已取消"),
    (VOIDED, "已作废"),
)


ABOUT = (("places", "会议和活动"), ("people", "各人的、各事项的"), ("all", "全部"))
"""Records of an organisation itself, records about somebody or something, and both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The conditions of a list; empty ones do not restrict."""

    organization: int | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None
    state: str = ""
    person: int | None = None
    about: str = ""

    @property
    def shown(self) -> str:
        """Which of :data:`ABOUT` is shown: whoever asks for a kind or a person wants all of it."""
        return self.about or ("all" if self.kind or self.person else "places")


def rows(actor: Actor, asked: Asked, today: date) -> QuerySet[Activity]:
    """Records the actor may see, newest first; those voided or cancelled only where asked for."""
    found = visible_activities(actor).select_related("node", "person", "matter", "organization")
    if asked.organization is not None:
        place = orgs.nodes([asked.organization]).get(asked.organization)
        found = found.filter(_under(place.path) | together_with([place.pk])) if place else found.none()
    else:
        found = found.filter(within_reach(actor))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.person is not None:
        found = found.filter(Q(person=asked.person) | Q(participants__person=asked.person)).distinct()
    if asked.shown != "all":
        found = (
            found.filter(person=None, matter=None)
            if asked.shown == "places"
            else found.exclude(person=None, matter=None)
        )
    if asked.first:
        found = found.filter(on__gte=asked.first)
    if asked.last:
        found = found.filter(on__lte=asked.last)
    return found.filter(_state(asked.state, today)).defer("notes").order_by("-on", "-pk")


def _under(path: str) -> Q:
    """Records at and under one place."""
    near = orgs.ids_below([path], FEW_PLACES)
    return below("node__path", path) if near is None else Q(node__in=near)


def within_reach(actor: Actor) -> Q:
    """Says once more, in a way an index can follow, what somebody who looks after few places may see at most."""
    near = None if actor.system else orgs.ids_below((one.path for one in actor.held), FEW_PLACES)
    if near is None:
        return Q()
    own = Q(person=actor.person) if actor.person is not None else Q()
    return Q(organization__in=near) | Q(node__in=near) | together_with(near) | own


def together_with(organizations: Collection[int]) -> Q:
    """Meetings that one of these organisations holds together with another."""
    rows = Partner.objects.filter(organization__in=organizations, removed_at=None)
    return Q(pk__in=rows.values("activity"))


def _state(state: str, today: date) -> Q:
    match state:
        case "voided":
            return Q(voided_at__isnull=False) & ~Q(state=State.CANCELLED)
        case "over":
            return Q(state=State.PLANNED, on__lt=today)
        case "":
            return Q(voided_at=None)
        case _ if state == State.CANCELLED:
            return Q(state=State.CANCELLED)
        case _:
            return Q(state=state, voided_at=None)


def chips(asked: Asked, names: Mapping[str, str], address: Any) -> list[dict[str, str]]:  # noqa: ANN401
    """The conditions in force, each with the address of the list without it; *address* takes a field away."""
    said = {
        "kind": MEASURES[asked.kind].chinese if asked.kind in MEASURES else asked.kind,
        "first": f"{asked.first} 起" if asked.first else "",
        "last": f"至 {asked.last}" if asked.last else "",
        "state": dict(STATES).get(asked.state, ""),
        **names,
    }
    return [{"title": text, "url": address(name)} for name, text in said.items() if text]
