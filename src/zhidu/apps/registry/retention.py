"""Whose file has been kept long enough (保存期限): nobody's is erased by itself, an officer confirms each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhidu.apps.members.queries import left_before
from zhidu.apps.registry.models import Change, Photo, Profile, Proposal, Retention
from zhidu.domain.calendar import add_months

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person
    from zhidu.apps.orgs.models import Node

MOST = 200
"""People looked at on one page, those who left first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One person who left, and from which day on the file may be erased; None where nobody said for how long."""

    person: Person
    until: date | None

    def due(self, day: date) -> bool:
        return self.until is not None and self.until <= day


def said_for(organization: Node) -> Retention | None:
    """What holds at an organisation: its own answer, or that of the nearest above; one query."""
    return _nearest(organization, _said([*organization.ancestor_ids, organization.pk]))


def own_answer(organization: int) -> Retention | None:
    """What an organisation itself said."""
    return Retention.objects.filter(organization=organization, superseded_at=None).first()


def _said(organizations: Collection[int]) -> dict[int, Retention]:
    rows = Retention.objects.filter(organization__in=organizations, superseded_at=None)
    return {one.organization_id: one for one in rows.select_related("organization")}


def _nearest(organization: Node, said: dict[int, Retention]) -> Retention | None:
    line = [*organization.ancestor_ids, organization.pk]
    return next((said[pk] for pk in reversed(line) if pk in said), None)


def kept_after(people: QuerySet[Person], day: date) -> list[Kept]:
    """Those of *people* who left before *day* and of whom there still is a file; three queries."""
    rows = left_before(people, day).filter(_of_whom_something_is_kept()).order_by("until", "pk")
    found = list(rows.select_related("organization")[:MOST])
    places = {pk for one in found for pk in (*one.organization.ancestor_ids, one.organization_id)}
    said = _said(places)
    return [Kept(one, _until(one, _nearest(one.organization, said))) for one in found]


def until_of(person: Person) -> date | None:
    """From which day on the file of somebody who left may be erased."""
    return _until(person, said_for(person.organization))


def _until(person: Person, said: Retention | None) -> date | None:
    return None if said is None or person.until is None else add_months(person.until, said.months)


def is_kept(person: int) -> bool:
    """Whether anything is left of a file."""
    tables = (Profile, Photo, Change, Proposal)
    return any(table.objects.filter(person=person).exists() for table in tables)


def _of_whom_something_is_kept() -> Q:
    found = Q()
    for table in (Profile, Photo, Change, Proposal):
        found |= Q(Exists(table.objects.filter(person=OuterRef("pk"))))
    return found
