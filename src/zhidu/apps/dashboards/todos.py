"""Findings as pieces of work: what several people have to do alike is one piece, not one for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Case, CharField, Count, F, Min, Q, QuerySet, Value, When

from zhidu.apps.dashboards.tabs import SOON

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding

MISSED, NEAR, WEEK = "missed", "near", "week"
LONG_AGO = timedelta(days=400)
"""What was missed longer ago can hardly be mended any more."""
ONE_OF_MANY = Q(subject__startswith="person-")
"""Members of one organisation, of whom a clause asks the same; candidates and posts are each a case of their own."""
Key = tuple[str, str, date | None, date, int]
"""What findings that are one piece of work have in common, beside the heading they stand under."""


@dataclass(frozen=True, slots=True)
class Part:
    """One heading: which findings stand under it, and in which order."""

    name: str
    title: str
    note: str
    condition: Q
    key: Callable[[Any], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Todo:
    """One piece of work: a finding, or those of several members under the same clause, period and day."""

    part: str
    clause: str
    period: str
    due: date | None
    start: date
    severity: int
    modality: str
    number: int
    pk: int
    """The first of the findings; the others are like it."""

    @property
    def same(self) -> Key:
        return (self.clause, self.period, self.due, self.start, self.severity)


@dataclass(frozen=True, slots=True)
class Alike:
    """Another finding of the same piece of work: about whom, and what is said of it."""

    subject: str
    explanation: str


def parts(day: date) -> tuple[Part, Part, Part]:
    """The three headings on a day."""
    until = day + SOON
    lately = Q(due__gte=day - LONG_AGO) | Q(due=None, start__gte=day - LONG_AGO)
    return (
        Part(MISSED, "已经未达标", "先看原因", lately & Q(verdict="breached"), _worst_first),
        Part(NEAR, "临近期限", "按剩余天数排", Q(verdict="at_risk"), _soonest_first),
        Part(
            WEEK,
            "本周要办",
            f"到 {until.month}月{until.day}日",
            Q(verdict="pending", due__lte=until),
            _soonest_first,
        ),
    )


def _worst_first(one: Any) -> tuple[int, ...]:  # noqa: ANN401 - a finding or a piece of work
    due = one.due.toordinal() if one.due else 0
    return (-one.severity, -due, -one.start.toordinal(), one.pk)


def _soonest_first(one: Any) -> tuple[int, ...]:  # noqa: ANN401
    return ((one.due or date.max).toordinal(), -one.severity, one.pk)


def todos(rows: QuerySet[StoredFinding], day: date) -> dict[str, list[Todo]]:
    """Heading → the pieces of work under it, in order. One query, that reads no more than what is told apart."""
    headings = parts(day)
    which = Case(
        *(When(one.condition, then=Value(one.name)) for one in headings), output_field=CharField(max_length=8)
    )
    apart = Case(When(ONE_OF_MANY, then=Value(0)), default=F("pk"), output_field=BigIntegerField())
    told = ("clause", "period", "due", "start", "severity", "modality")
    found = (
        rows.order_by()
        .annotate(part=which, apart=apart)
        .filter(part__isnull=False)
        .values_list("part", *told, "apart")
        .annotate(number=Count("pk"), first=Min("pk"))
    )
    by_part: dict[str, list[Todo]] = {one.name: [] for one in headings}
    for part, clause, period, due, start, severity, modality, _, number, first in found:
        by_part[part].append(Todo(part, clause, period, due, start, severity, modality, number, first))
    return {one.name: sorted(by_part[one.name], key=one.key) for one in headings}


def alike(rows: QuerySet[StoredFinding], several: Iterable[Todo], day: date) -> Mapping[Todo, list[Alike]]:
    """Of each piece of work that is about several people, whom it is about. One query; none where there is none."""
    wanted = {(one.part, *one.same): one for one in several}
    if not wanted:
        return {}
    conditions = {one.name: one.condition for one in parts(day)}
    any_of = reduce(
        or_,
        (
            conditions[one.part]
            & Q(clause=one.clause, period=one.period, due=one.due, start=one.start, severity=one.severity)
            for one in wanted.values()
        ),
    )
    found: dict[Todo, list[Alike]] = {one: [] for one in wanted.values()}
    which = Case(*(When(condition, then=Value(name)) for name, condition in conditions.items()))
    told = rows.filter(any_of, ONE_OF_MANY).annotate(part=which).order_by("pk")
    names = ("part", "clause", "period", "due", "start", "severity", "subject", "record__explanation")
    for *key, subject, explanation in told.values_list(*names):
        found[wanted[*key]].append(Alike(subject, explanation))
    return found
