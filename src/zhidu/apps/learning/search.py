"""Finding materials of study: title and source are in the index, the text itself is not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import QuerySet

from zhidu.apps.learning.access import SEE
from zhidu.apps.learning.models import Material
from zhidu.foundation import search
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.search.matching import matching
from zhidu.foundation.search.registry import named_by
from zhidu.foundation.search.text import Wanted

KEY = "material"


def texts(ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Id → title and source of what is on the shelf."""
    rows = Material.objects.filter(pk__in=ids, withdrawn_at=None).values_list("pk", "title", "source")
    return {pk: [title, source] for pk, title, source in rows}


def find(actor: Actor, wanted: Wanted) -> QuerySet[Material]:
    """Materials the actor may see, the newest first."""
    rows = SEE.visible(actor, Material.objects.filter(withdrawn_at=None)).filter(matching(KEY, wanted))
    return rows.select_related("organization").order_by("-on", "-pk")


def show(_: Actor, rows: Sequence[Material], __: Wanted) -> list[search.Hit]:
    """Title, whose it is, the day."""
    return [
        search.Hit(
            title=one.title,
            url=one.get_absolute_url(),
            where=one.organization.name,
            when=f"{one.on.year}年{one.on.month}月{one.on.day}日",
            sort=one.get_kind_display(),
        )
        for one in rows
    ]


def register() -> None:
    """Let materials be found."""
    search.register(
        search.Kind(
            key=KEY,
            title="学习资料",
            icon="book-open",
            order=55,
            said="名称、出处",
            find=find,
            show=show,
            open_to=SEE.somewhere,
            index=search.Index("l", texts, Material.objects.all, named_by("learning-material")),
        )
    )
