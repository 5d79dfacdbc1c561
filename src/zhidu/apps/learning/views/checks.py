"""Notes of a session, and spot checks of notebooks: the draw, who it was, what was found, and how to check the draw."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.access import SEE as SEE_ACTIVITY
from zhidu.apps.activities.states import State as Held
from zhidu.apps.learning import actions
from zhidu.apps.learning.access import KEEP, SEE_CHECK
from zhidu.apps.learning.actions.report import NOTED
from zhidu.apps.learning.forms.reports import DrawForm, DropForm, NotebooksForm, ResultsForm
from zhidu.apps.learning.kinds import NOTE
from zhidu.apps.learning.models import Check, Report
from zhidu.apps.learning.own import asks_notes
from zhidu.apps.learning.reports import State
from zhidu.apps.learning.views.load import organization_or_404
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.learning.draw import lot
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast

MOST = 60


def checks(request: HttpRequest, organization: int) -> HttpResponse:
    """Every draw there ever was, and the form for another."""
    node = organization_or_404(request, organization, KEEP)
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draw_check(actor=request.actor, organization=node.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已抽出 {form.cleaned_data['number']} 人")
            return redirect(made)
    rows = list(Check.objects.filter(organization=node).prefetch_related("lots__person")[:MOST])
    for one in rows:
        one.drawn = [row.person.name for row in one.lots.all() if row.drawn]
    shown = {
        "node": node,
        "form": form,
        "rows": rows,
        "open": any(one.done_on is None and not one.dropped for one in rows),
        "members": len(members.on_day(node.pk, today())),
    }
    return render(request, "learning/checks.html", shown)


def check(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw: the results, and everything needed to draw again and come to the same."""
    found = Check.objects.select_related("organization", "record").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这次抽查")
    SEE_CHECK.require(request.actor, found)
    request.nav_key = "learning"
    lots = list(found.lots.select_related("person"))
    drawn = [one for one in lots if one.drawn]
    open_to = (found.done_on is None and not found.dropped) or request.method == "POST"
    may = open_to and KEEP.can(request.actor, found)
    giving_up = "reason" in request.POST
    start = {"version": found.version}
    form = (
        ResultsForm(None if giving_up else request.POST or None, lots=drawn, initial=start) if may else None
    )
    drop = DropForm(request.POST if giving_up else None, initial=start, auto_id="id_drop_%s") if may else None
    try:
        if form is not None and form.is_bound and form.is_valid():
            actions.note_results(
                actor=request.actor, check=pk, version=form.cleaned_data["version"], results=form.results
            )
            toast(request, "已登记；这次抽查记下了")
            return redirect(found)
        if drop is not None and drop.is_bound and drop.is_valid():
            actions.drop_check(actor=request.actor, check=pk, **drop.cleaned_data)
            toast(request, "已记下不查的理由")
            return redirect(found)
    except Wrong as wrong:
        bound = drop if giving_up else form
        if bound is not None:
            add_faults(bound, wrong)
    for one in lots:
        one.digits = lot(found.seed, f"person-{one.person_id}")
    shown = {"check": found, "lots": lots, "drawn": drawn, "form": form, "drop": drop}
    return render(request, "learning/check.html", shown)


def notebooks(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a session: who made notes, and ticking those whose notebook was seen."""
    found = activities.activity(pk)
    if found is None:
        raise Http404("没有这条记录")
    SEE_ACTIVITY.require(request.actor, found)
    request.nav_key = "activities"
    held = found.kind in NOTED and found.state == Held.HELD and found.voided_at is None
    if not held or not CORRECT.can(request.actor, found) or not asks_notes(orgs.node(found.organization_id)):
        return nothing(request)
    there = [one for one in activities.listed(pk) if one.standing in {"present", "observer"}]
    names = members.names(f"person-{one.person_id}" for one in there)
    noted = set(
        Report.objects.filter(session=pk, kind=NOTE)
        .exclude(state=State.RETURNED)
        .values_list("person", flat=True)
    )
    lacking = [one.person_id for one in there if one.person_id not in noted]
    form = NotebooksForm(
        request.POST or None, choices=[(str(one), names.get(f"person-{one}", "")) for one in lacking]
    )
    if request.method == "POST" and form.is_valid():
        try:
            number = actions.note_notebooks(
                actor=request.actor, activity=pk, people=[int(one) for one in form.cleaned_data["people"]]
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已记下：{number} 人有笔记")
            return redirect(found)
    shown = {
        "activity": found,
        "form": form,
        "noted": len(there) - len(lacking),
        "of": len(there),
        "lacking": lacking,
    }
    return render(request, "learning/notebooks.html", shown)
