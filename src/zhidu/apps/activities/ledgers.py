"""What was recorded in a year, row by row, as ledgers (台账) keep it: for whoever may see each record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q

from zhidu.apps.activities.access import SEE
from zhidu.apps.activities.columns import Words
from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.activities.models import Activity, AgendaItem, Participant, Partner
from zhidu.apps.activities.states import Circle, Standing, State
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.members import queries as members
from zhidu.domain.rules.facts import words as split
from zhidu.foundation.access.rules import Actor

MOST = 5000
"""Records of one kind of one organisation in a year; a branch has dozens."""
BESIDE = frozenset({Standing.OBSERVER.value, Standing.EXCLUDED.value, Standing.ASKED.value})
"""Who is on the list of a meeting without being counted in 应到."""
_PERSON = ("person-", "prospect-", "post-")


@dataclass(frozen=True, slots=True)
class Row:
    """One record in words. ``None`` is what was not recorded."""

    activity: int
    on: date
    kind: str
    where: str
    venue: str
    title: str
    hours: str
    entitled: int | None
    present: int | None
    away: str
    led: dict[str, str]
    about: str
    agenda: str
    notes: str
    quantity: str
    entered: date
    private: bool


@dataclass(frozen=True, slots=True)
class Came:
    """One member's year: how often they were to come, came, were on leave, and stayed away without."""

    name: str
    entitled: int
    present: int
    leave: int
    absent: int


def held(actor: Actor, organization: Any, year: int, kinds: Collection[str]) -> list[Row]:  # noqa: ANN401 - a node
    """Records of *kinds* that stand in the books of *organization*, the earliest first; few queries, however many."""
    together = Partner.objects.filter(organization=organization, removed_at=None).values("activity")
    rows = Activity.objects.filter(
        Q(organization=organization) | Q(pk__in=together),
        kind__in=list(kinds),
        on__range=(date(year, 1, 1), date(year, 12, 31)),
        state=State.HELD,
        voided_at=None,
    )
    found = list(
        SEE.visible(actor, rows)
        .select_related("node", "person", "post__person", "matter")
        .prefetch_related(
            "agenda",
            Prefetch("participants", queryset=Participant.objects.order_by("pk")),
        )
        .order_by("on", "begins", "pk")[:MOST]
    )
    codes = set()
    for one in found:
        codes |= {f"person-{who.person_id}" for who in one.participants.all()}
        codes |= {word for text in one.columns.values() for word in split(text) if word.startswith(_PERSON)}
    names = members.names(codes) if codes else {}
    said = Words(adoption.books_in_force([*organization.ancestor_ids, organization.pk]))
    return [_row(one, names, said) for one in found]


def _row(one: Activity, names: dict[str, str], said: Words) -> Row:
    people = list(one.participants.all())
    counted = [who.standing for who in people if who.standing not in BESIDE]
    present = counted.count(Standing.PRESENT.value)
    away = [
        _away(who, names.get(f"person-{who.person_id}", ""), said)
        for who in people
        if who.standing in {Standing.LEAVE.value, Standing.ABSENT.value}
    ]
    return Row(
        activity=one.pk,
        on=one.on,
        kind=one.kind_name,
        where=one.node.name,
        venue=one.venue,
        title=one.title,
        hours=f"{one.begins:%H:%M}{f'—{one.ends:%H:%M}' if one.ends else ''}" if one.begins else "",
        entitled=len(counted) if people else _number(one.columns.get("entitled", "")),
        present=present if people else _number(one.columns.get("present", "")),
        away="、".join(away),
        led={name: _who(one.columns, name, names, said) for name in ("chair", "recorder", "lecturer")},
        about=_about(one),
        agenda="；".join(_point(item) for item in one.agenda.all()),
        notes="" if one.circle == Circle.PRIVATE else one.notes,
        quantity=f"{one.quantity.normalize():f} {one.unit}".strip() if one.unit else "",
        entered=one.entered_on,
        private=one.circle == Circle.PRIVATE,
    )


def _away(who: Participant, name: str, said: Words) -> str:
    why = f"：{said.word(who.ground)}" if who.ground else ""
    return f"{name}（{Standing(who.standing).chinese}{why}）"


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _point(item: AgendaItem) -> str:
    return f"{item.title}（{item.outcome}）" if item.outcome else item.title


def _who(columns: Any, name: str, names: dict[str, str], said: Words) -> str:  # noqa: ANN401 - a JSON column
    person = columns.get(f"{name}_id", "")
    if person:
        return "、".join(names.get(code, "") for code in sorted(split(person)))
    return "、".join(names.get(word, said.word(word)) for word in sorted(split(columns.get(name, ""))))


def _about(one: Activity) -> str:
    if one.person is not None:
        return one.person.name
    if one.post is not None:
        return one.post.person.name
    return one.matter.title if one.matter is not None else ""


def attendance(actor: Actor, organization: Any, year: int) -> list[Came]:  # noqa: ANN401 - a node
    """Each person's year in the meetings whose names were kept, as the actor may see them; two queries."""
    rows = SEE.visible(
        actor,
        Activity.objects.filter(
            organization=organization,
            kind__in=list(GATHERINGS),
            on__range=(date(year, 1, 1), date(year, 12, 31)),
            state=State.HELD,
            voided_at=None,
        ),
    )
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    people = Participant.objects.filter(~Q(standing__in=BESIDE), activity__in=rows.order_by().values("pk"))
    for person, standing, number in (
        people.order_by().values_list("person", "standing").annotate(number=Count("pk"))
    ):
        counted[person][standing] = number
    names = members.names(f"person-{pk}" for pk in counted)
    return [
        Came(
            names.get(f"person-{pk}", ""),
            sum(by.values()),
            by.get(Standing.PRESENT.value, 0),
            by.get(Standing.LEAVE.value, 0),
            by.get(Standing.ABSENT.value, 0),
        )
        for pk, by in sorted(counted.items())
    ]
