"""The list: who is on the way, how far, what is next; and what was handed in."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.recruitment import queries
from zhidu.apps.recruitment.access import BEGIN, PLAN, SEE, SEE_PLANS
from zhidu.apps.recruitment.states import ORDER, Stage
from zhidu.apps.recruitment.views.load import own_organizations
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.ui.shapes import Figure

PER_PAGE = 40


def index(request: HttpRequest) -> HttpResponse:
    """By stage; what waits for whoever looks comes first."""
    actor = request.actor
    rows = queries.visible(actor)
    if not actor.held and not actor.system:
        return _own(request, actor)
    counts = queries.stages(rows)
    stage = request.GET.get("stage", "")
    here = reverse("recruitment:list")
    wanted = rows.filter(stage=stage) if stage in set(Stage) else rows.filter(stage__in=queries.ON_THE_WAY)
    page = Paginator(wanted.order_by("case__due", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = queries.lines(page.object_list)
    begins = own_organizations(actor, BEGIN)
    return render(
        request,
        "recruitment/list.html",
        {
            "page": page,
            "figures": [
                Figure(one.chinese, str(counts.get(one.value, 0)), "人", url=f"{here}?stage={one.value}")
                for one in ORDER
            ],
            "tabs": [
                {"title": "在办的", "url": here, "current": not stage},
                *(
                    {"title": one.chinese, "url": f"{here}?stage={one.value}", "current": stage == one}
                    for one in Stage
                ),
            ],
            "applications": queries.applications(actor),
            "begins": begins,
            "plans": own_organizations(actor, SEE_PLANS),
            "may_plan": PLAN.somewhere(actor),
        },
    )


def _own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Somebody without an office: their own way, or the application."""
    mine = queries.visible(actor).filter(person=actor.person) if actor.person else queries.dossiers().none()
    found = mine.first()
    if found is not None and SEE.can(actor, found):
        return redirect(found)
    return render(request, "recruitment/own.html", {"applications": queries.own_applications(actor)})
