"""The register: everybody whose name the actor may see, narrowed by organisation, group, type and name."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.members.access import SEE, SEE_NAME
from zhidu.apps.members.forms import Filter
from zhidu.apps.members.models import Person
from zhidu.apps.members.queries import MEMBER_TYPES, PROSPECT_TYPES, posts_at, posts_held, visible_people
from zhidu.apps.members.search import KIND
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today
from zhidu.foundation.search.matching import matching
from zhidu.foundation.search.text import Wanted

PER_PAGE = 40
FEW_PLACES = 500
MOST = 200
"""Organisations in the list of the filter; whoever sees more comes from the page of the organisation."""


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The list with its filters."""
    actor = request.actor
    if not SEE_NAME.somewhere(actor):
        raise Refused(SEE_NAME)
    here = _organization(actor, request.GET.get("organization", ""))
    form = Filter(request.GET, organizations=_organizations(actor, here), groups=_groups(here))
    rows = visible_people(actor).filter(_within_reach(actor))
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = _narrowed(rows, wanted, here)
    totals = rows.order_by().aggregate(
        members=Count("pk", filter=Q(type__in=MEMBER_TYPES)),
        prospects=Count("pk", filter=Q(type__in=PROSPECT_TYPES)),
    )
    ordered = rows.order_by("organization__path", F("group__path").asc(nulls_last=True), "pk")
    paginator = Paginator(ordered, PER_PAGE)
    # everybody is a member or on the way to it: nobody has to be counted a second time
    paginator.count = sum(totals.values())
    page = paginator.get_page(request.GET.get("page"))
    posts = posts_held([one.pk for one in page.object_list], today())
    return render(
        request,
        "members/people.html",
        {
            "form": form,
            "page": page,
            "rows": [(one, SEE.can(actor, one), posts.get(one.pk, [])) for one in page],
            "totals": totals,
            "here": here,
            "chips": _chips(request, form, here),
            "left": bool(wanted.get("left")),
        },
    )


def _within_reach(actor: Actor) -> Q:
    """Says once more, in a way an index can follow, whom somebody who looks after few places may see at most."""
    near = None if actor.system else orgs.ids_below((one.path for one in actor.held), FEW_PLACES)
    if near is None:
        return Q()
    own = Q(pk=actor.person) if actor.person is not None else Q()
    return Q(organization__in=near) | Q(group__in=near) | own


def _organization(actor: Actor, text: str) -> Any:  # noqa: ANN401 - a row of the app below
    if not text.isdecimal():
        return None
    return orgs.visible_nodes(actor).filter(pk=int(text[:15]), kind=orgs.ORGANIZATION).first()


def _organizations(actor: Actor, here: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    rows = orgs.living(orgs.visible_nodes(actor), today()).filter(kind=orgs.ORGANIZATION).order_by("path")
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        found = [here] if here is not None else []
    elif here is not None and here not in found:
        found.append(here)
    return [(str(one.pk), one.name) for one in found]


def _groups(here: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    if here is None:
        return []
    return orgs.group_choices(here, today())


def _narrowed(rows: QuerySet[Person], wanted: dict[str, str], here: Any) -> QuerySet[Person]:  # noqa: ANN401
    day = today()
    gone = Q(until__lt=day)
    rows = rows.filter(gone) if wanted.get("left") else rows.exclude(gone)
    if here is not None:
        rows = rows.filter(below("organization__path", here.path))
    if wanted.get("group"):
        rows = rows.filter(group=int(wanted["group"]))
    if kind := wanted.get("type"):
        types = {"member": MEMBER_TYPES, "prospect": PROSPECT_TYPES}.get(kind, (kind,))
        rows = rows.filter(type__in=types)
    if text := wanted.get("q", "").strip():
        rows = rows.filter(matching(KIND, Wanted.of(text)))
    return rows


def _chips(request: HttpRequest, form: Filter, here: Any) -> list[dict[str, str]]:  # noqa: ANN401
    found = []
    for name, value in form.cleaned_data.items() if form.is_valid() else ():
        if not value or name == "organization":
            continue
        words = dict(getattr(form.fields[name], "choices", [])).get(value, f"姓名含“{value}”")
        found.append({"title": str(words), "url": _without(request, name)})
    if here is not None:
        found.insert(0, {"title": here.name, "url": _without(request, "organization", "group")})
    return found


def _without(request: HttpRequest, *names: str) -> str:
    left = request.GET.copy()
    for name in (*names, "page"):
        left.pop(name, None)
    return f"?{left.urlencode()}"


@require_GET
def about_node(request: HttpRequest, pk: int) -> HttpResponse:
    """The people of one organisation or group, for its page."""
    actor = request.actor
    node = get_object_or_404(orgs.visible_nodes(actor), pk=pk)
    rows = visible_people(actor).exclude(until__lt=today())
    mine = rows.filter(organization=node) if node.kind == orgs.ORGANIZATION else rows.filter(group=node)
    counts = dict(mine.order_by().values_list("type").annotate(number=Count("pk")))
    return render(
        request,
        "members/about_node.html",
        {
            "node": node,
            "counts": [(Person(type=word).type_name, number) for word, number in sorted(counts.items())],
            "total": sum(counts.values()),
            "posts": _posts(actor, node),
            "url": f"{reverse('members:people')}?organization={node.pk}"
            if node.kind == orgs.ORGANIZATION
            else f"{reverse('members:people')}?organization={node.parent_id}&group={node.pk}",
        },
    )


def _posts(actor: Actor, node: Any) -> list[Any]:  # noqa: ANN401
    return [one for one in posts_at(node, today()) if SEE_NAME.can(actor, one.person)]
