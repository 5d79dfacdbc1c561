"""Reading the tree of organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from zhidu.apps.orgs.access import SEE
from zhidu.apps.orgs.models import CODES, STEP, Node, Spell
from zhidu.domain.rules.subjects import Spell as DomainSpell
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.rules import below as under

ORGANIZATION = SubjectClass.ORGANIZATION.value
MANY = 10_000
"""Above so many ids everything is read and sorted out here: a database takes only so many parameters."""


def node(pk: int) -> Node:
    """One node. Raises ``Node.DoesNotExist`` where there is none."""
    return Node.objects.select_related("parent").get(pk=pk)


def organization(pk: int) -> Node | None:
    """The organisation with that number, whatever number is asked for; whether somebody may see it is not asked."""
    return Node.objects.filter(pk__exact=pk, kind="organization").first()


def at_path(path: str) -> Node | None:
    """The node at a path of the tree, which is how grants name it."""
    return Node.objects.select_related("parent").filter(path=path).first()


def tops(paths: Collection[str]) -> list[Node]:
    """The organisations at some places of the tree; '' stands for all that have nothing above them."""
    rows = Node.objects.filter(kind=ORGANIZATION)
    wanted = rows.filter(parent=None) if "" in paths else rows.filter(path__in=list(paths))
    return list(wanted.order_by("path"))


def nodes(ids: Iterable[int], *, hold: bool = False) -> dict[int, Node]:
    """Nodes by id; unknown ids are left out.

    *hold* keeps them from being dissolved or moved until the transaction is over: whoever puts something into an
    organisation must find it still there when it is written.
    """
    # an address may carry any number; one that no row can have is unknown as well
    rows = Node.objects.filter(pk__in={one for one in ids if one < 2**63})
    if hold:
        # not the key: rows of others that point at the node may come in meanwhile
        rows = rows.order_by("pk").select_for_update(no_key=True)
    return {one.pk: one for one in rows}


def node_ids(codes: Iterable[str]) -> dict[str, int]:
    """Code → id for codes of nodes, others are left out; nothing is looked up."""
    known = set(CODES.values())
    found = {}
    for code in codes:
        prefix, _, number = code.rpartition("-")
        if prefix in known and number.isdecimal():
            found[code] = int(number)
    return found


def names_by_id(ids: Collection[int]) -> dict[int, str]:
    """Id → name; one query."""
    return dict(Node.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def names(codes: Iterable[str]) -> dict[str, str]:
    """Code → name of the node; one query."""
    ids = node_ids(codes)
    known = dict(Node.objects.filter(pk__in=set(ids.values())).values_list("pk", "name"))
    return {code: known[pk] for code, pk in ids.items() if pk in known}


def paths(codes: Iterable[str]) -> dict[str, str]:
    """Code → place of the node in the tree; one query."""
    ids = node_ids(codes)
    if not ids:
        return {}
    known = dict(Node.objects.filter(pk__in=set(ids.values())).values_list("pk", "path"))
    return {code: known[pk] for code, pk in ids.items() if pk in known}


def visible_nodes(actor: Actor) -> QuerySet[Node]:
    """Nodes the actor may see, in the order of the tree."""
    return SEE.visible(actor, Node.objects.select_related("parent"))


def living(rows: QuerySet[Node], day: date) -> QuerySet[Node]:
    """Those of *rows* that exist on a day."""
    return rows.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


def organization_of(one: Node) -> Node:
    """The organisation whose affair a node is: itself, or the nearest organisation above."""
    if one.kind == ORGANIZATION:
        return one
    above = Node.objects.filter(pk__in=one.ancestor_ids, kind=ORGANIZATION).order_by("-path").first()
    return above if above is not None else one


def ancestors(one: Node) -> list[Node]:
    """Its superiors, the root first."""
    return list(Node.objects.filter(pk__in=one.ancestor_ids).order_by("path"))


def below(one: Node) -> QuerySet[Node]:
    """The whole subtree, including itself."""
    return Node.objects.filter(under("path", one.path))


def around(one: Node) -> QuerySet[Node]:
    """Its superiors, itself and the whole subtree: whose records may count for it."""
    return Node.objects.filter(Q(pk__in=one.ancestor_ids) | under("path", one.path))


def organizations_under(path: str) -> QuerySet[Node]:
    """The organisations at and under a place of the tree."""
    return Node.objects.filter(under("path", path), kind=ORGANIZATION)


def of_sector(sector: str) -> QuerySet[Node]:
    """Organisations of a field (领域): what is written down of them now, else what their type settles."""
    types = [one.name for one in SUBJECT_TYPES.values() if one.sector == sector]
    written = Spell.objects.filter(last=None, attributes__sector__isnull=False)
    here = written.filter(attributes__sector=sector)
    settled = Q(type__in=types) & ~Q(pk__in=written.values("node"))
    return Node.objects.filter(settled | Q(pk__in=here.values("node")), kind=ORGANIZATION)


def sectors(ones: Collection[Node]) -> dict[int, str]:
    """Organisation → its field, '' where it has none; one query."""
    written = Spell.objects.filter(
        node__in=[one.pk for one in ones], last=None, attributes__sector__isnull=False
    )
    found = {one.pk: SUBJECT_TYPES[one.type].sector if one.type in SUBJECT_TYPES else "" for one in ones}
    return found | dict(written.values_list("node", "attributes__sector"))


def with_superiors(ids: Collection[int]) -> list[Node]:
    """The organisations *ids* and all above them."""
    found = list(_many(ids))
    above = {pk for one in found for pk in one.ancestor_ids} - {one.pk for one in found}
    return [*found, *_many(above)]


def _many(ids: Collection[int]) -> Iterable[Node]:
    rows = Node.objects.filter(kind=ORGANIZATION)
    wanted = set(ids)
    return [one for one in rows if one.pk in wanted] if len(wanted) > MANY else rows.filter(pk__in=wanted)


def length_below(path: str) -> int:
    """How long the paths of what stands directly under *path* are."""
    return len(path) + STEP


def organizations_at(path: str, length: int) -> dict[str, int]:
    """Path → id of the organisations directly under *path*, or of the one there where *length* is its own."""
    rows = Node.objects.filter(kind=ORGANIZATION)
    if length == len(path):
        return dict(rows.filter(path=path).values_list("path", "pk"))
    parent = int(path[-STEP:]) if path else None
    found = rows.filter(parent__isnull=True) if parent is None else rows.filter(parent=parent)
    return dict(found.values_list("path", "pk"))


def ids_at(places: Iterable[str]) -> dict[str, int]:
    """Path → id of the node there; nothing is looked up: the last step of a path is the id."""
    return {path: int(path[-STEP:]) for path in places}


def ids_below(paths: Iterable[str], most: int) -> list[int] | None:
    """Ids of everything at and under some places of the tree; None where there are more than *most*. One query.

    For lists: of few places a database finds the rows by an index, of many it had better look at the newest rows
    first.
    """
    wanted = sorted(set(paths))
    if not all(wanted):
        return None
    found = Node.objects.filter(reduce(or_, (under("path", path) for path in wanted), Q(pk__in=[])))
    ids = list(found.order_by().values_list("pk", flat=True)[: most + 1])
    return ids if len(ids) <= most else None


def by_type(rows: QuerySet[Node]) -> list[tuple[str, int]]:
    """Type → how many of *rows*; one query."""
    return list(rows.order_by().values_list("type").annotate(Count("pk")))


def children(one: Node) -> QuerySet[Node]:
    """What stands directly under it, whatever its kind."""
    return Node.objects.filter(parent=one)


def group_choices(one: Node, day: date) -> list[tuple[str, str]]:
    """(id, name) of the groups of an organisation on a day, for a form."""
    rows = living(children(one), day).filter(kind=SubjectClass.GROUP.value).order_by("path")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def organizations(ids: Iterable[int]) -> list[Node]:
    """The organisations among the nodes *ids*."""
    return list(Node.objects.filter(pk__in=set(ids), kind=ORGANIZATION))


def organization_ids(below: Node | None = None) -> list[int]:
    """Ids of all organisations, or of one and those below it, in the order of the tree."""
    rows = Node.objects.filter(kind=ORGANIZATION)
    if below is not None:
        rows = rows.filter(under("path", below.path))
    return list(rows.order_by("path").values_list("pk", flat=True))


def named(wanted: str) -> list[Node]:
    """Organisations of that name, or the one with that code."""
    rows = Node.objects.filter(kind=ORGANIZATION).select_related("parent")
    ids = node_ids([wanted])
    return list(rows.filter(pk=ids[wanted]) if ids else rows.filter(name=wanted.strip()))


def spells(one: Node) -> list[Spell]:
    """Its stretches, the first of them first."""
    return list(one.spells.select_related("parent"))


def attributes_on(one: Node, day: date) -> Mapping[str, str]:
    """What is known of a node on a day."""
    for spell in one.spells.all():
        if (spell.first is None or spell.first <= day) and (spell.last is None or spell.last >= day):
            return spell.attributes
    return {}


def committees(paths: Collection[str]) -> QuerySet[Node]:
    """Committees at and under some places, with ``term_from`` and ``term_to`` of the present term as text.

    '' where nobody wrote it down.
    In the order of the tree; only what still exists.
    """
    here = reduce(or_, (under("path", path) for path in sorted(set(paths))), Q(pk__in=[]))
    now = Spell.objects.filter(node=OuterRef("pk"), last=None)

    def said(name: str) -> Coalesce:
        text = now.annotate(said=KT(f"attributes__{name}")).values("said")[:1]
        return Coalesce(Subquery(text), Value(""), output_field=TextField())

    rows = Node.objects.filter(here, kind=SubjectClass.BODY.value, until=None).select_related("parent")
    return rows.annotate(term_from=said("term_from"), term_to=said("term_to")).order_by("path")


def subjects(ids: Collection[int] | None = None) -> list[Subject]:
    """Nodes as the rules know them, with all their spells; None: every node. One query."""
    stretches = Spell.objects.all()
    wanted = None if ids is None else set(ids)
    if wanted is not None and len(wanted) <= MANY:
        stretches = stretches.filter(node__in=wanted)
    found: dict[tuple[int, str], list[DomainSpell]] = defaultdict(list)
    columns = (
        "node_id",
        "node__kind",
        "type",
        "name",
        "parent_id",
        "parent__kind",
        "first",
        "last",
        "attributes",
    )
    for pk, kind, type_, name, parent, parent_kind, first, last, attributes in stretches.order_by(
        "node_id", "pk"
    ).values_list(*columns):
        found[pk, kind].append(
            DomainSpell(
                type=type_,
                belongs_to=_code(parent_kind, parent) if parent else "",
                first=first or date.min,
                last=last or date.max,
                attributes={"name": name, **{key: text for key, text in attributes.items() if text}},
            )
        )
    return [
        Subject(_code(kind, pk), tuple(sorted(spells, key=lambda one: one.first)))
        for (pk, kind), spells in found.items()
        if wanted is None or pk in wanted
    ]


def _code(kind: str, pk: int) -> str:
    return f"{CODES[SubjectClass(kind)]}-{pk}"


def depth_of(path: str) -> int:
    """How many levels a path has."""
    return len(path) // STEP
