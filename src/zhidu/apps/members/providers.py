"""What this app offers to the pages below it: people for accounts, numbers for the tree, acts for an organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Substr
from django.urls import reverse

from zhidu.apps.members.access import ADMIT, APPOINT, APPOINT_LEADER
from zhidu.apps.members.models import Membership, Person
from zhidu.apps.members.queries import MEMBER_TYPES, covering, visible_people
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.access import MANAGE
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.identity.places import Somebody


class People:
    """People of the register, to link accounts with."""

    def search(self, actor: Actor, text: str, limit: int) -> list[Somebody]:
        """People whose names the actor may see and that contain *text*."""
        rows = visible_people(actor).filter(name__contains=text, until=None)
        return [_somebody(one) for one in rows.order_by("name", "pk")[:limit]]

    def named(self, ids: Collection[int]) -> Mapping[int, Somebody]:
        """Number → person."""
        rows = Person.objects.filter(pk__in=set(ids)).select_related("organization")
        return {one.pk: _somebody(one) for one in rows}


def _somebody(person: Person) -> Somebody:
    return Somebody(person.pk, person.name, person.organization.path, person.organization.name)


def counts_by_place(path: str, length: int, day: date) -> dict[str, int]:
    """Members below *path* on a day, by the first *length* digits of where they belong; one query."""
    # organisation by organisation, which an index answers alone, and only the sums are put together by place
    here = Membership.objects.filter(covering(day), type__in=MEMBER_TYPES, organization=OuterRef("pk"))
    number = here.order_by().values("organization").annotate(number=Count("pk")).values("number")
    rows = orgs.organizations_under(path).annotate(place=Substr("path", 1, length), people=Subquery(number))
    found = rows.order_by().values_list("place").annotate(total=Sum("people"))
    return {place: total for place, total in found if total}


def acts_at(actor: Actor, node: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a row of the app below
    """Acts on people that the page of an organisation offers."""
    found = []
    if ADMIT.can_create(actor, node.path):
        found.append(("登记党员", reverse("members:admit", args=[node.pk])))
    if APPOINT.can_create(actor, node.path) or APPOINT_LEADER.can_create(actor, node.path):
        found.append(("任职", reverse("members:appoint", args=[node.pk])))
    if MANAGE.can(actor, node) and ADMIT.can_create(actor, node.path):
        found.append(("并入别的组织", reverse("members:merge", args=[node.pk])))
    return found
