"""The room (会场): one page from the first name to the record, and its panel on the page of the activity."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.activities.kinds import GATHERINGS
from zhidu.apps.meetings import actions
from zhidu.apps.meetings.access import RUN
from zhidu.apps.meetings.forms.room import CloseForm, ServeForm
from zhidu.apps.meetings.showing import Room
from zhidu.apps.meetings.states import Stage
from zhidu.apps.meetings.views.load import may_run, room_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast, trouble


@require_GET
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as it stands. ``?part=roll`` gives the card of the roll alone, so that it keeps itself fresh."""
    here = room_or_404(request, pk)
    if here.activity.kind not in GATHERINGS or here.activity.voided_at is not None:
        return redirect(here.activity)
    if here.stage is Stage.CLOSED and here.meeting is None:
        return redirect(here.activity)
    part = "roll" if request.htmx and request.GET.get("part") == "roll" else "room"
    return render(request, f"meetings/{part}.html", _context(request, here))


def _context(request: HttpRequest, here: Room) -> dict[str, object]:
    return {
        "room": here,
        "activity": here.activity,
        "meeting": here.meeting,
        "stage": here.stage.value,
        "may_run": may_run(request, here),
        "early": here.activity.on > today(),
    }


@require_GET
def about_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of the activity: where the meeting stands and the way into the room."""
    here = room_or_404(request, pk)
    if here.activity.kind not in GATHERINGS or here.activity.voided_at is not None:
        return nothing(request)
    if here.meeting is None and (here.stage is Stage.CLOSED or not may_run(request, here)):
        return nothing(request)
    return render(request, "meetings/about_activity.html", _context(request, here))


@require_POST
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """宣布开会."""
    room_or_404(request, pk)
    try:
        actions.open_meeting(actor=request.actor, activity=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, "已宣布开会")
    return redirect("meetings:room", pk)


def serving(request: HttpRequest, pk: int) -> HttpResponse:
    """Who chairs and who takes the minutes."""
    here = room_or_404(request, pk)
    if here.meeting is None:
        return redirect("meetings:room", pk)
    RUN.require(request.actor, here.meeting)
    form = ServeForm(here, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.serve(actor=request.actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已定主持和记录")
            return redirect("meetings:room", pk)
    return render(request, "meetings/serve.html", {"form": form, "room": here, "activity": here.activity})


def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """结束会议: what will stand in the record, and one button."""
    here = room_or_404(request, pk)
    if here.meeting is None or here.stage is not Stage.OPEN:
        trouble(request, "这次会现在不能结束：还没有宣布开会，或者已经结束。")
        return redirect("meetings:room", pk)
    RUN.require(request.actor, here.meeting)
    form = CloseForm(here, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.close(actor=request.actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已结束并记下：{made.kind_name} {made.on.month}月{made.on.day}日")
            return redirect(made)
    shown = {"form": form, "room": here, "activity": here.activity, "lacking": here.lacking}
    return render(request, "meetings/close.html", shown)
