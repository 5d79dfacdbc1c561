"""Pages about findings: what is to be done, all findings of an organisation, and one finding with its why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import ASK, SEE, SEE_ALL
from zhidu.apps.compliance.approvers import words_for
from zhidu.apps.compliance.forms import Filter
from zhidu.apps.compliance.names import decorate, looked_at
from zhidu.apps.compliance.presentation import provenance, shown, way_out
from zhidu.apps.compliance.proposals import Proposals
from zhidu.apps.compliance.quiet import QUIET
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

PER_PAGE = 40


@require_GET
def of_organization(request: HttpRequest, organization: int) -> HttpResponse:
    """The findings of one organisation: what asks for something, worst first; what is kept where it is asked for."""
    node = get_object_or_404(orgs.visible_nodes(request.actor), pk=organization, kind="organization")
    SEE_ALL.require(request.actor, node)
    state = queries.fresh(node.pk)
    totals = [
        (verdict, state.evaluation.counts[verdict.value] if state.evaluation else 0)
        for verdict in sorted(Verdict, key=lambda one: -one.severity)
    ]
    form = Filter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(_rows(request.actor, node.pk, wanted), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "compliance/findings.html",
        {
            "node": node,
            "state": state,
            "totals": totals,
            "form": form,
            "page": page,
            "rows": decorate(page.object_list),
            "today": today(),
        },
    )


def _rows(actor: Actor, organization: int, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - a queryset or a list
    verdict, month = wanted.get("verdict", ""), wanted.get("month", "")
    text = wanted.get("q", "").strip()
    if verdict in QUIET:
        found = queries.quiet(actor, organization, *([text] if text else []))
        kept = [row for row in found if row.verdict == verdict and month in {"", row.month}]
        return kept[::-1]
    rows = queries.of_organization(actor, organization)
    if verdict:
        rows = rows.filter(verdict=verdict)
    if month:
        rows = rows.filter(month=month)
    if text:
        # "contains" of a JSON column asks for a part of its structure, and SQLite has no such thing
        rows = rows.filter(Q(record__explanation__icontains=text) | Q(clause__contains=text))
    return rows


@require_GET
def why(request: HttpRequest, organization: int) -> HttpResponse:
    """One finding: the numbers, the sentence, what was found, whose rule runs, and the way to mend it."""
    node = orgs.organization(organization)
    asked = [request.GET.get(name, "") for name in ("clause", "subject", "period")]
    row = queries.find(node, *asked) if node is not None else None
    if row is None:
        return render(request, "compliance/gone.html", status=404)
    SEE.require(request.actor, row)
    clause = adoption.clause_of(row.organization, row.clause)
    return render(
        request,
        "compliance/why.html",
        {
            "row": decorate([row])[0],
            "node": row.organization,
            "crumbs": [
                ("组织", reverse("orgs:tree")),
                (row.organization.name, reverse("compliance:findings", args=[row.organization_id])),
            ],
            "clause": clause,
            "figures": shown(row, clause, today()),
            "records": looked_at(request.actor, row),
            "chain": provenance(row),
            "way": way_out(row, clause, today()),
            "reasons": queries.deviations([row.organization_id]).filter(
                subject=row.subject, clause__in=("", row.clause), period__in=("", row.period)
            ),
            "proposal": Proposals(request.actor, row.organization, [row.person] if row.person else []).about(
                row, clause
            ),
            "may_ask": bool(clause and words_for(clause)) and ASK.can(request.actor, row),
        },
    )
