"""Who left before the end, and who sits in for whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhidu.apps.meetings import actions
from zhidu.apps.meetings.access import RUN
from zhidu.apps.meetings.forms.leaving import LeaveForm, StandInForm
from zhidu.apps.meetings.states import Stage
from zhidu.apps.meetings.substitutes import allowed
from zhidu.apps.meetings.views.load import room_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble


def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Who left, the form for one more, and where a clause allows it who sits in for somebody."""
    room = room_or_404(request, pk)
    if room.meeting is None or room.stage is Stage.CLOSED:
        return redirect("meetings:room", pk)
    RUN.require(request.actor, room.meeting)
    which = request.POST.get("which", "")
    clause = allowed(room.setting)
    left = LeaveForm(room, request.POST if which == "left" else None)
    standing_in = StandInForm(room, request.POST if which == "stand_in" else None)
    form = {"left": left, "stand_in": standing_in}.get(which)
    if form is not None and form.is_valid():
        act = actions.leave_meeting if form is left else actions.stand_in
        try:
            act(actor=request.actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            return _told(request, pk)
    return render(
        request,
        "meetings/leaving.html",
        {
            "room": room,
            "activity": room.activity,
            "stage": room.stage.value,
            "left": left,
            "stand_in": standing_in if clause is not None else None,
            "clause": clause,
        },
    )


def _told(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the room; where too few are left, that is said at once."""
    toast(request, "已记下")
    room = room_or_404(request, pk)
    if room.quorum is not None and not room.quorum.reached and room.stage is Stage.OPEN:
        trouble(request, f"在场的人不够了，从现在起不能再表决。{room.quorum.sentence}")
    return redirect("meetings:room", pk)


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who had left is there again."""
    room_or_404(request, pk)
    said = request.POST.get("person", "")
    person = int(said) if said.isascii() and said.isdecimal() and len(said) < 12 else 0
    try:
        actions.come_back(actor=request.actor, activity=pk, person=person)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, "已记下，从现在起又算在场")
    return redirect("meetings:leaving", pk)
