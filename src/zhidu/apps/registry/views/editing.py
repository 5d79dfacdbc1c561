"""Writing in a file, and answering what somebody wants put right in the own one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.apps.registry import actions, queries
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.boxes import open_proposal, values_of
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.forms import AnswerForm, FileForm
from zhidu.apps.registry.looking import open_until
from zhidu.apps.registry.views.load import person_or_404
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def edit(request: HttpRequest, person: int) -> HttpResponse:
    """All fields on one page."""
    row = person_or_404(request, person, KEEP)
    profile = queries.profile(row.pk)
    version = profile.version if profile else 0
    form = FileForm(request.POST or None, values=values_of(profile), version=version)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            kept = actions.set_profile(
                actor=request.actor,
                person=row.pk,
                values=form.given(),
                why=data["why"],
                version=data["version"],
            )
        except Wrong as wrong:
            add_faults(form, wrong)
            if isinstance(wrong, Stale):
                form.data = form.data.copy()
                form.data["version"] = str(version)
        else:
            said = f"已登记：{'、'.join(FIELDS[key].title for key in kept.changed)}"
            toast(request, said + ("。有与组织关系不一致的日期，请看标出的一行" if kept.differs else ""))
            return redirect("registry:file", row.pk)
    return render(
        request,
        "registry/edit.html",
        {"person": row, "form": form, "back": reverse("registry:file", args=[row.pk])},
    )


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for an answer wherever the actor keeps files."""
    if not KEEP.somewhere(request.actor):
        raise Refused(KEEP)
    request.nav_key = "members"
    return render(request, "registry/proposals.html", {"rows": queries.waiting(request.actor)})


@require_http_methods(["GET", "POST"])
@sensitive_variables()
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, beside what stands there, and the answer."""
    found = queries.proposal(pk)
    if found is None:
        raise Http404("没有这件更正")
    row = person_or_404(request, found.person_id, KEEP)
    full = open_until(request.actor, row.pk) is not None
    asked, why = open_proposal(found)
    stands = values_of(queries.profile(row.pk))
    answerable = found.answered_at is None or request.method == "POST"
    form = AnswerForm(request.POST or None) if answerable else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            actions.answer_proposal(
                actor=request.actor,
                proposal=found.pk,
                accepted=form.cleaned_data["accepted"] == "yes",
                words=form.cleaned_data["words"],
            )
        except Wrong as wrong:
            # what is wrong with a value that was asked for stands under no field of this form
            add_faults(form, wrong)
        else:
            toast(request, "已答复，本人会收到提醒")
            return redirect("registry:file", row.pk)
    return render(
        request,
        "registry/proposal.html",
        {
            "person": row,
            "one": found,
            "why": why,
            "form": form,
            "full": full,
            "hidden": not full and any(FIELDS[key].sensitive for key in asked if key in FIELDS),
            "rows": [
                (
                    FIELDS[key],
                    FIELDS[key].shown(stands[key]) if full else FIELDS[key].masked(stands[key]),
                    FIELDS[key].shown(text) if full else FIELDS[key].masked(text),
                )
                for key, text in asked.items()
                if key in FIELDS
            ],
        },
    )
