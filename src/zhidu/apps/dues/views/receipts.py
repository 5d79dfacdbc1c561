"""Receipts of a month: making them, printing them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.dues import actions, papers, queries
from zhidu.apps.dues.access import KEEP, SEE
from zhidu.apps.dues.views.load import asked_month, organization_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.papers import fonts
from zhidu.foundation.papers.render import compiled, plain
from zhidu.foundation.papers.views import sent
from zhidu.foundation.ui.toast import toast, trouble


@require_POST
def issuing(request: HttpRequest, organization: int) -> HttpResponse:
    """For every payment that has none."""
    node = organization_or_404(request, organization, KEEP)
    month = asked_month(request)
    try:
        made = actions.issue_receipts(actor=request.actor, organization=node.pk, month=str(month))
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
    else:
        toast(request, f"已开收据 {len(made)} 张：{made[0].called} 至 {made[-1].called}")
    return redirect(f"{reverse('dues:month', args=[node.pk])}?month={month}")


@require_GET
def of_month(request: HttpRequest, organization: int) -> HttpResponse:
    """All of them in one PDF."""
    node = organization_or_404(request, organization, SEE)
    month = asked_month(request)
    found = queries.receipts(node.pk, str(month))
    if not found:
        raise Http404("这个月还没有开过收据")
    try:
        made = compiled(papers.TEMPLATE, "党费收据", plain(papers.values(found)), blank=True)
    except fonts.NoFont as error:
        given = {"paper": {"title": "党费收据"}, "why": str(error), "characters": []}
        return render(request, "papers/no_font.html", given, status=503)
    return sent(made, "application/pdf", f"{node.name}{month.chinese}党费收据.pdf", "inline")
