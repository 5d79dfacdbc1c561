"""Pages of long work: the list, one job, and the piece of it that keeps itself up to date."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.jobs import queries, schedule
from zhidu.foundation.jobs.access import SEE, START, STOP
from zhidu.foundation.jobs.actions import again, cancel
from zhidu.foundation.jobs.models import Job
from zhidu.foundation.ui.toast import toast, trouble

PER_PAGE = 30


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """后台任务: one's own, for administrators everybody's."""
    if request.actor.user is None:
        raise Refused(SEE)
    asked = request.GET.get("view", "")
    view = asked if asked in queries.VIEWS else "all"
    here = reverse("jobs:list")
    tabs = [
        {"title": title, "url": f"{here}?view={key}", "current": key == view}
        for key, (title, _) in queries.VIEWS.items()
    ]
    rows = queries.visible_jobs(request.actor).filter(state__in=queries.VIEWS[view][1])
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    values = {"page": page, "tabs": tabs, "view": view}
    return render(request, "jobs/list.html", values)


@require_GET
def regular(request: HttpRequest) -> HttpResponse:
    """定时: what is done by itself, when it was last done and when it is next due."""
    START.require_at(request.actor, "")
    return render(request, "jobs/regular.html", {"standings": schedule.standings()})


def _seen(request: HttpRequest, pk: int) -> Job:
    job = get_object_or_404(Job.objects.select_related("owner"), pk=pk)
    SEE.require(request.actor, job)
    return job


def _values(request: HttpRequest, job: Job) -> dict[str, object]:
    return {"job": job, "may_stop": STOP.can(request.actor, job)}


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One job."""
    job = _seen(request, pk)
    return render(request, "jobs/job.html", _values(request, job))


@require_GET
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is: asked for every two seconds while it goes on, not once it has ended."""
    job = _seen(request, pk)
    if not getattr(request, "htmx", False):
        return redirect("jobs:job", pk)
    return render(request, "jobs/state.html", _values(request, job))


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """停下."""
    try:
        job = cancel(actor=request.actor, job=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, "正在停下，做完手头这一步就停。" if job.open else "已停下。")
    return redirect("jobs:job", pk)


@require_POST
def redo(request: HttpRequest, pk: int) -> HttpResponse:
    """重做."""
    try:
        job = again(actor=request.actor, job=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, "接着上次的做。" if job.checkpoint is not None else "已排上，从头做。")
    return redirect("jobs:job", pk)
