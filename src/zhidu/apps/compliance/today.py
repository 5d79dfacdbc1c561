"""The first page of whoever signs in: what is to be done, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.compliance.names import decorate
from zhidu.apps.compliance.presentation import Way, way_out
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.roles import ADMINISTRATOR, COMMITTEE, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

MOST = 60
"""Lines on the page; more than a week's work is looked up on the page of findings."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be done: the finding, its clause and the act that settles it."""

    finding: StoredFinding
    title: str
    source: str
    generally: bool
    way: Way | None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the list, and what stands under it."""

    title: str
    note: str
    items: list[Due]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Officers see their organisation's work, superiors the organisations under them, members their own."""
    actor: Actor = request.actor
    if actor.user is None:
        return redirect("identity:login")
    request.nav_key = "today"
    if (node := own_organization(actor)) is not None:
        return _officer(request, node)
    if actor.holds(SUPERIOR):
        return below(request)
    if actor.person is not None:
        return _member(request)
    if actor.holds(ADMINISTRATOR):
        return redirect("identity:accounts")
    return render(request, "compliance/nothing_here.html")


def own_organization(actor: Actor) -> Node | None:
    """The organisation on whose committee the actor sits; of several, the one lowest in the tree."""
    paths = sorted({one.path for one in actor.held if one.role in COMMITTEE and one.path}, key=len)
    return orgs.at_path(paths[-1]) if paths else None


def _officer(request: HttpRequest, node: Node) -> HttpResponse:
    state = queries.fresh(node.pk)
    day = today()
    rows = queries.to_do(queries.of_organization(request.actor, node.pk), day)
    # where there is more than a page, what was missed last can most likely still be mended
    shown = rows.select_related("organization").order_by("-severity", "-due", "pk")[:MOST]
    groups = grouped(list(shown), node, day)
    return render(
        request,
        "compliance/today.html",
        {"node": node, "state": state, "today": day, "groups": groups, "total": rows.count()},
    )


def _member(request: HttpRequest) -> HttpResponse:
    day = today()
    rows = queries.visible(request.actor).filter(person=request.actor.person).select_related("organization")
    due = queries.to_do(rows, day)
    return render(
        request,
        "compliance/my_today.html",
        {
            "today": day,
            "rows": decorate(list(due[:MOST])),
            "others": decorate(list(rows.order_by("-start")[:MOST])),
        },
    )


def below(request: HttpRequest) -> HttpResponse:
    """The organisations under the actor, those with most missed first."""
    found = []
    for path in request.actor.paths({SUPERIOR}):
        counts = queries.counts_below(request.actor, path)
        nodes = orgs.nodes(counts)
        found += [(nodes[pk], verdicts) for pk, verdicts in counts.items() if pk in nodes]
    found.sort(key=lambda one: (-one[1].get("breached", 0), -one[1].get("at_risk", 0), one[0].path))
    return render(request, "compliance/below.html", {"rows": found, "today": today()})


def grouped(rows: list[StoredFinding], node: Node, day: date) -> list[Group]:
    """Missed, the latest first; then near, and this week's, each with the nearest day first."""
    clauses = {duty.clause.key: duty.clause for duty in adoption.duties(node)}
    made = [_due(one, clauses.get(one.clause), day) for one in decorate(rows)]
    by_day = sorted(made, key=lambda one: (one.finding.due or date.max, -one.finding.severity))
    missed = [one for one in reversed(by_day) if one.finding.verdict == "breached"]
    near = [one for one in by_day if one.finding.verdict == "at_risk"]
    week = [one for one in by_day if one.finding.verdict == "pending"]
    groups = (
        Group("已经未达标", "先看原因", missed),
        Group("临近期限", "按剩余天数排", near),
        Group("本周要办", f"到 {_short(day + timedelta(days=7))}", week),
    )
    return [one for one in groups if one.items]


def _due(row: StoredFinding, clause: Clause | None, day: date) -> Due:
    return Due(
        finding=row,
        title=clause.title if clause else row.clause,
        source=clause.source if clause else "",
        generally=row.modality == "generally",
        way=way_out(row, clause, day),
    )


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
