"""The home of whoever runs an organisation, and of whoever leads a group: this week's work, and the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhidu.apps.activities.states import State
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.dashboards.agenda import MOST, Agenda
from zhidu.apps.dashboards.calendar import small_month
from zhidu.apps.dashboards.days import View
from zhidu.apps.dashboards.lessons import year_of
from zhidu.apps.dashboards.plans import Plans, called, plans, recorded
from zhidu.apps.dashboards.tabs import SOON, tabs
from zhidu.apps.dashboards.todos import MISSED, NEAR, WEEK
from zhidu.apps.dashboards.waiting import waiting
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.orgs.models import Node

NEXT, DONE = 5, 4
"""Lines of the cards beside the list."""


def officers_home(request: HttpRequest, node: Node) -> HttpResponse:
    """What an organisation has to do."""
    state = queries.fresh(node.pk)
    rows = queries.of_organization(request.actor, node.pk).select_related("organization")
    return _home(request, node, node, state, rows)


def leaders_home(request: HttpRequest, group: Node) -> HttpResponse:
    """What a group has to do; its branch's findings are brought up to date for it."""
    organization = orgs.organization_of(group)
    state = queries.fresh(organization.pk)
    rows = queries.visible(request.actor).filter(place=group.path).select_related("organization")
    return _home(request, group, organization, state, rows)


def _home(
    request: HttpRequest,
    node: Node,
    organization: Node,
    state: queries.Freshness,
    rows: QuerySet[StoredFinding],
) -> HttpResponse:
    actor, day = request.actor, today()
    clauses: Mapping[str, Clause] = {duty.clause.key: duty.clause for duty in adoption.duties(organization)}
    arranged = plans(actor, node, day, SOON)
    waits = waiting(actor, organization, rows, arranged, clauses, day)
    if node == organization:
        arranged = _own(arranged)
    offered = tabs(actor, clauses, day)
    wanted = next((one for one in offered if one.name == request.GET.get("tab")), offered[0])
    todo = Agenda(
        rows=rows,
        plans=arranged,
        further=waits.mine if node == organization else [],
        clauses=clauses,
        home=node.name,
        day=day,
        offered=offered,
        tab=wanted,
    )
    return render(
        request,
        "dashboards/today.html",
        {
            "node": node,
            "organization": organization,
            "state": state,
            "today": day,
            "headings": todo.headings(),
            "tabs": todo.tabs(),
            "summary": summary(todo, arranged, node.name, day),
            "most": MOST,
            "all": reverse("compliance:findings", args=[organization.pk]) if node == organization else "",
            "year": year_of(node, organization, day),
            "next": [(one, called(one, node.name)) for one in [*arranged.soon, *arranged.later][:NEXT]],
            "waiting": waits.others if node == organization else [],
            "month": small_month(View(actor, node), day),
            **_done(actor, node, day),
        },
    )


def _own(arranged: Plans) -> Plans:
    """Without the meetings of groups that their leaders have yet to write down: those wait for others."""
    return replace(arranged, over=[one for one in arranged.over if one.node.kind != "group"])


def summary(todo: Agenda, arranged: Plans, home: str, day: date) -> str:
    """One sentence: what was missed, what is near, what is to be done this week, and today's meeting."""
    first = todo.offered[0]
    missed, near, week = (todo.total(name, first) for name in (MISSED, NEAR, WEEK))
    parts = [
        f"{number} 件{words}"
        for number, words in (
            (missed - todo.generally, "未达标"),
            (todo.generally, "一般未做到"),
            (near, "临近期限"),
        )
        if number
    ]
    said = "，".join(parts) or "没有过期和临近期限的事"
    said += f"；本周有 {week} 件要办。" if week else "；本周没有要办的事。"
    meetings = [
        f"{f'{one.begins:%H:%M} ' if one.begins else ''}{called(one, home)}"
        for one in arranged.soon
        if one.on == day
    ]
    return f"{said}今天{'、'.join(meetings)}。" if meetings else said


def _done(actor: Actor, node: Node, day: date) -> dict[str, Any]:
    """What was recorded as held this month, the latest first, and where all of it is."""
    first = day.replace(day=1)
    held = recorded(actor, node).filter(
        state=State.HELD, on__gte=first, on__lte=day, person=None, matter=None
    )
    address = reverse("activities:list")
    return {
        "done": [(one, called(one, node.name)) for one in held.order_by("-on", "-pk")[:DONE]],
        "done_total": held.count(),
        "done_url": f"{address}?organization={node.pk}&first={first.isoformat()}&state=held",
    }
