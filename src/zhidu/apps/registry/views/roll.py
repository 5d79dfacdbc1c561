"""The list of people by what their files say, and the ways to look that somebody keeps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.registry import actions, roll
from zhidu.apps.registry.access import SEE, USE_FILTER
from zhidu.apps.registry.forms import RollForm
from zhidu.apps.registry.models import KeptFilter
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.paging import Capped
from zhidu.foundation.ui.toast import toast, trouble

PER_PAGE = 40
MAIN = ("q", "sex", "age_from", "age_to", "education")
"""Conditions that are always in sight."""


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The list; a constant number of queries, whatever the size."""
    actor, day = request.actor, today()
    if not SEE.somewhere(actor):
        raise Refused(SEE)
    request.nav_key = "members"
    here = _here(request)
    form = RollForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = roll.people(actor, wanted, here, day)
    if not form.is_valid():
        rows = rows.none()
    paginator = Capped(roll.ordered(rows, wanted.get("order", "")), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    return render(
        request,
        "registry/roll.html",
        {
            "form": form,
            "main": [form[name] for name in MAIN],
            "more": [form[name] for name in form.fields if name not in {*MAIN, "organization"}],
            "more_used": any(
                request.GET.get(name) for name in form.fields if name not in {*MAIN, "organization"}
            ),
            "page": page,
            "rows": roll.lines(page.object_list, day),
            "here": here,
            "chips": _chips(request, form, here),
            "kept": list(USE_FILTER.visible(actor, KeptFilter.objects.all())),
            "query": _query(request),
            "valid": form.is_valid(),
        },
    )


def _here(request: HttpRequest) -> Any:  # noqa: ANN401 - a row of the app below
    text = request.GET.get("organization", "")
    if not text.isdecimal():
        return None
    rows = orgs.visible_nodes(request.actor).filter(pk=int(text[:15]), kind=orgs.ORGANIZATION)
    return rows.first()


def _query(request: HttpRequest) -> str:
    """What stands behind the question mark, without the page and what is empty."""
    kept = request.GET.copy()
    kept.pop("page", None)
    for name in [name for name, value in kept.items() if not value]:
        kept.pop(name)
    return str(kept.urlencode())


def _chips(request: HttpRequest, form: RollForm, here: Any) -> list[dict[str, str]]:  # noqa: ANN401
    found = []
    if here is not None:
        found.append({"title": here.name, "url": _without(request, "organization")})
    for name in form.fields if form.is_valid() else ():
        value = form.cleaned_data.get(name)
        if value in (None, "") or name in {"order", "organization"}:
            continue
        words = dict(getattr(form.fields[name], "choices", [])).get(value, value)
        found.append({"title": f"{form.fields[name].label}：{words}", "url": _without(request, name)})
    return found


def _without(request: HttpRequest, name: str) -> str:
    left = request.GET.copy()
    for one in (name, "page"):
        left.pop(one, None)
    return f"?{left.urlencode()}"


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the conditions of this address under the name that was typed."""
    query = _query(request)
    try:
        row = actions.keep_filter(actor=request.actor, name=request.POST.get("name", ""), query=query)
    except Wrong as wrong:
        trouble(request, f"没有存上：{wrong}")
    else:
        toast(request, f"已存为常用：{row.name}")
    return redirect(f"{reverse('registry:roll')}?{query}")


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let them go."""
    try:
        toast(request, f"已删去：{actions.drop_filter(actor=request.actor, row=pk)}")
    except Wrong as wrong:
        trouble(request, str(wrong))
    return redirect("registry:roll")
