"""Finding organisations, groups, committees, sites and units by name.

Only the name of today: whoever looks for a former one finds it in the history of the organisation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.urls import reverse

from zhidu.apps.orgs.access import SEE
from zhidu.apps.orgs.models import CODES, Node
from zhidu.apps.orgs.providers import BETWEEN, names_above
from zhidu.apps.orgs.queries import visible_nodes
from zhidu.foundation import search
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.search.matching import matching
from zhidu.foundation.search.text import Wanted

KIND = "node"


def texts(ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Id → name."""
    return {pk: (name,) for pk, name in Node.objects.filter(pk__in=ids).values_list("pk", "name")}


def touched(entry: Entry) -> list[int]:
    """The node an entry is about."""
    prefix, _, number = entry.object.rpartition("-")
    return [int(number)] if prefix in CODES.values() and number.isdecimal() else []


def find(actor: Actor, wanted: Wanted) -> QuerySet[Node]:
    """Nodes the actor may see, those that are nothing but the words first."""
    return visible_nodes(actor).filter(matching(KIND, wanted)).order_by(Length("name"), "path")


def show(_: Actor, rows: Sequence[Node], __: Wanted) -> list[search.Hit]:
    """Name, type, and the organisations above."""
    above, day = names_above(rows), today()
    return [
        search.Hit(
            title=one.name,
            url=reverse("orgs:one", args=[one.pk]),
            where=BETWEEN.join(above[one.pk]),
            sort=one.type_name,
            state=f"{one.until.year}年已撤销" if one.until is not None and one.until < day else "",
        )
        for one in rows
    ]


def register() -> None:
    """Let nodes be found."""
    search.register(
        search.Kind(
            key=KIND,
            title="组织",
            icon="network",
            order=20,
            said="名称",
            find=find,
            show=show,
            open_to=SEE.somewhere,
            index=search.Index("o", texts, Node.objects.all, touched),
        )
    )
