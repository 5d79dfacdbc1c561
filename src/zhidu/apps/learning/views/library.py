"""The library of an organisation, and what there is to study with: lecturers, courses, a room."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhidu.apps.activities import attending
from zhidu.apps.activities.places import places
from zhidu.apps.learning import actions
from zhidu.apps.learning.access import KEEP, SEE
from zhidu.apps.learning.forms.library import MaterialForm, ResourceForm, ShelfForm
from zhidu.apps.learning.kinds import GATHERINGS, SESSIONS
from zhidu.apps.learning.library import COURSE, RESOURCES
from zhidu.apps.learning.models import Material, Resource
from zhidu.apps.learning.scheduling import parts_of, topics_of
from zhidu.apps.learning.views.load import organization_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.files import queries as files
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.paging import Capped
from zhidu.foundation.ui.toast import toast, trouble

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

PER_PAGE = 30
RECENT = timedelta(days=120)


def _topics(node: Node) -> dict[str, str]:
    place = places([node.pk])[node.pk]
    found: dict[str, str] = {}
    for kind in SESSIONS:
        found |= topics_of(kind, place, today())
    return found


def shelf(request: HttpRequest, organization: int) -> HttpResponse:
    """The materials, by class of content and by words."""
    node = organization_or_404(request, organization)
    topics = _topics(node)
    form = ShelfForm(request.GET, topics=topics)
    rows = Material.objects.filter(organization=node, withdrawn_at=None)
    if form.is_valid():
        for word in form.cleaned_data["q"].split()[:5]:
            rows = rows.filter(Q(title__icontains=word) | Q(source__icontains=word) | Q(text__icontains=word))
        if topic := form.cleaned_data["topic"]:
            rows = rows.filter(topics__contains=topic)
    page = Capped(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = files.counts([one.code for one in page])
    for one in page:
        one.topic_words = [topics.get(token, token) for token in one.topics.split(";") if token]
        one.files = counts.get(one.code, 0)
    shown = {"node": node, "page": page, "form": form, "may_keep": KEEP.can_create(request.actor, node.path)}
    return render(request, "learning/shelf.html", shown)


def adding(request: HttpRequest, organization: int) -> HttpResponse:
    """Putting one piece in."""
    node = organization_or_404(request, organization, KEEP)
    near = attending.around(node.pk, GATHERINGS, today() - RECENT, today() + RECENT)
    sessions = [(str(one.pk), f"{one.on.month}月{one.on.day}日 {one.title or one.kind_name}") for one in near]
    form = MaterialForm(request.POST or None, request.FILES or None, topics=_topics(node), sessions=sessions)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            made = actions.add_material(
                actor=request.actor,
                organization=node.pk,
                piece=form.piece,
                files=[upload] if upload else [],
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已放进：{made.title}")
            return redirect(made)
    return render(request, "learning/material_form.html", {"node": node, "form": form})


def material(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece with its files."""
    found = Material.objects.select_related("organization", "session", "record").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这份资料")
    SEE.require(request.actor, found)
    request.nav_key = "learning"
    topics = _topics(found.organization)
    shown = {
        "one": found,
        "topics": [topics.get(token, token) for token in found.topics.split(";") if token],
        "may_keep": KEEP.can(request.actor, found),
        "box": files.box(request.actor, found.code),
    }
    return render(request, "learning/material.html", shown)


@require_POST
def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the shelf."""
    found = Material.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这份资料")
    KEEP.require(request.actor, found)
    try:
        actions.withdraw_material(actor=request.actor, material=pk, version=_version(request))
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
    else:
        toast(request, f"已撤下：{found.title}")
    return redirect("learning:shelf", found.organization_id)


def resources(request: HttpRequest, organization: int) -> HttpResponse:
    """Own lecturers, courses and rooms, and those of the organisations above, whose courses may be asked for."""
    node = organization_or_404(request, organization)
    place = places([node.pk])[node.pk]
    may_keep = KEEP.can_create(request.actor, node.path)
    posted = request.POST.get("kind", "")
    words: dict[str, str] = {}
    kinds = []
    rows = list(
        Resource.objects.filter(organization__in=[node.pk, *node.ancestor_ids], last=None).select_related(
            "organization"
        )
    )
    for kind, title in RESOURCES.items():
        categories = {} if kind == "facility" else parts_of(kind, place, today())
        words |= categories
        mine = posted == kind
        form = None
        if may_keep:
            form = ResourceForm(
                request.POST if mine else None, kind=kind, categories=categories, auto_id=f"id_{kind}_%s"
            )
            if mine and form.is_valid():
                try:
                    made = actions.add_resource(actor=request.actor, organization=node.pk, thing=form.thing)
                except Wrong as wrong:
                    add_faults(form, wrong)
                else:
                    toast(request, f"已登记{title}：{made.name}")
                    return redirect("learning:resources", node.pk)
        kinds.append((kind, title, [one for one in rows if one.kind == kind], form))
    for one in rows:
        one.category_word = words.get(one.category, one.category)
    shown = {"node": node, "kinds": kinds, "may_keep": may_keep, "course": COURSE, "year": today().year}
    return render(request, "learning/resources.html", shown)


@require_POST
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no longer there from today on."""
    found = Resource.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这一项")
    KEEP.require(request.actor, found)
    try:
        actions.end_resource(actor=request.actor, resource=pk, version=_version(request), last=today())
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
    else:
        toast(request, f"已结束：{found.name}")
    return redirect("learning:resources", found.organization_id)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1
