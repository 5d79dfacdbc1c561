"""Keeping a way to look under a name, letting it go, and asking an organisation about a finding."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhidu.apps.compliance.actions.request_account import request_account
from zhidu.apps.dashboards.actions.drop_filter import drop_filter
from zhidu.apps.dashboards.actions.keep_filter import keep_filter
from zhidu.apps.dashboards.supervision.asked import read
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.toast import toast, trouble


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filters of this address under the name that was typed."""
    asked = read(request.actor, request.GET)
    back = asked.url(reverse("dashboards:supervision"))
    try:
        row = keep_filter(actor=request.actor, name=request.POST.get("name", ""), query=asked.query())
    except Wrong as wrong:
        trouble(request, f"没有存上：{wrong}")
    else:
        toast(request, f"已存为常用：{row.name}")
    return redirect(back)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it go."""
    asked = read(request.actor, request.GET)
    try:
        name = drop_filter(actor=request.actor, row=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已删去常用筛选：{name}")
    return redirect(asked.url(reverse("dashboards:supervision")))


@require_POST
def ask(request: HttpRequest, organization: int, month: int) -> HttpResponse:
    """Ask the officers of an organisation about one finding, and come back to it."""
    about = {name: request.GET.get(name, "") for name in ("clause", "subject", "period")}
    try:
        told = request_account(actor=request.actor, organization=organization, **about)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已请支部说明，告诉了 {told} 人")
    address = reverse("dashboards:cell", args=[organization, month])
    return redirect(f"{address}?{request.GET.urlencode()}")
