"""How an organisation stands with the year's study: each person's quotas, and the sums of those below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from zhidu.apps.activities import attending
from zhidu.apps.activities.attendance import COMMITTEE_POSTS
from zhidu.apps.activities.kinds import COMMITTEE_MEETINGS
from zhidu.apps.learning.kinds import BOOK, GATHERINGS, PAPER, SELF_STUDY
from zhidu.apps.learning.models import Plan, Report
from zhidu.apps.learning.own import Standing, ahead, sized
from zhidu.apps.learning.ports import Need, everybodys
from zhidu.apps.learning.reckoning import running
from zhidu.apps.learning.reports import State
from zhidu.apps.members import queries as members
from zhidu.domain.rules.vocabulary import MEASURES

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

COUNTED = (BOOK, PAPER, SELF_STUDY)
ORDER = {"breached": 0, "at_risk": 1, "undetermined": 2, "pending": 3}


@dataclass(frozen=True, slots=True)
class Line:
    """One person's year."""

    person: int
    name: str
    quotas: tuple[Standing, ...]
    sessions: int
    books: int
    papers: int
    hours: Decimal

    @property
    def short(self) -> bool:
        """Whether something is lacking even after everything that is arranged."""
        return any(one.need.left and not one.enough for one in self.quotas)

    @property
    def needs(self) -> list[Need]:
        return [one.need for one in self.quotas]


def lines(node: Node, day: date) -> list[Line]:
    """Everybody of an organisation in the order of the register; the queries do not depend on how many they are."""
    everybody = members.on_day(node.pk, day)
    needed = everybodys(node.pk, day)
    rows = attending.arranged(node.pk, GATHERINGS, date(day.year, 12, 31))
    of_all = [one for one in rows if one.kind not in COMMITTEE_MEETINGS]
    committee = {one.person_id for one in members.posts_on(node.pk, day) if one.post in COMMITTEE_POSTS}
    conversion = running(node.pk, day)
    adds = {
        (measure, inner): ahead(measure, rows if inner else of_all, conversion)
        for measure in {one.measure for found in needed.values() for one in found}
        for inner in (True, False)
    }
    came = attending.times([one.person_id for one in everybody], GATHERINGS, day.year)
    alone = _alone(node.pk, day.year)
    return [
        Line(
            one.person_id,
            one.person.name,
            tuple(
                Standing(need, sized(need, adds[need.measure, one.person_id in committee]))
                for need in needed.get(one.person_id, ())
            ),
            came.get(one.person_id, 0),
            alone.get((one.person_id, BOOK), (0, Decimal(0)))[0],
            alone.get((one.person_id, PAPER), (0, Decimal(0)))[0],
            alone.get((one.person_id, SELF_STUDY), (0, Decimal(0)))[1],
        )
        for one in everybody
    ]


def _alone(organization: int, year: int) -> dict[tuple[int, str], tuple[int, Decimal]]:
    """(person, kind) → how many reports count, and how many hours; one query."""
    rows = Report.objects.filter(
        organization=organization,
        on__year=year,
        state=State.ACCEPTED,
        kind__in=COUNTED,
        record__voided_at=None,
    )
    found: dict[tuple[int, str], tuple[int, Decimal]] = {}
    for person, kind, hours in rows.values_list("person", "kind", "hours"):
        number, before = found.get((person, kind), (0, Decimal(0)))
        found[person, kind] = number + 1, before + (hours or Decimal(0))
    return found


@dataclass(frozen=True, slots=True)
class Quota:
    """One quota over everybody: how many have it, and how many are short beyond all that is arranged."""

    name: str
    unit: str
    need: Decimal
    reached: int
    on_the_way: int
    short: int


def quotas(found: Iterable[Line]) -> list[Quota]:
    """The quotas that bind anybody, each with its numbers: sums, no names."""
    by: dict[tuple[str, str, Decimal], list[int]] = {}
    for line in found:
        for one in line.quotas:
            numbers = by.setdefault((one.need.measure, one.need.unit, one.need.need), [0, 0, 0])
            numbers[0 if not one.need.left else 1 if one.enough else 2] += 1
    return [
        Quota(MEASURES[measure].chinese, unit, need, *numbers)
        for (measure, unit, need), numbers in sorted(by.items())
    ]


@dataclass(frozen=True, slots=True)
class Below:
    """One organisation below, as its superior sees it: sums only."""

    pk: int
    name: str
    members: int
    plan: str
    sessions: int
    arranged: int


def below(rows: Iterable[Node], day: date) -> list[Below]:
    """The sums of some organisations; four queries, however many they are."""
    found = list(rows)
    keys = [one.pk for one in found]
    plans = {
        one.organization_id: one
        for one in Plan.objects.filter(organization__in=keys, year=day.year)
        .select_related("record")
        .annotate(number=Count("sessions", filter=Q(sessions__on__year=day.year)))
    }
    people = members.counts(keys, day)
    held, planned = attending.counts(keys, GATHERINGS, day.year)
    return [
        Below(
            one.pk,
            one.name,
            people.get(one.pk, 0),
            _plan_word(plans.get(one.pk)),
            held.get(one.pk, 0),
            planned.get(one.pk, 0),
        )
        for one in found
    ]


def _plan_word(plan: Plan | None) -> str:
    if plan is None:
        return "没有计划"
    return "已印发" if plan.issued else "还没有印发"
