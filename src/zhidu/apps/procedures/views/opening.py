"""Opening a case: which procedure first, then what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.activities.states import Circle
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import actions
from zhidu.apps.procedures.access import OPEN
from zhidu.apps.procedures.actions.open_case import WIDER
from zhidu.apps.procedures.choosing import Offered, circle_for, offered
from zhidu.apps.procedures.forms import OpenForm
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

MOST = 200
MEETINGS = 20


def opening(request: HttpRequest) -> HttpResponse:
    """Choose the organisation, the procedure, and what the case is about."""
    actor = request.actor
    places = openable(actor)
    if not places:
        raise Refused(OPEN)
    known = {str(one.pk): one for one in places}
    node = known.get(request.GET.get("organization", "")) or (places[0] if len(places) == 1 else None)
    if node is None:
        return render(request, "procedures/choose_place.html", {"places": places})
    choices = offered(node, today())
    chosen = next((one for one in choices if one.key == request.GET.get("procedure", "")), None)
    if chosen is None:
        return render(request, "procedures/choose.html", {"node": node, "groups": _groups(choices)})
    return _filled(request, node, chosen)


def _filled(request: HttpRequest, node: Node, chosen: Offered) -> HttpResponse:
    form = OpenForm(
        request.POST or None,
        people=_people(node),
        places=_below(node),
        meetings=_meetings(request.actor, node),
        circles=_circles(chosen),
        about=chosen.procedure.about,
        private=chosen.procedure.private,
        initial={
            "first": today(),
            "person": request.GET.get("person", ""),
            "title": ""
            if chosen.procedure.about == "person"
            else f"{today().year}年{chosen.procedure.title}",
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_case(
                actor=request.actor, organization=node.pk, procedure=chosen.key, **form.given()
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已立项：{made.matter.title}")
            return redirect(made)
    back = f"{reverse('procedures:new')}?organization={node.pk}"
    return render(
        request,
        "procedures/open.html",
        {"form": form, "node": node, "chosen": chosen, "back": back},
    )


def openable(actor: Actor) -> list[Node]:
    """Organisations in which the actor may open a case, in the order of the tree; one query."""
    rows = orgs.living(orgs.visible_nodes(actor), today()).filter(kind=orgs.ORGANIZATION).order_by("path")
    return [one for one in rows[:MOST] if OPEN.can_create(actor, one.path)]


def _groups(choices: list[Offered]) -> list[tuple[str, list[Offered]]]:
    found: dict[str, list[Offered]] = {}
    for one in choices:
        found.setdefault(one.book.title, []).append(one)
    return list(found.items())


def _people(node: Node) -> list[tuple[str, str]]:
    rows = members.belonging(node.pk, today())
    return [(str(one.person_id), f"{one.person.name}（{one.type_name}）") for one in rows]


def _below(node: Node) -> list[tuple[str, str]]:
    rows = orgs.living(orgs.organizations_under(node.path), today()).exclude(pk=node.pk).order_by("path")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:MOST]]


def _meetings(actor: Actor, node: Node) -> list[tuple[str, str]]:
    rows = activities.visible_activities(actor).filter(
        organization=node.pk, kind__in=sorted(GATHERINGS), voided_at=None
    )
    return [
        (str(one.pk), f"{one.on.month}月{one.on.day}日 {one.kind_name} {one.title}".strip())
        for one in rows.order_by("-on", "-pk")[:MEETINGS]
    ]


def _circles(chosen: Offered) -> list[Circle]:
    person = 1 if chosen.procedure.about == "person" else None
    widest = WIDER[circle_for(chosen.procedure, person)]
    return [one for one in (Circle.MEMBERS, Circle.COMMITTEE, Circle.PRIVATE) if WIDER[one] <= widest]
