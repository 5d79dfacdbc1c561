"""The list of records, and the page on which a new one is begun."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.activities.access import RECORD, SEE
from zhidu.apps.activities.forms.filters import ChooseForm, FilterForm
from zhidu.apps.activities.kinds import grouped, kind
from zhidu.apps.activities.listing import ABOUT, chips, rows
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.where import choices, offered
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today
from zhidu.foundation.ui.paging import Capped

PER_PAGE = 50


def index(request: HttpRequest) -> HttpResponse:
    """Records by organisation, kind, days and state."""
    actor = request.actor
    if not SEE.somewhere(actor):
        raise Refused(SEE)
    seen = list(orgs.visible_nodes(actor).order_by("path").values_list("pk", "name", "kind")[:600])
    places = [(str(pk), name if what == "organization" else f"　{name}") for pk, name, what in seen]
    form = FilterForm(request.GET, places=places)
    asked = form.asked
    names = {"organization": dict(places).get(str(asked.organization), "").strip()}
    if asked.person is not None:
        # a number may be made up: it names nobody whom the actor may not see
        known = members.visible_people(actor).filter(pk=asked.person).values_list("name", flat=True)
        names["person"] = known.first() or "所选的人"
    page = Capped(rows(actor, asked, today()), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "activities/list.html",
        {
            "form": form,
            "page": page,
            "tabs": [
                {"title": title, "url": _with(request.GET, name), "current": asked.shown == name}
                for name, title in ABOUT
            ],
            "chips": chips(asked, names, lambda name: _without(request.GET, name)),
            "may_record": RECORD.somewhere(actor),
        },
    )


def _without(asked: QueryDict, name: str) -> str:
    left = asked.copy()
    left.pop(name, None)
    left.pop("page", None)
    return f"{reverse('activities:list')}?{left.urlencode()}"


def _with(asked: QueryDict, about: str) -> str:
    changed = asked.copy()
    changed.pop("page", None)
    changed["about"] = about
    return f"{reverse('activities:list')}?{changed.urlencode()}"


def choose(request: HttpRequest) -> HttpResponse:
    """What is to be recorded or arranged, and where; leads on to the form of that kind."""
    found = offered(_recorder(request))
    begun = "node" in request.GET and "kind" in request.GET
    own = _own(request.actor, found)
    form = ChooseForm(
        request.GET if begun else None,
        places=choices(found),
        initial={"node": str(own.node.id) if own else "", "back": request.GET.get("back", "")},
    )
    if begun and form.is_valid() and kind(form.cleaned_data["kind"]) is not None:
        target = "activities:plan" if request.GET.get("then") == "plan" else "activities:record"
        asked = QueryDict(mutable=True)
        asked["kind"], asked["node"] = form.cleaned_data["kind"], form.cleaned_data["node"]
        if form.cleaned_data["back"]:
            asked["back"] = form.cleaned_data["back"]
        return redirect(f"{reverse(target)}?{asked.urlencode()}")
    return render(request, "activities/choose.html", {"form": form, "usual": _usual(request, own)})


NOT_THERE = {"organization": {"group_meeting"}, "group": {"members_meeting", "committee_meeting"}}
"""What is not held at a place of that sort, however usual it is."""


def _usual(request: HttpRequest, place: Place | None) -> list[tuple[str, str]]:
    """What is done most, at the place one most likely means: one step instead of three."""
    if place is None:
        return []
    target = reverse("activities:plan" if request.GET.get("then") == "plan" else "activities:record")
    back = {"back": request.GET["back"]} if request.GET.get("back") else {}
    left_out = NOT_THERE.get(place.node.kind, set())
    return [
        (one.chinese, f"{target}?{urlencode({'kind': one.name, 'node': place.node.id, **back})}")
        for one in grouped()[0][1]
        if one.name not in left_out
    ]


def _recorder(request: HttpRequest) -> Actor:
    if not RECORD.somewhere(request.actor):
        raise Refused(RECORD)
    return request.actor


def _own(actor: Actor, found: list[Place]) -> Place | None:
    """The place somebody most likely means: where they hold a post."""
    held = {one.path for one in actor.held}
    return next((one for one in found if one.node.path in held), None)
