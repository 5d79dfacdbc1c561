"""Facts of this app: what stood in the records at the close of a day, as the rules read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from zhidu.apps.activities import absences, feedback
from zhidu.apps.activities.derive import Informed, Taking, derived, notices
from zhidu.apps.activities.models import Activity, AgendaItem, Notified, Participant, Partner, Superseded
from zhidu.apps.activities.snapshots import agenda_in, columns_in, taking_in
from zhidu.apps.activities.states import State
from zhidu.domain.rules.facts import Fact
from zhidu.foundation.clock import ZONE

Ids = Collection[int] | None
"""Numbers of the records in question, or a query for them where they are many; None: all records."""
MOST_IDS = 10_000
"""People looked for by number; where there are more, everything is read: facts of others do no harm."""


class Row(NamedTuple):
    """The columns of a record that make a fact, as they stand or as they stood."""

    id: int
    subject: str
    kind: str
    on: date
    quantity: Decimal
    entered_at: datetime
    about_id: int | None
    for_period: str
    voided_at: datetime | None
    sure: bool
    state: str
    begins: time | None
    ends: time | None
    columns: Mapping[str, str]


def facts(*, nodes: Collection[int] | None, people: Collection[int] | None, known_on: date) -> list[Fact]:
    """What was on record at the close of *known_on*, about *nodes* and about *people* wherever they were.

    None: about everybody. Corrections made later do not show. Eight queries, whatever the size.
    """
    scope = _scope(nodes, people)
    end = datetime.combine(known_on + timedelta(days=1), time(), ZONE)
    asked = Activity.objects.filter(scope).order_by("pk").values_list(*Row._fields)
    rows: Iterable[tuple[Any, ...]] = list(asked) if scope else asked.iterator(chunk_size=5000)
    ids = _ids(scope, rows) if isinstance(rows, list) else None
    before, topics, names = _before(ids, end), _topics(ids), _names(ids)
    told = _told(ids, end)
    found: list[Fact] = []
    for row in rows:
        pk = row[0]
        if pk in before:
            old = before[pk]
            found += _facts(Row(pk, *columns_in(old)), agenda_in(old), taking_in(old), end, told.get(pk, ()))
        else:
            found += _facts(Row._make(row), topics.get(pk, ()), names.get(pk, ()), end, told.get(pk, ()))
    found += _together(found, ids, end)
    return [*found, *absences.facts(nodes, people, end), *feedback.facts(nodes, end)]


def _together(found: Sequence[Fact], ids: Ids, end: datetime) -> list[Fact]:
    """The fact of a meeting held together stands for each who held it; one query."""
    rows = Partner.objects.filter(added_at__lt=end).exclude(removed_at__lt=end)
    if ids is not None:
        rows = _of(rows, ids)
    pairs = list(rows.order_by("pk").values_list("activity", "organization"))
    if not pairs:
        return []
    wanted = {f"activity-{activity}" for activity, _ in pairs}
    events = {one.id: one for one in found if one.id in wanted}
    return [
        replace(events[code], id=f"{code}.with.org-{organization}", subject=f"org-{organization}", ref=code)
        for activity, organization in pairs
        if (code := f"activity-{activity}") in events
    ]


def _scope(nodes: Collection[int] | None, people: Collection[int] | None) -> Q:
    if nodes is None or (people is not None and len(people) > MOST_IDS):
        return Q()
    together = Partner.objects.filter(organization__in=nodes).values("activity")
    here = Q(node__in=nodes) | Q(pk__in=together)
    if not people:
        return here
    met = Participant.objects.filter(person__in=people).values("activity")
    return here | Q(person__in=people) | Q(pk__in=met)


def _ids(scope: Q, rows: list[tuple[Any, ...]]) -> Ids:
    """Numbers cost less than to look for the same records three times more; too many are too long a list."""
    return [row[0] for row in rows] if len(rows) <= MOST_IDS else Activity.objects.filter(scope).values("pk")


def _of(rows: Any, ids: Collection[int]) -> Any:  # noqa: ANN401 - rows that hang on records
    """Those of the records *ids*. Hundreds of numbers of our own, written out: as parameters each costs its part."""
    if not isinstance(ids, list) or not ids:
        return rows.filter(activity__in=ids)
    listed = ",".join(str(int(pk)) for pk in ids)
    return rows.extra(where=[f"activity_id IN ({listed})"])  # noqa: S610 - numbers from our own table


def _before(ids: Ids, end: datetime) -> dict[int, dict[str, Any]]:
    """Records that were changed after that moment, as they stood at it."""
    later = Superseded.objects.filter(until__gte=end)
    if ids is not None:
        later = _of(later, ids)
    # the earliest of the later changes is read last and stays
    return dict(later.order_by("-version").values_list("activity_id", "row"))


def _topics(ids: Ids) -> dict[int, list[str]]:
    items = AgendaItem.objects.exclude(topic="")
    if ids is not None:
        items = _of(items, ids)
    found: dict[int, list[str]] = defaultdict(list)
    for activity, topic in items.order_by("activity_id", "place").values_list("activity_id", "topic"):
        found[activity].append(topic)
    return found


def _names(ids: Ids) -> dict[int, list[Taking]]:
    rows = Participant.objects.all()
    if ids is not None:
        rows = _of(rows, ids)
    columns = ("activity_id", "person_id", "prospect", "standing", "ground")
    found: dict[int, list[Taking]] = defaultdict(list)
    for activity, person, prospect, standing, ground in rows.order_by("pk").values_list(*columns):
        code = f"{'prospect' if prospect else 'person'}-{person}"
        found[activity].append(Taking(code, standing, ground))
    return found


def _told(ids: Ids, end: datetime) -> dict[int, list[Informed]]:
    """Activity → who was told of it beforehand; what came later is not known yet."""
    rows = Notified.objects.all()
    if ids is not None:
        rows = _of(rows, ids)
    columns = ("activity_id", "person_id", "told_at", "agenda_at", "told_by")
    found: dict[int, list[Informed]] = defaultdict(list)
    for activity, person, told, agenda, by in rows.order_by("pk").values_list(*columns):
        knew, agenda_on = (_day(at) if at is not None and at < end else None for at in (told, agenda))
        found[activity].append(Informed(f"person-{person}", knew, agenda_on, by))
    return found


def _facts(
    row: Row,
    topics: Sequence[str],
    names: Sequence[Taking],
    end: datetime,
    told: Sequence[Informed] = (),
) -> Iterator[Fact]:
    """The fact of one record and, where it was a meeting with names, what follows for each of them."""
    if row.entered_at >= end:
        return
    entered_on = _day(row.entered_at)
    fact = Fact(
        id=f"activity-{row.id}",
        subject=row.subject,
        measure=row.kind,
        on=row.on,
        quantity=_plain(row.quantity),
        entered_on=entered_on,
        ref=f"activity-{row.about_id}" if row.about_id else "",
        for_period=row.for_period,
        voided_on=_day(row.voided_at) if row.voided_at and row.voided_at < end else None,
        sure=row.sure,
        planned=row.state != State.HELD,
        attributes=_attributes(row, topics, names),
    )
    yield fact
    if names and not fact.planned:
        yield from derived(fact, names)
    if told and fact.voided_on is None:
        yield from notices(fact, told, names)


def _attributes(row: Row, topics: Sequence[str], names: Sequence[Taking]) -> Mapping[str, str]:
    if not (row.begins or row.ends or topics or names):
        return row.columns
    columns = dict(row.columns)
    if row.begins:
        columns["begins"] = f"{row.begins:%H:%M}"
    if row.ends:
        columns["ends"] = f"{row.ends:%H:%M}"
    if row.begins and row.ends and "minutes" not in columns:
        columns["minutes"] = str(_minutes(row.ends) - _minutes(row.begins))
    if topics:
        own = columns.get("topics", "")
        columns["topics"] = ";".join(dict.fromkeys([*(own.split(";") if own else ()), *topics]))
    if names and row.state == State.HELD:
        standings = [one.standing for one in names]
        present = standings.count("present")
        entitled = present + standings.count("leave") + standings.count("absent")
        columns.update(entitled=str(entitled), present=str(present))
    return columns


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


_PLAIN: dict[Decimal, Decimal] = {}


def _plain(number: Decimal) -> Decimal:
    """The number without the noughts that the column adds: 8, not 8.0000."""
    if number not in _PLAIN:
        whole = number.to_integral_value()
        _PLAIN[number] = whole if whole == number else number.normalize()
    return _PLAIN[number]


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
