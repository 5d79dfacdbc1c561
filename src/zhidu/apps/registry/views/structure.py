"""Pictures of the ranks: of an organisation and all below it, one level further down with each click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.registry.access import COUNT, SEE
from zhidu.apps.registry.roster import roster as make_roster
from zhidu.apps.registry.structure import ranks
from zhidu.apps.registry.trends import told, trend
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today
from zhidu.foundation.papers.sheets import answer

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

OFFERED = 40


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The organisation somebody works in; where there are several, all of them to choose from."""
    request.nav_key = "members"
    mine = _mine(request.actor)
    if not mine:
        raise Refused(COUNT)
    if len(mine) == 1:
        return redirect("registry:structure", mine[0].pk)
    return render(request, "registry/choose.html", {"mine": mine})


def _mine(actor: Actor) -> list[Node]:
    paths = sorted({one.path for one in actor.held})
    rows = orgs.visible_nodes(actor).filter(kind=orgs.ORGANIZATION)
    rows = rows.filter(parent=None) if "" in paths else rows.filter(path__in=paths)
    return [one for one in rows.order_by("path")[:OFFERED] if COUNT.can_create(actor, one.path)]


@require_GET
def roster(request: HttpRequest, organization: int) -> HttpResponse:
    """党员花名册 of one organisation, ``?as=pdf`` or ``?as=xlsx``."""
    node = orgs.organization(organization)
    if node is None:
        raise Http404("没有这个组织")
    if not SEE.can_create(request.actor, node.path):
        raise Refused(SEE, path=node.path)
    if request.GET.get("as") not in {"pdf", "xlsx"}:
        return redirect("registry:structure", node.pk)
    return answer(request, make_roster(request.actor, node, today()), f"{node.name}党员花名册")


@require_GET
def structure(request: HttpRequest, organization: int) -> HttpResponse:
    """Everything about one place."""
    node = orgs.organization(organization)
    if node is None:
        raise Http404("没有这个组织")
    COUNT.require_at(request.actor, node.path)
    request.nav_key = "members"
    day = today()
    found = ranks(node, day)
    names = {one.path: one for one in orgs.children(node) if one.kind == orgs.ORGANIZATION}
    points = trend(node, day)
    return render(
        request,
        "registry/structure.html",
        {
            "node": node,
            "ranks": found,
            "missing": found.members - found.filed,
            "below": [(one, found.below[path]) for path, one in names.items() if path in found.below],
            "points": points,
            "told": told(points),
            "may_list": SEE.can_create(request.actor, node.path),
        },
    )
