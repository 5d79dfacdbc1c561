"""Reading the register of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr

from zhidu.apps.members import as_subjects
from zhidu.apps.members.access import SEE_NAME
from zhidu.apps.members.models import POSTS, Membership, Person, Post, type_name
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.access.rules import Actor, below

MEMBER_TYPES = tuple(one.name for one in SUBJECT_TYPES.values() if one.kind is SubjectClass.MEMBER)
PROSPECT_TYPES = tuple(one.name for one in SUBJECT_TYPES.values() if one.kind is SubjectClass.PROSPECT)
MANY = 10_000
"""Above so many ids everything is read and sorted out here: a database takes only so many parameters."""


__all__ = ["type_name"]


def post_names() -> dict[str, str]:
    """Posts an organisation may give and what they are called, the highest first."""
    return dict(POSTS)


def person(pk: int) -> Person:
    """One person. Raises ``Person.DoesNotExist`` where there is none."""
    return Person.objects.select_related("organization", "group").get(pk=pk)


def people(ids: Iterable[int]) -> list[Person]:
    """Those people with where they belong, by number; one query a thousand."""
    wanted = sorted(set(ids))
    return [
        one
        for start in range(0, len(wanted), 1000)
        for one in Person.objects.filter(pk__in=wanted[start : start + 1000])
        .select_related("organization", "group")
        .order_by("pk")
    ]


def named_below(path: str, names: Collection[str], day: date) -> list[Person]:
    """People at and under a place of the tree on a day who are called one of *names*; one query."""
    rows = Person.objects.filter(below("organization__path", path), name__in=names).exclude(until__lt=day)
    return list(rows.select_related("organization").order_by("pk"))


def stays_on(
    organization_ids: Collection[int], day: date, types: Collection[str] = ()
) -> list[tuple[int, str, int, int | None, str, date | None]]:
    """(person, name, organisation, group, type, since) of everybody on these registers on a day; one query."""
    rows = Membership.objects.filter(covering(day), organization__in=list(organization_ids))
    if types:
        rows = rows.filter(type__in=list(types))
    columns = ("person_id", "person__name", "organization_id", "group_id", "type", "first")
    return list(rows.order_by().values_list(*columns))


def number_on(organization_ids: Any, day: date, types: Collection[str] = ()) -> int:  # noqa: ANN401 - ids, or a query
    """How many there are on these registers on a day; one query."""
    rows = Membership.objects.filter(covering(day), organization__in=organization_ids)
    return int((rows.filter(type__in=list(types)) if types else rows).count())


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Person → name of today; one query."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def of_people(ids: Iterable[int]) -> list[Person]:
    """These people with where they belong, whoever asks; one query."""
    return list(Person.objects.select_related("organization", "group").filter(pk__in=set(ids)))


def visible_people(actor: Actor) -> QuerySet[Person]:
    """People whose names the actor may see."""
    return SEE_NAME.visible(actor, Person.objects.select_related("organization", "group"))


def covering(day: date) -> Q:
    """Rows with ``first`` and ``last`` that cover a day."""
    return (Q(first=None) | Q(first__lte=day)) & (Q(last=None) | Q(last__gte=day))


def on_day(organization_id: int, day: date) -> list[Membership]:
    """The members (党员) of an organisation on a day, each with the person."""
    return list(_members(day).filter(organization=organization_id))


def belonging(organization_id: int, day: date) -> list[Membership]:
    """Everybody on the register of an organisation on a day, members first, then those on the way to become one."""
    rows = Membership.objects.filter(covering(day), organization=organization_id).select_related(
        "person__group"
    )
    return sorted(rows, key=lambda one: (one.type not in MEMBER_TYPES, one.person_id))


def group_on_day(group_id: int, day: date) -> list[Membership]:
    """The members of a group on a day."""
    return list(_members(day).filter(group=group_id))


def _members(day: date) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(covering(day), type__in=MEMBER_TYPES)
        .select_related("person")
        .order_by("person_id")
    )


def posts_on(organization_id: int, day: date) -> list[Post]:
    """Posts held in an organisation on a day, group leaders among them, each with the person."""
    rows = Post.objects.filter(covering(day), organization=organization_id)
    return list(rows.select_related("person").order_by("pk"))


def posts_at(node: Any, day: date) -> list[Post]:  # noqa: ANN401 - a row of the app below
    """Posts held on a day in an organisation, or in a group, the highest first."""
    rows = Post.objects.filter(covering(day)).select_related("person__organization", "person__group", "group")
    mine = rows.filter(organization=node) if node.kind == "organization" else rows.filter(group=node)
    rank = {post: place for place, post in enumerate(POSTS)}
    return sorted(mine, key=lambda one: (rank.get(one.post, len(rank)), one.pk))


def posts_among(organization_ids: Iterable[int], posts: Iterable[str]) -> dict[int, list[Post]]:
    """Organisation → these posts there, whenever they were held, the earliest first; one query."""
    found: dict[int, list[Post]] = defaultdict(list)
    rows = Post.objects.filter(organization__in=list(organization_ids), post__in=list(posts))
    for one in rows.select_related("person").order_by(F("first").asc(nulls_first=True), "pk"):
        found[one.organization_id].append(one)
    return found


def posts_held(person_ids: Iterable[int], day: date) -> dict[int, list[Post]]:
    """Person → posts held on a day; one query."""
    found: dict[int, list[Post]] = defaultdict(list)
    rows = Post.objects.filter(covering(day), person__in=list(person_ids)).select_related("organization")
    for one in rows.order_by("pk"):
        found[one.person_id].append(one)
    return found


def posts_held_by(person: Any, post: str, day: date) -> QuerySet[Post]:  # noqa: ANN401 - a number or an expression
    """That post of somebody on a day, for a condition."""
    return Post.objects.filter(covering(day), person=person, post=post)


def posts(ids: Iterable[int]) -> list[Post]:
    """Posts by id, whenever they were held."""
    return list(Post.objects.filter(pk__in=set(ids)).select_related("person").order_by("pk"))


def memberships(person_id: int) -> list[Membership]:
    """Every stretch of a person, the first of them first."""
    return list(Membership.objects.filter(person=person_id).select_related("organization", "group"))


def posts_of(person_id: int) -> list[Post]:
    """Every post a person ever held."""
    return list(Post.objects.filter(person=person_id).select_related("organization", "group"))


def counts(organization_ids: Collection[int], day: date) -> dict[int, int]:
    """Organisation → number of members on a day; one query. Those without any are left out."""
    rows = Membership.objects.filter(covering(day), type__in=MEMBER_TYPES)
    if len(organization_ids) <= MANY:
        rows = rows.filter(organization__in=organization_ids)
    return dict(rows.order_by().values_list("organization").annotate(number=Count("pk")))


def memberships_below(path: str) -> QuerySet[Membership]:
    """Every stretch of membership at or below a place, to be added up."""
    return Membership.objects.filter(below("organization__path", path), type__in=MEMBER_TYPES).order_by()


def stays_in(
    organizations: Collection[int] | None,
) -> Iterator[tuple[int, int, date | None, date | None, str]]:
    """(organisation, person, first, last, why it ended) of memberships in some organisations (None: all); one query."""
    rows = Membership.objects.filter(type__in=MEMBER_TYPES)
    if organizations is not None:
        rows = rows.filter(organization__in=organizations)
    columns = ("organization_id", "person_id", "first", "last", "ended")
    return rows.order_by().values_list(*columns).iterator(chunk_size=5000)


def posts_begun(
    organizations: Collection[int] | None, post: str, day: date
) -> list[tuple[int, int, dict[str, str]]]:
    """(number, organisation, what is known) of a post as held on a day; one query."""
    rows = Post.objects.filter(covering(day), post=post)
    if organizations is not None:
        rows = rows.filter(organization__in=organizations)
    return list(rows.order_by("pk").values_list("pk", "organization_id", "attributes"))


def counts_below(path: str, length: int, day: date) -> dict[str, int]:
    """Members who belong at or below a place now, by the first *length* digits of where; one query."""
    rows = Person.objects.filter(Q(until=None) | Q(until__gte=day), type__in=MEMBER_TYPES)
    rows = rows.filter(below("organization__path", path)).annotate(
        place=Substr("organization__path", 1, length)
    )
    return dict(rows.order_by().values_list("place").annotate(number=Count("pk")))


def names(codes: Iterable[str]) -> dict[str, str]:
    """Code of a person, prospect or post → name; at most two queries."""
    people: dict[str, int] = {}
    held: dict[str, int] = {}
    for code in codes:
        prefix, _, number = code.rpartition("-")
        if number.isdecimal() and prefix in {"person", "prospect"}:
            people[code] = int(number)
        elif number.isdecimal() and prefix == "post":
            held[code] = int(number)
    found: dict[str, str] = {}
    if people:
        known = dict(Person.objects.filter(pk__in=set(people.values())).values_list("pk", "name"))
        found |= {code: known[pk] for code, pk in people.items() if pk in known}
    if held:
        by_id = {one.pk: f"{one.person.name}（{one.post_name}）" for one in posts(held.values())}
        found |= {code: by_id[pk] for code, pk in held.items() if pk in by_id}
    return found


def subjects(organization_ids: Collection[int] | None = None) -> list[Subject]:
    """Everybody who at any time belonged to one of these organisations, with all spells, and the posts there.

    None: everybody. Two queries.
    """
    stays, held = Membership.objects.all(), Post.objects.all()
    inside = None if organization_ids is None else set(organization_ids)
    if inside is not None and len(inside) <= MANY:
        theirs = Membership.objects.filter(organization__in=inside).order_by().values("person")
        stays = stays.filter(person__in=theirs)
        held = held.filter(Q(organization__in=inside) | Q(person__in=theirs))
    found = list(_stays(stays))
    if inside is not None and len(inside) > MANY:
        known = {one.person for one in found if one.organization in inside}
        found = [one for one in found if one.person in known]
    posts = list(_held(held))
    here = posts if inside is None else [one for one in posts if one.organization in inside]
    return [*as_subjects.people(found, posts), *as_subjects.holders(here)]


def person_subjects(person_ids: Collection[int]) -> list[Subject]:
    """These people as members and prospects, with all their spells. Two queries."""
    wanted = set(person_ids)
    stays, held = Membership.objects.all(), Post.objects.all()
    if len(wanted) <= MANY:
        stays, held = stays.filter(person__in=wanted), held.filter(person__in=wanted)
    found = [one for one in _stays(stays) if one.person in wanted]
    return as_subjects.people(found, _held(held))


def _stays(rows: QuerySet[Membership]) -> Iterator[as_subjects.Stay]:
    columns = (
        "person_id",
        "person__name",
        "type",
        "organization_id",
        "group_id",
        "first",
        "last",
        "attributes",
    )
    for row in rows.order_by("person_id", "pk").values_list(*columns):
        yield as_subjects.Stay(*row)


def _held(rows: QuerySet[Post]) -> Iterator[as_subjects.Held]:
    columns = ("pk", "person_id", "person__name", "organization_id", "post", "first", "last", "attributes")
    for row in rows.order_by("pk").values_list(*columns):
        yield as_subjects.Held(*row)


def gone(organization_id: int) -> QuerySet[Person]:
    """Members whose last organisation this was and who left it, the latest first."""
    rows = Person.objects.filter(organization=organization_id, until__isnull=False, type__in=MEMBER_TYPES)
    return rows.order_by("-until", "-pk")


def everybody() -> QuerySet[Person]:
    """Everybody ever registered."""
    return Person.objects.all()


def left_before(people: QuerySet[Person], day: date) -> QuerySet[Person]:
    """Those of *people* who belong nowhere any more since a day before *day*."""
    return people.filter(until__lt=day)
