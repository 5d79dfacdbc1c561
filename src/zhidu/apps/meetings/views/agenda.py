"""The agenda of a meeting that runs: put in, move, push on, decide."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhidu.apps.meetings import actions
from zhidu.apps.meetings.access import RUN
from zhidu.apps.meetings.forms.room import DecideForm, PutOffForm
from zhidu.apps.meetings.showing import Room, Shown
from zhidu.apps.meetings.states import Progress
from zhidu.apps.meetings.views.load import room_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more point."""
    room_or_404(request, pk)
    try:
        actions.add_point(actor=request.actor, activity=pk, title=request.POST.get("title", ""))
    except Wrong as wrong:
        trouble(request, str(wrong))
    return redirect("meetings:room", pk)


@require_POST
def push(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Begin a point, end it, or put it off."""
    room_or_404(request, pk)
    try:
        actions.set_point(actor=request.actor, activity=pk, point=point, state=request.POST.get("state", ""))
    except Wrong as wrong:
        trouble(request, str(wrong))
    return redirect("meetings:room", pk)


@require_POST
def move(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """One place up or down."""
    room_or_404(request, pk)
    try:
        actions.move_point(actor=request.actor, activity=pk, point=point, up=bool(request.POST.get("up")))
    except Wrong as wrong:
        trouble(request, str(wrong))
    return redirect("meetings:room", pk)


@require_POST
def sort(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Which sort of matter a point is."""
    room_or_404(request, pk)
    try:
        actions.sort_point(actor=request.actor, activity=pk, point=point, topic=request.POST.get("topic", ""))
    except Wrong as wrong:
        trouble(request, str(wrong))
    return redirect("meetings:room", pk)


def put_off(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Why something that is decided by vote is not dealt with this time."""
    room, found = _shown(request, pk, point)
    form = PutOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_point(
                actor=request.actor, activity=pk, point=point, state=Progress.PUT_OFF, **form.cleaned_data
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"第 {found.number} 项这次不议")
            return redirect("meetings:room", pk)
    return render(
        request,
        "meetings/put_off.html",
        {"form": form, "room": room, "activity": room.activity, "point": found},
    )


def _shown(request: HttpRequest, pk: int, point: int) -> tuple[Room, Shown]:
    """A point of the agenda, for whoever runs the meeting."""
    room = room_or_404(request, pk)
    found = next((one for one in room.shown if one.point is not None and one.point.pk == point), None)
    if room.meeting is None or found is None:
        raise Http404("没有这一项议程")
    RUN.require(request.actor, room.meeting)
    return room, found


def decide(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """What was decided on a point."""
    room, found = _shown(request, pk, point)
    if found.point is None:
        raise Http404("没有这一项议程")
    form = DecideForm(
        request.POST or None,
        initial={
            "decision": found.point.decision,
            "dissent": found.point.dissent,
            "version": found.point.version,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_point(actor=request.actor, activity=pk, point=point, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已写下第 {found.number} 项的决定")
            return redirect("meetings:room", pk)
    return render(
        request,
        "meetings/decide.html",
        {
            "form": form,
            "room": room,
            "activity": room.activity,
            "point": found,
            "lost": room.quorum if room.quorum is not None and not room.quorum.reached else None,
        },
    )
