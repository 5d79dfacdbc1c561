"""Tasks: the list, one of them, and giving one at a meeting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.meetings import actions
from zhidu.apps.meetings.access import FOLLOW_TASK, REPORT_TASK, RUN, SEE_TASK
from zhidu.apps.meetings.forms.tasks import EndForm, GiveForm, MoveForm, ReportForm
from zhidu.apps.meetings.models import Task
from zhidu.apps.meetings.states import Work
from zhidu.apps.meetings.tasks import given_at, tasks_of, visible_tasks
from zhidu.apps.meetings.views.load import room_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.paging import Capped
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast, trouble

PARTS = (("", "正在办的"), ("late", "过了日子的"), ("ended", "办结和撤销的"))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every task the actor may see, in three parts."""
    part = request.GET.get("part", "")
    rows = visible_tasks(request.actor)
    if part == "ended":
        rows = rows.exclude(state=Work.OPEN).order_by("-ended_on", "-pk")
    else:
        rows = rows.filter(state=Work.OPEN)
        if part == "late":
            rows = rows.filter(due__lt=today())
    tabs = [
        {
            "title": title,
            "url": f"?part={name}" if name else reverse("meetings:tasks"),
            "current": name == part,
        }
        for name, title in PARTS
    ]
    return render(
        request,
        "meetings/tasks.html",
        {"page": Capped(rows, 50).get_page(request.GET.get("page")), "tabs": tabs, "part": part},
    )


def give(request: HttpRequest, pk: int) -> HttpResponse:
    """One more thing to be done, as this meeting decided."""
    room = room_or_404(request, pk)
    if room.meeting is None:
        return redirect("meetings:room", pk)
    RUN.require(request.actor, room.meeting)
    first = {"point": request.GET.get("point", "")}
    form = GiveForm(room, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.give_task(actor=request.actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已交办：{made.what}")
            return redirect("meetings:room", pk)
    return render(request, "meetings/give.html", {"form": form, "room": room, "activity": room.activity})


def _found(request: HttpRequest, pk: int) -> Task:
    found = visible_tasks(request.actor).filter(pk=pk).first()
    if found is None:
        plain = Task.objects.select_related("organization").filter(pk=pk).first()
        if plain is not None:
            SEE_TASK.require(request.actor, plain)
        raise Http404("没有这件事")
    return found


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One task, what became of it, and the forms of whoever may write."""
    task = _found(request, pk)
    forms = _forms(request, task)
    if request.method == "POST":
        which = request.POST.get("which", "report")
        form = forms.get(which)
        if form is None:
            form = next(iter(forms.values()), None)
        if form is not None and form.is_valid() and _acted(request, task, which, form):
            return redirect(task)
    steps = list(task.steps.select_related("at_meeting__activity"))
    users = identity.names(
        {step.by for step in steps if step.by} | ({task.given_by} if task.given_by else set())
    )
    return render(request, "meetings/task.html", {"task": task, "steps": steps, "users": users, **forms})


def _forms(request: HttpRequest, task: Task) -> dict[str, Any]:
    which = request.POST.get("which", "") if request.method == "POST" else ""
    version = {"version": task.version}
    made: dict[str, Any] = {}
    if task.open and REPORT_TASK.can(request.actor, task):
        made["report"] = ReportForm(request.POST if which == "report" else None, prefix="report")
    if FOLLOW_TASK.can(request.actor, task):
        if task.open:
            made["end"] = EndForm(request.POST if which == "end" else None, initial=version, prefix="end")
        made["move"] = MoveForm(request.POST if which == "move" else None, initial=version, prefix="move")
    return made


def _acted(request: HttpRequest, task: Task, which: str, form: Any) -> bool:  # noqa: ANN401
    data = form.cleaned_data
    try:
        if which == "end":
            actions.end_task(
                actor=request.actor,
                task=task.pk,
                version=data["version"],
                done=data["done"] == "1",
                words=data["words"],
            )
        elif which == "move":
            actions.move_task(actor=request.actor, task=task.pk, **data)
        else:
            actions.report_task(actor=request.actor, task=task.pk, words=data["words"])
    except Wrong as wrong:
        add_faults(form, wrong)
        return False
    toast(request, {"end": "已写下结果", "move": "已改期"}.get(which, "已写下"))
    return True


@require_POST
def report_here(request: HttpRequest, pk: int) -> HttpResponse:
    """At a meeting that runs: how an earlier task stands, or that it is done."""
    room_or_404(request, pk)
    number = request.POST.get("task", "")
    task = _found(request, int(number) if number.isdecimal() and len(number) < 16 else 0)
    words = request.POST.get("words", "")
    try:
        if request.POST.get("done"):
            actions.end_task(
                actor=request.actor, task=task.pk, version=task.version, done=True, words=words, at=pk
            )
        else:
            actions.report_task(actor=request.actor, task=task.pk, words=words, at=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已写下：{task.what}")
    return redirect("meetings:room", pk)


@require_GET
def of_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a record: what the meeting gave people to do, as far as the actor may see it."""
    room = room_or_404(request, pk)
    rows = [one for one in given_at(pk) if SEE_TASK.can(request.actor, one)]
    if not rows:
        return nothing(request)
    return render(request, "meetings/of_activity.html", {"rows": rows, "activity": room.activity})


@require_GET
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """On one's own page: what meetings gave one to do."""
    if request.actor.person != pk:
        raise Http404("不是您自己的")
    rows = tasks_of(pk)
    if not rows:
        return nothing(request)
    return render(request, "meetings/mine.html", {"rows": rows})
