"""Pages for reasons: putting one forward, the list of an organisation, and answering."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE, SEE_ALL
from zhidu.apps.compliance.actions.answer_deviation import agree, refuse, withdraw
from zhidu.apps.compliance.actions.ask_deviation import ask_deviation
from zhidu.apps.compliance.approvers import named, open_to
from zhidu.apps.compliance.forms import AnswerForm, ReasonForm
from zhidu.apps.compliance.models import Deviation, StoredFinding
from zhidu.apps.compliance.names import decorate, of_subjects
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, finding: int) -> HttpResponse:
    """Say why something was not done."""
    row = get_object_or_404(
        SEE.visible(request.actor, StoredFinding.objects.select_related("organization")), pk=finding
    )
    clause = adoption.clause_of(row.organization, row.clause)
    form = ReasonForm(request.POST or None, clause=clause)
    if request.method == "POST" and form.is_valid():
        try:
            ask_deviation(actor=request.actor, finding=row.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "理由已记下，等有权的人同意")
            return redirect(row)
    return render(
        request,
        "compliance/ask.html",
        {"form": form, "row": decorate([row])[0], "clause": clause, "node": row.organization},
    )


@require_GET
def of_organization(request: HttpRequest, organization: int) -> HttpResponse:
    """Reasons put forward in one organisation, those that wait first."""
    node = get_object_or_404(orgs.visible_nodes(request.actor), pk=organization, kind="organization")
    SEE_ALL.require(request.actor, node)
    rows = list(queries.deviations([node.pk])[:200])
    known = of_subjects(row.subject for row in rows)
    lines = [
        {
            "row": row,
            "subject": known.get(row.subject, row.subject),
            "approver": named(row.approver) if row.approver else "",
            "may": [(word, named(word)) for word in open_to(request.actor, row)] if waiting(row) else [],
            "mine": row.asked_by == request.actor.user and row.refused_at is None and row.voided_at is None,
        }
        for row in sorted(rows, key=lambda row: (not waiting(row), -row.pk))
    ]
    return render(request, "compliance/reasons.html", {"node": node, "lines": lines})


def waiting(row: Deviation) -> bool:
    """Whether nobody has answered yet."""
    return row.approved_at is None and row.refused_at is None and row.voided_at is None


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, do not agree, or take back."""
    row = get_object_or_404(Deviation.objects.select_related("organization"), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Wrong("这一页太旧了，请重新打开再办。")
    given = {"actor": request.actor, "deviation": row.pk, "version": form.cleaned_data["version"]}
    if "withdraw" in request.POST:
        withdraw(**given)
        toast(request, "已撤回")
    elif "refuse" in request.POST:
        refuse(**given)
        toast(request, "已记下：不同意")
    else:
        agree(approver=form.cleaned_data["approver"], **given)
        toast(request, "已同意，判定随之更新")
    return redirect("compliance:reasons", organization=row.organization_id)
