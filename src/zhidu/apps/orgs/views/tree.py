"""The tree of organisations: opened step by step, and searched by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.orgs import ports
from zhidu.apps.orgs.access import FOUND, SEE
from zhidu.apps.orgs.forms import Search
from zhidu.apps.orgs.models import STEP, Node
from zhidu.apps.orgs.providers import BETWEEN, names_above
from zhidu.apps.orgs.queries import ORGANIZATION, children, living, visible_nodes
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today
from zhidu.foundation.ui.shapes import Branch

GROUP = SubjectClass.GROUP.value
IN_TREE = (ORGANIZATION, GROUP)
PER_PAGE = 40
OPEN = 3
"""Topmost organisations that are shown open; where there are more, each is opened when it is wanted."""


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """Organisations from the actor's topmost on; the first level is open, the rest is loaded when opened."""
    actor = request.actor
    if not SEE.somewhere(actor):
        raise Refused(SEE)
    form = Search(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    seen = living(visible_nodes(actor), today()).filter(kind__in=IN_TREE)
    totals = seen.order_by().aggregate(
        organizations=Count("pk", filter=Q(kind=ORGANIZATION)), groups=Count("pk", filter=Q(kind=GROUP))
    )
    context = {
        "form": form,
        "text": text,
        "totals": totals,
        "may_found_root": FOUND.can_create(actor, ""),
    }
    if text:
        page = Paginator(seen.filter(name__contains=text).order_by("path"), PER_PAGE).get_page(
            request.GET.get("page")
        )
        above = names_above(page.object_list)
        rows = [(one, BETWEEN.join(above[one.pk])) for one in page]
        return render(request, "orgs/tree.html", {**context, "page": page, "rows": rows})
    tops = roots(actor)
    nodes = [_opened(actor, root) for root in tops] if len(tops) <= OPEN else _closed(actor, tops)
    return render(request, "orgs/tree.html", {**context, "nodes": nodes})


def roots(actor: Actor) -> list[Node]:
    """The topmost nodes the actor may see."""
    rows = living(visible_nodes(actor), today()).filter(kind__in=IN_TREE)
    paths = _tops(actor)
    rows = rows.filter(parent=None) if paths is None else rows.filter(path__in=paths)
    return list(rows.order_by("path"))


def _tops(actor: Actor) -> list[str] | None:
    """Where the parts of the tree begin that the actor may see; None: at the very top."""
    paths = sorted({one.path for one in actor.held})
    if actor.system or "" in paths:
        return None
    return [
        path for place, path in enumerate(paths) if not any(path.startswith(one) for one in paths[:place])
    ]


@require_GET
def below(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows directly under one node, for the tree."""
    node = get_object_or_404(visible_nodes(request.actor), pk=pk)
    return render(
        request,
        "orgs/tree_rows.html",
        {"node": node, "nodes": rows_under(request.actor, node, _people_under(node))},
    )


def _people_under(node: Node) -> Mapping[str, int] | None:
    """Members by what stands directly under a node; those of the node itself are at its own path. One query."""
    return ports.people_below(node.path, len(node.path) + STEP, today())


def _opened(actor: Actor, root: Node) -> Branch:
    length = len(root.path)
    people = _people_under(root)
    rows = rows_under(actor, root, people)
    verdict, count = ports.marks_below(actor, root.path, length).get(root.path, ("", 0))
    return Branch(
        title=root.name,
        url=reverse("orgs:one", args=[root.pk]),
        people="" if people is None else f"{sum(people.values())} 人",
        verdict=verdict,
        count=count,
        children=rows,
        open=True,
    )


def _closed(actor: Actor, tops: list[Node]) -> list[Branch]:
    """The topmost organisations without what is below them. Five queries, however many they are."""
    at_top = all(one.parent_id is None for one in tops)
    marks = ports.marks_below(actor, "", STEP) if at_top else {}
    people = ports.people_below("", STEP, today()) if at_top else None
    return _rows(tops, people, marks)


def rows_under(actor: Actor, node: Node, people: Mapping[str, int] | None) -> list[Branch]:
    """What stands directly under a node, each with its people and worst verdict. Three queries."""
    found = list(living(children(node), today()).filter(kind__in=IN_TREE).order_by("kind", "path"))
    return _rows(found, people, ports.marks_below(actor, node.path, len(node.path) + STEP))


def _rows(
    found: list[Node], people: Mapping[str, int] | None, marks: Mapping[str, ports.Mark]
) -> list[Branch]:
    with_more = _with_children(found)
    return [
        Branch(
            title=one.name,
            url=reverse("orgs:one", args=[one.pk]),
            people="" if people is None or one.kind == GROUP else f"{people.get(one.path, 0)} 人",
            verdict=marks.get(one.path, ("", 0))[0],
            count=marks.get(one.path, ("", 0))[1],
            more=reverse("orgs:below", args=[one.pk]) if one.pk in with_more else "",
        )
        for one in found
    ]


def _with_children(nodes: Iterable[Node]) -> set[int]:
    rows = living(Node.objects.filter(parent__in=[one.pk for one in nodes]), today())
    return set(rows.filter(kind__in=IN_TREE).order_by().values_list("parent", flat=True).distinct())
