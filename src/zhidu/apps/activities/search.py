"""Finding meetings and other records, matters, and the files that belong to records.

Titles, venues and points of the agenda are in the index; the text of a record, who came and the other columns are
not. The word for a kind of record (支委会) is the same for thousands and is looked up in the vocabulary instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Length, Substr
from django.urls import reverse

from zhidu.apps.activities.access import SEE, SEE_MATTER
from zhidu.apps.activities.actions.matters import CLASSES
from zhidu.apps.activities.listing import within_reach
from zhidu.apps.activities.models import Activity, AgendaItem, Matter
from zhidu.apps.activities.queries import visible_activities, visible_matters
from zhidu.apps.activities.states import State
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation import search
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.search.matching import matching
from zhidu.foundation.search.registry import named_by
from zhidu.foundation.search.text import Wanted, folded

ACTIVITY, MATTER, FILE = "activity", "matter", "file"
_PREFIX = "activity-"


# ---------------------------------------------------------------- records


def texts(ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Id → title, venue and points of the agenda."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Activity.objects.filter(pk__in=ids).order_by()
    for pk, title, venue in rows.values_list("pk", "title", "venue"):
        found[pk] += [title, venue]
    for pk, title in AgendaItem.objects.filter(activity__in=ids).order_by().values_list("activity", "title"):
        found[pk].append(title)
    return found


def of_kind(word: str) -> Q | None:
    """Records of every kind whose name holds the word."""
    kinds = [name for name, one in MEASURES.items() if word in folded(one.chinese)]
    return Q(kind__in=kinds) if kinds else None


def find(actor: Actor, wanted: Wanted) -> QuerySet[Activity]:
    """Records the actor may see, the newest first; talks and discipline only where they may be seen."""
    rows = visible_activities(actor).filter(within_reach(actor)).filter(matching(ACTIVITY, wanted, of_kind))
    return rows.select_related("organization", "node").defer("notes", "columns").order_by("-on", "-pk")


def show(_: Actor, rows: Sequence[Activity], wanted: Wanted) -> list[search.Hit]:
    """Kind and title, whose it is, the day; the point of the agenda in which the words stand."""
    points: dict[int, list[str]] = defaultdict(list)
    for pk, title in AgendaItem.objects.filter(activity__in=rows).values_list("activity", "title"):
        points[pk].append(title)
    return [
        search.Hit(
            title=f"{one.kind_name} {one.title}".strip(),
            url=one.get_absolute_url(),
            where=f"{one.node.name} {one.venue}".strip(),
            when=f"{one.on.year}年{one.on.month}月{one.on.day}日",
            note=_point(one, points[one.pk], wanted),
            state="" if one.state == State.HELD and one.voided_at is None else one.state_name,
        )
        for one in rows
    ]


def _point(one: Activity, points: Sequence[str], wanted: Wanted) -> str:
    found = "" if wanted.inside(one.title, one.venue, one.kind_name) else wanted.mentioned(points)
    return f"议题：{found}" if found else ""


# ---------------------------------------------------------------- matters


def matter_texts(ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Id → title."""
    return {pk: (title,) for pk, title in Matter.objects.filter(pk__in=ids).values_list("pk", "title")}


def matter_touched(entry: Entry) -> list[int]:
    """The matter an entry is about: its code begins with what it is."""
    prefix, _, number = entry.object.rpartition("-")
    return [int(number)] if prefix in _MATTERS and number.isdecimal() else []


_MATTERS = frozenset(one.value for one in CLASSES)


def find_matters(actor: Actor, wanted: Wanted) -> QuerySet[Matter]:
    """Matters the actor may see."""
    rows = visible_matters(actor).filter(matching(MATTER, wanted)).select_related("organization")
    return rows.order_by(Length("title"), "-pk")


def show_matters(_: Actor, rows: Sequence[Matter], __: Wanted) -> list[search.Hit]:
    """Title, type, organisation."""
    return [
        search.Hit(
            title=one.title,
            url=one.get_absolute_url(),
            where=one.organization.name,
            when=f"{one.first.year}年{one.first.month}月{one.first.day}日起" if one.first else "",
            sort=one.type_name,
            state="已办结" if one.last else "",
        )
        for one in rows
    ]


# ---------------------------------------------------------------- files of records


def file_texts(ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Id → file name; files of other things and those voided are no search's affair."""
    rows = Attachment.objects.filter(pk__in=ids, voided_at=None, owner__startswith=_PREFIX)
    return {pk: (name,) for pk, name in rows.values_list("pk", "name")}


def file_touched(entry: Entry) -> list[int]:
    """The attachment an entry is about."""
    number = entry.details.get("attachment")
    return [number] if isinstance(number, int) else []


def find_files(actor: Actor, wanted: Wanted) -> QuerySet[Attachment]:
    """Files of records the actor may see."""
    number = Case(
        When(owner__startswith=_PREFIX, then=Cast(Substr("owner", len(_PREFIX) + 1), BigIntegerField())),
        default=Value(0),
        output_field=BigIntegerField(),
    )
    rows = Attachment.objects.filter(matching(FILE, wanted), voided_at=None, owner__startswith=_PREFIX)
    seen = visible_activities(actor).filter(pk=OuterRef("number"))
    return rows.annotate(number=number).filter(Exists(seen)).order_by("-uploaded_at", "-pk")


def show_files(_: Actor, rows: Sequence[Attachment], __: Wanted) -> list[search.Hit]:
    """File name, the record it belongs to, and where that stands."""
    owners = Activity.objects.select_related("node").defer("notes", "columns")
    known = owners.in_bulk([one.number for one in rows])
    found = []
    for one in rows:
        owner = known[one.number]
        found.append(
            search.Hit(
                title=one.name,
                url=reverse("files:download", args=[one.pk]),
                where=f"{owner.node.name} {owner.kind_name}",
                when=f"{owner.on.year}年{owner.on.month}月{owner.on.day}日",
                sort=one.how_large,
            )
        )
    return found


def register() -> None:
    """Let records, matters and files be found."""
    search.register(
        search.Kind(
            key=ACTIVITY,
            title="会议活动",
            icon="users-round",
            order=30,
            said="类别、主题、地点、议题",
            find=find,
            show=show,
            open_to=SEE.somewhere,
            index=search.Index("a", texts, Activity.objects.all, named_by("activity")),
        )
    )
    search.register(
        search.Kind(
            key=MATTER,
            title="事项",
            icon="list-checks",
            order=40,
            said="名称",
            find=find_matters,
            show=show_matters,
            open_to=SEE_MATTER.somewhere,
            index=search.Index("m", matter_texts, Matter.objects.all, matter_touched),
        )
    )
    search.register(
        search.Kind(
            key=FILE,
            title="附件",
            icon="paperclip",
            order=60,
            said="文件名",
            find=find_files,
            show=show_files,
            open_to=SEE.somewhere,
            index=search.Index(
                "f",
                file_texts,
                lambda: Attachment.objects.filter(voided_at=None, owner__startswith=_PREFIX),
                file_touched,
            ),
        )
    )
