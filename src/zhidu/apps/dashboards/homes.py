"""The first page of whoever signs in: what is to be done, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.names import decorate
from zhidu.apps.compliance.presentation import Way, way_out
from zhidu.apps.dashboards.member import my_home
from zhidu.apps.dashboards.supervision import below
from zhidu.apps.dashboards.whose import own_group, own_organization
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.roles import ADMINISTRATOR, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.orgs.models import Node

MOST = 25
"""Lines under one heading; more is looked up on the page of findings."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be done: the finding, its clause and the act that settles it."""

    finding: StoredFinding
    title: str
    source: str
    generally: bool
    whom: str
    """Whom it is about, where that is not the organisation or group whose page this is."""
    why: str
    way: Way | None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the list, and what stands under it."""

    title: str
    note: str
    total: int
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
    if (group := own_group(actor)) is not None:
        return _group(request, group)
    if actor.person is not None:
        return my_home(request)
    if actor.holds(ADMINISTRATOR):
        return redirect("identity:accounts")
    return render(request, "dashboards/nothing_here.html")


def _group(request: HttpRequest, group: Node) -> HttpResponse:
    """What the group has to do; its branch's findings are brought up to date for it."""
    home = orgs.organization_of(group)
    state, day = queries.fresh(home.pk), today()
    rows = queries.visible(request.actor).filter(place=group.path).select_related("organization")
    groups = grouped(rows, home, day, about=group.code)
    given = {"node": group, "state": state, "today": day, "groups": groups, "most": MOST}
    return render(request, "dashboards/today.html", given)


def _officer(request: HttpRequest, node: Node) -> HttpResponse:
    state = queries.fresh(node.pk)
    day = today()
    rows = queries.of_organization(request.actor, node.pk).select_related("organization")
    groups = grouped(rows, node, day, about=node.code)
    return render(
        request,
        "dashboards/today.html",
        {"node": node, "all": node, "state": state, "today": day, "groups": groups, "most": MOST},
    )


def grouped(rows: QuerySet[StoredFinding], node: Node, day: date, *, about: str) -> list[Group]:
    """Missed, near, and this week's; *about* is the code of whom nobody needs to be told."""
    clauses = {duty.clause.key: duty.clause for duty in adoption.duties(node)}
    parts = (
        ("已经未达标", "先看原因", queries.missed(rows, day)),
        ("临近期限", "按剩余天数排", queries.near(rows)),
        ("本周要办", f"到 {_short(day + queries.SOON)}", queries.this_week(rows, day)),
    )
    taken = [(title, note, list(found[: MOST + 1]), found) for title, note, found in parts]
    decorate([row for _, _, found, _ in taken for row in found])
    return [
        Group(
            title,
            note,
            len(found) if len(found) <= MOST else everything.count(),
            [_due(row, clauses.get(row.clause), day, about) for row in found[:MOST]],
        )
        for title, note, found, everything in taken
        if found
    ]


def _due(row: StoredFinding, clause: Clause | None, day: date, about: str) -> Due:
    return Due(
        finding=row,
        title=clause.title if clause else row.clause,
        source=clause.source if clause else "",
        generally=row.modality == "generally",
        whom="" if row.subject == about else row.subject_name,
        why=row.get_absolute_url(),
        way=way_out(row, clause, day),
    )


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
