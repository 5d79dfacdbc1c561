"""What an organisation runs today, for the pages: its books, its clauses, what was set aside, and a preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from zhidu.apps.adoption.models import Adoption, Book
from zhidu.apps.adoption.queries import chains
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.terms import Modality
from zhidu.foundation.access.roles import EVERYBODY
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.rulebooks.inherit import Link

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

FEW = 12


def on_day(day: date) -> Q:
    """Adoptions that run on a day."""
    return (Q(first=None) | Q(first__lte=day)) & (Q(last=None) | Q(last__gte=day))


def visible_adoptions(actor: Actor, day: date | None = None) -> QuerySet[Adoption]:
    """Adoptions of organisations the actor may see; of those running on *day* where one is given."""
    found = Adoption.objects.filter(organization__in=orgs.visible_nodes(actor).order_by().values("pk"))
    return found if day is None else found.filter(on_day(day))


def users_of(actor: Actor, books: Iterable[Book]) -> dict[int, int]:
    """Book → how many organisations that the actor may see run it today; one query."""
    rows = visible_adoptions(actor, today()).filter(book__in=[one.pk for one in books])
    return dict(rows.order_by().values_list("book").annotate(Count("pk")))


def some_users(actor: Actor, book: Book) -> list[Adoption]:
    """A few of the organisations that run a version today, the highest first."""
    rows = visible_adoptions(actor, today()).filter(book=book).select_related("organization")
    return list(rows.order_by("organization__path")[:FEW])


def own_organizations(actor: Actor) -> list[Node]:
    """Organisations somebody belongs to by name, the lowest first; one query."""
    paths = {one.path for one in actor.held if one.path and one.role in EVERYBODY}
    if not paths:
        return []
    return list(
        orgs.visible_nodes(actor).filter(path__in=paths, kind=orgs.ORGANIZATION).order_by("-path")[:FEW]
    )


def books_over(nodes: Iterable[Node]) -> set[int]:
    """Versions that some of *nodes* or their superiors run today; one query at most."""
    line = {pk for one in nodes for pk in (one.pk, *one.ancestor_ids)}
    if not line:
        return set()
    return set(Adoption.objects.filter(on_day(today()), organization__in=line).values_list("book", flat=True))


@dataclass(frozen=True, slots=True)
class Running:
    """Clauses of one organisation on one day: those that run, those that do not and why, and what is open."""

    runs: list[Link]
    aside: list[Link]

    @property
    def binding(self) -> int:
        """How many of those that run ask for something (可以类条款不作判定)."""
        return sum(1 for one in self.runs if one.source.clause.modality is not Modality.MAY)

    @property
    def open(self) -> list[Link]:
        """Those that run and still wait for a number."""
        return [one for one in self.runs if one.source.clause.open_needs]


def sorted_out(found: dict[str, list[Link]]) -> Running:
    """Chains as two lists."""
    links = [link for chain in found.values() for link in chain]
    return Running([one for one in links if one.runs], [one for one in links if not one.runs])


def running(organization: Node, day: date | None = None) -> Running:
    """What an organisation runs on a day (today where none is given)."""
    return sorted_out(chains(organization, day or today()))
