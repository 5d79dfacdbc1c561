"""Finding people of the register by what their files say: conditions, order, and what each line shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhidu.apps.members import queries as members
from zhidu.apps.members.search import KIND
from zhidu.apps.registry.access import SEE
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.models import Profile
from zhidu.apps.registry.queries import years
from zhidu.apps.registry.writing import files_of
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.search.matching import matching
from zhidu.foundation.search.text import Wanted

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

ORDERS: Mapping[str, str] = {
    "": "组织",
    "born_on": "年龄，大的在前",
    "-born_on": "年龄，小的在前",
    "joined_on": "党龄，长的在前",
}
LACKING = tuple(one.key for one in FIELDS.values() if one.wanted)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    person: Person
    profile: Profile | None
    age: int | None
    in_party: int | None
    posts: list[Any]

    def shown(self, key: str) -> str:
        """A field as people read it; never one that is masked."""
        value = getattr(self.profile, key) if self.profile else ""
        return FIELDS[key].shown(value) if value else ""

    @property
    def sex(self) -> str:
        return self.shown("sex")

    @property
    def education(self) -> str:
        return self.shown("education")

    @property
    def work(self) -> str:
        return self.shown("work_class")


def born_by(day: date, age: int) -> date:
    """The last day of birth of those who are at least *age* on *day*."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # 29 February, in a year that has none
        return day.replace(year=day.year - age, day=28)


def span(day: date, at_least: int | None, at_most: int | None) -> dict[str, date]:
    """Look-ups of a day so many whole years ago."""
    found = {}
    if at_least is not None:
        found["lte"] = born_by(day, at_least)
    if at_most is not None:
        found["gte"] = born_by(day, at_most + 1) + timedelta(days=1)
    return found


def people(actor: Actor, wanted: Mapping[str, Any], here: Any, day: date) -> QuerySet[Person]:  # noqa: ANN401
    """Whose files the actor may see and everything asked for is true of; nobody who has left."""
    rows = SEE.visible(actor, members.visible_people(actor)).exclude(until__lt=day)
    if here is not None:
        rows = rows.filter(below("organization__path", here.path))
    if kind := wanted.get("type"):
        rows = rows.filter(type__in=members.MEMBER_TYPES if kind == "member" else (kind,))
    if text := (wanted.get("q") or "").strip():
        rows = rows.filter(matching(KIND, Wanted.of(text)))
    if post := wanted.get("post"):
        rows = rows.filter(Exists(members.posts_held_by(OuterRef("pk"), post, day)))
    asked = conditions(wanted, day)
    if asked is not None:
        rows = rows.filter(_filed(asked))
    if lacking := wanted.get("lacks"):
        filled = Profile.objects.filter(person=OuterRef("pk")).exclude(**_empty(lacking))
        rows = rows.filter(~Exists(filled))
    return rows


FEW = 500
"""So many are looked up by number; more are met soon enough by going through the list."""


def _filed(asked: Q) -> Q | Exists:
    """The condition on people that their files fulfil *asked*: few are found by the files, many by the people."""
    found = list(Profile.objects.filter(asked).order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(found) <= FEW:
        return Q(pk__in=found)
    return Exists(Profile.objects.filter(asked, person=OuterRef("pk")))


def _empty(key: str) -> dict[str, Any]:
    return {f"{key}__isnull": True} if FIELDS[key].is_day else {key: ""}


def conditions(wanted: Mapping[str, Any], day: date) -> Q | None:
    """What is asked of the file itself; None where nothing is."""
    found: dict[str, Any] = {
        key: wanted[key] for key in ("sex", "education", "work_class") if wanted.get(key)
    }
    for column, low, high in (("born_on", "age_from", "age_to"), ("joined_on", "years_from", "years_to")):
        for word, value in span(day, wanted.get(low), wanted.get(high)).items():
            found[f"{column}__{word}"] = value
    return Q(**found) if found else None


def ordered(rows: QuerySet[Person], order: str) -> QuerySet[Any]:
    """The same in an order: of people, or of files where the file says the order (people without one left out)."""
    if not order:
        return rows.order_by("organization__path", "pk")
    column = order.removeprefix("-")
    # in the order of the index, each looked at whether it is one of them: the first page does not wait for the last
    mine = rows.order_by().filter(pk=OuterRef("person_id"))
    files = Profile.objects.filter(Exists(mine), **{f"{column}__isnull": False})
    return files.select_related("person__organization").order_by(order, "pk")


def lines(found: Iterable[Any], day: date) -> list[Row]:
    """What a page shows of them; two queries."""
    these = [one.person if isinstance(one, Profile) else one for one in found]
    files = files_of(one.pk for one in these)
    posts = members.posts_held([one.pk for one in these], day)
    rows = []
    for one in these:
        file = files.get(one.pk)
        rows.append(
            Row(
                one,
                file,
                years(file.born_on, day) if file else None,
                years(file.joined_on, day) if file else None,
                posts.get(one.pk, []),
            )
        )
    return rows
