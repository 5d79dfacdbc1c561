"""Planning the days of the steps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.procedures import actions, page
from zhidu.apps.procedures.access import KEEP
from zhidu.apps.procedures.forms import PlanForm
from zhidu.apps.procedures.views.finding import the_live
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def planning(request: HttpRequest, pk: int) -> HttpResponse:
    """One step moved to another day, and what comes after it along with it; or every step as early as may be."""
    going = the_live(request, pk)
    KEEP.require(request.actor, going.row)
    found = page.rows(going)
    still = [(one.step.id, f"{one.number}. {one.step.title}") for one in found if one.done is None]
    wanted = request.GET.get("step", "")
    form = PlanForm(
        request.POST or None,
        steps=still,
        initial={
            "version": going.row.version,
            "step": wanted,
            "on": going.row.planned(wanted) if wanted else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        if data.pop("everything"):
            data |= {"step": "", "on": None}
        try:
            actions.plan_step(actor=request.actor, case=pk, **data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "计划改好了，后面各步跟着排了")
            return redirect(going.row)
    return render(
        request,
        "procedures/plan.html",
        {
            "case": going.row,
            "form": form,
            "rows": found,
            "crumbs": [
                ("程序", reverse("procedures:list")),
                (going.row.matter.title, going.row.get_absolute_url()),
            ],
        },
    )
