"""Letting somebody else act in a case, and ending that."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhidu.apps.members import queries as members
from zhidu.apps.procedures import actions
from zhidu.apps.procedures.access import DELEGATE, OFFICERS
from zhidu.apps.procedures.forms import DelegateForm
from zhidu.apps.procedures.models import Case, Delegation
from zhidu.apps.procedures.views.finding import the_case
from zhidu.foundation.access.queries import grants_at
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def delegating(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who acts, until when, and why; what was lent before is listed and can be ended."""
    row = the_case(request, pk)
    DELEGATE.require(request.actor, row)
    form = DelegateForm(
        request.POST or None,
        people=_choices(request, row),
        initial={"version": row.version, "until": today()},
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            made = actions.delegate(actor=request.actor, case=pk, receiver=int(data.pop("receiver")), **data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已委托{made.receiver_name}代办")
            return redirect(row)
    return render(
        request,
        "procedures/delegate.html",
        {
            "case": row,
            "form": form,
            "delegations": [(one, one.runs(today())) for one in row.delegations.select_related("place")],
            "crumbs": [("程序", reverse("procedures:list")), (row.matter.title, row.get_absolute_url())],
        },
    )


@require_POST
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """End one delegation at once."""
    found = Delegation.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这项委托")
    row = the_case(request, found.case_id)
    actions.end_delegation(actor=request.actor, delegation=pk)
    toast(request, f"已收回：{found.receiver_name}不再代办")
    return redirect(row)


def _choices(request: HttpRequest, row: Case) -> list[tuple[str, str]]:
    """Accounts of the organisation: its members, and whoever holds an office there or at the levels above it."""
    line = [row.organization.path, *(one.path for one in request.actor.held if one.role in OFFICERS)]
    people = [one.person_id for one in members.on_day(row.organization_id, today())]
    found = {one.pk: one.name for one in identity.accounts_of(people).values()}
    found |= grants_at(line, OFFICERS, today())
    found.pop(request.actor.user, None)
    return sorted(((str(pk), name) for pk, name in found.items()), key=lambda one: one[1])
