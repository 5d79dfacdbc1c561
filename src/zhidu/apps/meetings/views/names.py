"""签到、点名: everybody in one press, then the exceptions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhidu.apps.activities.access import CORRECT
from zhidu.apps.meetings import actions
from zhidu.apps.meetings.access import RUN
from zhidu.apps.meetings.forms.names import NamesForm
from zhidu.apps.meetings.states import Stage
from zhidu.apps.meetings.views.load import room_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble


@require_POST
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """都到了; with ``one_by_one`` only the room is opened."""
    room_or_404(request, pk)
    alone = bool(request.POST.get("one_by_one"))
    try:
        actions.take_roll(actor=request.actor, activity=pk, everybody=not alone)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        if not alone:
            toast(request, "名单上还没有点到的，都记为到会")
    return redirect("meetings:names" if alone else "meetings:room", pk)


def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody's name with how they stand; only what was changed is written."""
    room = room_or_404(request, pk)
    if room.stage is Stage.CLOSED:
        return redirect(room.activity)
    if room.meeting is not None:
        RUN.require(request.actor, room.meeting)
    else:
        CORRECT.require(request.actor, room.activity)
    form = NamesForm(room, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(actor=request.actor, activity=pk, marks=form.marks())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已存名单")
            return redirect("meetings:room", pk)
    return render(request, "meetings/names.html", {"form": form, "room": room, "activity": room.activity})
