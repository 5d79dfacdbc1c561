"""Finding people by name: the name of today and how it is spelt; nothing else about them is in the index."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.urls import reverse

from zhidu.apps.members.access import SEE, SEE_NAME
from zhidu.apps.members.models import Person
from zhidu.apps.members.queries import visible_people
from zhidu.foundation import search
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.search.matching import matching
from zhidu.foundation.search.pinyin import spellings
from zhidu.foundation.search.registry import named_by
from zhidu.foundation.search.text import Spelt, Wanted

KIND = "person"


def texts(ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Id → name, and what may be typed for it."""
    return {
        pk: (name, *map(Spelt, spellings(name)))
        for pk, name in Person.objects.filter(pk__in=ids).values_list("pk", "name")
    }


def find(actor: Actor, wanted: Wanted) -> QuerySet[Person]:
    """People whose names the actor may see; who is called exactly that before longer names."""
    return visible_people(actor).filter(matching(KIND, wanted)).order_by(Length("name"), "name", "pk")


def show(actor: Actor, rows: Sequence[Person], _: Wanted) -> list[search.Hit]:
    """Name, standing and organisation; the page of the person for whoever may open it."""
    day = today()
    return [
        search.Hit(
            title=one.name,
            url=reverse("members:person", args=[one.pk]) if SEE.can(actor, one) else "",
            where=f"{one.organization.name} {one.group.name}" if one.group else one.organization.name,
            sort=one.type_name,
            state="已离开" if one.until is not None and one.until < day else "",
        )
        for one in rows
    ]


def register() -> None:
    """Let people be found."""
    search.register(
        search.Kind(
            key=KIND,
            title="党员",
            icon="users",
            order=10,
            said="姓名、拼音",
            find=find,
            show=show,
            open_to=SEE_NAME.somewhere,
            index=search.Index("p", texts, Person.objects.all, named_by("person"), spelt=True),
        )
    )
