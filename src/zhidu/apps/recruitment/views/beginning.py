"""Handing in an application, taking it in, or putting down one that came on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.disclosure import queries as disclosure
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.recruitment import actions
from zhidu.apps.recruitment.access import APPLY, BEGIN
from zhidu.apps.recruitment.actions.begin import courses
from zhidu.apps.recruitment.forms import ApplyForm, BeginForm, ReturnForm, TakeInForm
from zhidu.apps.recruitment.models import Application, Dossier
from zhidu.apps.recruitment.states import Stage
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

MOST = 30


def beginning(request: HttpRequest, organization: int) -> HttpResponse:
    """An application on paper, taken in by the branch."""
    node = orgs.organization(organization)
    if node is None:
        raise Http404("没有这个组织")
    BEGIN.require_at(request.actor, node.path)
    request.nav_key = "recruitment"
    day = today()
    known = {one.person_id for one in Dossier.objects.filter(organization=node).exclude(stage=Stage.ENDED)}
    people = [
        (str(one.person_id), f"{one.person.name}（{one.type_name}）")
        for one in members.belonging(node.pk, day)
        if one.type in {Stage.APPLICANT, Stage.ACTIVIST, Stage.CANDIDATE} and one.person_id not in known
    ]
    form = BeginForm(request.POST or None, courses=courses(node, day), people=people, initial={"first": day})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(actor=request.actor, organization=node.pk, **form.given())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已收下：{made.person.name}的入党申请")
            return redirect(made)
    return render(
        request,
        "recruitment/begin.html",
        {"node": node, "form": form, "crumbs": [("发展党员", reverse("recruitment:list"))]},
    )


def applying(request: HttpRequest) -> HttpResponse:
    """One's own application: find the organisation, then write."""
    APPLY.require_at(request.actor, "")
    request.nav_key = "recruitment"
    wanted = request.GET.get("name", "").strip()[:40]
    found = _places(wanted) if wanted else []
    # a number alone opens nothing: whoever applies has found the organisation by its name
    node = next((one for one in found if str(one.pk) == request.GET.get("organization", "")), None)
    form = ApplyForm(request.POST or None, initial={"organization": node.pk if node else None})
    if request.method == "POST" and node is not None and form.is_valid():
        try:
            actions.apply(actor=request.actor, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "申请已递交，党组织会按期派人同您谈话")
            return redirect("recruitment:list")
    places = found if node is None else []
    return render(
        request,
        "recruitment/apply.html",
        {
            "node": node,
            "form": form,
            "name": wanted,
            "places": places,
            "crumbs": [("发展党员", reverse("recruitment:list"))],
        },
    )


def _places(wanted: str) -> list[Node]:
    """Organisations of that name, and those that show themselves to everybody."""
    found = {one.pk: one for one in orgs.named(wanted)}
    for page in disclosure.open_pages(wanted)[:MOST]:
        found.setdefault(page.organization_id, page.organization)
    return list(found.values())[:MOST]


def _waiting(request: HttpRequest, pk: int) -> Application:
    request.nav_key = "recruitment"
    row = Application.objects.select_related("organization").filter(pk=pk).first()
    if row is None:
        raise Http404("没有这份申请")
    BEGIN.require_at(request.actor, row.organization.path)
    return row


def taking_in(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody handed in, and the form to take it in."""
    row = _waiting(request, pk)
    form = TakeInForm(request.POST or None, courses=courses(row.organization, row.handed_on))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.take_in(
                actor=request.actor,
                application=pk,
                procedure=form.cleaned_data["procedure"],
                about=form.about(),
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已收下：{made.person.name}的入党申请")
            return redirect(made)
    return render(
        request,
        "recruitment/take_in.html",
        {
            "application": row,
            "form": form if row.dossier_id is None and not row.returned else None,
            "crumbs": [("发展党员", reverse("recruitment:list"))],
        },
    )


def returning(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to whoever handed it in."""
    row = _waiting(request, pk)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_application(actor=request.actor, application=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已退回")
            return redirect("recruitment:list")
    return render(
        request,
        "recruitment/form.html",
        {
            "form": form,
            "title": "退回入党申请",
            "lead": f"{row.name}递交给{row.organization.name}的申请。理由本人看得到。",
            "crumbs": [("发展党员", reverse("recruitment:list"))],
        },
    )
