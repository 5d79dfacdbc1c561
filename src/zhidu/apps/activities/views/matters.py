"""Matters: the list, one of them with its steps, opening and closing."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.activities import actions
from zhidu.apps.activities.access import KEEP_MATTER, SEE_MATTER
from zhidu.apps.activities.columns import Words
from zhidu.apps.activities.forms.matters import CloseForm, MatterForm
from zhidu.apps.activities.models import Matter
from zhidu.apps.activities.places import places
from zhidu.apps.activities.queries import visible_activities, visible_matters
from zhidu.apps.activities.steps import steps_of
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

PER_PAGE = 50


def index(request: HttpRequest) -> HttpResponse:
    """Matters the actor may see; those that are open first."""
    if not SEE_MATTER.somewhere(request.actor):
        raise Refused(SEE_MATTER)
    rows = visible_matters(request.actor).select_related("organization").order_by("-last", "-first", "-pk")
    rows = rows.filter(last=None) if request.GET.get("all") is None else rows
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "activities/matters.html",
        {
            "page": page,
            "everything": request.GET.get("all") is not None,
            "may_open": KEEP_MATTER.somewhere(request.actor),
        },
    )


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: its steps as the procedure has them, and everything recorded about it."""
    matter = _matter(request, pk)
    line = [*matter.organization.ancestor_ids, matter.organization_id]
    books = adoption.books_in_force(line)
    records = list(
        visible_activities(request.actor).filter(matter=matter, voided_at=None).order_by("on", "pk")
    )
    steps = steps_of(matter, records, books)
    return render(
        request,
        "activities/matter.html",
        {
            "matter": matter,
            "steps": steps,
            "done": sum(step.record is not None for step in steps),
            "records": records,
            "words": Words(books),
            "may_keep": matter.last is None and KEEP_MATTER.can(request.actor, matter),
        },
    )


def opening(request: HttpRequest) -> HttpResponse:
    """Put a new matter on the list."""
    actor = request.actor
    found = _keepable(actor)
    if not found:
        raise Refused(KEEP_MATTER)
    books = adoption.books_in_force([int(pk) for pk, _ in found])
    procedures = {name: one.title for book in books for name, one in book.procedures.items()}
    form = MatterForm(
        request.POST or None, places=found, procedures=sorted(procedures.items()), initial={"first": today()}
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        attributes = {"procedure": data.pop("procedure")}
        try:
            matter = actions.open_matter(
                actor=actor, organization=int(data.pop("organization")), attributes=attributes, **data
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已登记：{matter.title}")
            return redirect(matter)
    return render(request, "activities/open_matter.html", {"form": form})


def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Put down the last day of a matter."""
    matter = _matter(request, pk)
    KEEP_MATTER.require(request.actor, matter)
    form = CloseForm(request.POST or None, initial={"last": today(), "version": matter.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_matter(actor=request.actor, matter=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已办结：{matter.title}")
            return redirect(matter)
    return render(request, "activities/close_matter.html", {"form": form, "matter": matter})


def _matter(request: HttpRequest, pk: int) -> Matter:
    found = Matter.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这件事项")
    SEE_MATTER.require(request.actor, found)
    return found


def _keepable(actor: Actor) -> list[tuple[str, str]]:
    """Organisations in which the actor may open a matter."""
    seen = orgs.living(orgs.visible_nodes(actor), today()).filter(kind="organization").order_by("path")
    found = places(list(seen.values_list("pk", flat=True)[:600]))
    ordered = sorted(found.values(), key=lambda one: one.node.path)
    return [
        (str(one.node.id), one.node.name) for one in ordered if KEEP_MATTER.can_create(actor, one.node.path)
    ]
