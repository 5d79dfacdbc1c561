"""One's own file: everything in it, who may see it, who has looked, and asking for it to be put right."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.apps.members import queries as members
from zhidu.apps.registry import actions, queries
from zhidu.apps.registry.access import KEEP, SEE, UNMASK
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.forms import FileForm
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.access.whom import who_can
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

MOST = 40
"""People named who may see a file; there are rarely ten."""


def _mine(request: HttpRequest) -> Person | None:
    request.nav_key = "me"
    return None if request.actor.person is None else members.person(request.actor.person)


@require_GET
@sensitive_variables()
def me(request: HttpRequest) -> HttpResponse:
    """The page."""
    row = _mine(request)
    if row is None:
        return render(request, "members/nobody.html")
    profile = queries.profile(row.pk)
    return render(
        request,
        "registry/me.html",
        {
            "person": row,
            "sections": queries.sections(row, profile, full=True),
            "photo": queries.has_photo(row.pk),
            "proposals": [
                (one, "、".join(FIELDS[key].title for key in one.fields.split(",") if key in FIELDS))
                for one in queries.proposals(row.pk)
            ],
            "may_ask": not any(one.answered_at is None for one in queries.proposals(row.pk, 1)),
            "may_keep": KEEP.can(request.actor, row),
            "able": who_can(request.actor, Refused(UNMASK, obj=row), MOST),
            "rule": SEE.rule.sentence(),
            "looks": queries.looks(row.pk, reasons_too=True),
            "changes": queries.changes(row.pk, full=True),
        },
    )


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def propose(request: HttpRequest) -> HttpResponse:
    """What the file should say."""
    row = _mine(request)
    if row is None:
        raise Http404("这个帐号还没有对上名册里的人")
    profile = queries.profile(row.pk)
    form = FileForm(
        request.POST or None, values=values_of(profile), version=profile.version if profile else 0
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(
                actor=request.actor, person=row.pk, values=form.given(), why=form.cleaned_data["why"]
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已提出，等本组织核对")
            return redirect("registry:me")
    return render(
        request,
        "registry/edit.html",
        {"person": row, "form": form, "back": reverse("registry:me"), "asking": True},
    )


@require_http_methods(["POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """Everything the site holds about whoever asks."""
    content = actions.take_own(actor=request.actor)
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=f"我的资料-{today()}.zip")


@require_http_methods(["POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was asked."""
    found = queries.proposal(pk)
    if found is None or found.person_id != request.actor.person:
        raise Http404("没有这件更正")
    actions.take_back(actor=request.actor, proposal=pk)
    toast(request, "已收回")
    return redirect("registry:me")
