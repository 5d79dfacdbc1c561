"""Signing in oneself: the switch of an organisation, the code on the screen of the hall, and the telephone."""

from __future__ import annotations

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from zhidu.apps.activities import queries as activities
from zhidu.apps.meetings import actions, queries, self_signing
from zhidu.apps.meetings.access import ALLOW_SELF_SIGNING, RUN, SIGN_SELF
from zhidu.apps.meetings.forms.leaving import SwitchForm
from zhidu.apps.meetings.roll import roll_of
from zhidu.apps.meetings.states import Stage
from zhidu.apps.meetings.views.load import room_or_404
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble


def switch(request: HttpRequest, organization: int) -> HttpResponse:
    """Why it is off, and the way to switch it on with a reason."""
    node = orgs.organization(organization)
    if node is None:
        raise Http404("没有这个组织")
    ALLOW_SELF_SIGNING.require_at(request.actor, node.path)
    found = self_signing.switch(organization)
    on = found is not None and found.on
    form = SwitchForm(request.POST or None, on=on, initial={"version": found.version if found else 0})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_self_signing(actor=request.actor, organization=organization, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已关，到会由记录的人点名" if on else "已开；每次会在会场里打开签到的码")
            return redirect("meetings:self-signing", organization)
    return render(
        request, "meetings/self_signing.html", {"form": form, "node": node, "found": found, "on": on}
    )


def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The code for the screen of the hall; htmx asks for the middle of it as often as the code changes."""
    room = room_or_404(request, pk)
    if room.meeting is None or room.stage is Stage.CLOSED:
        trouble(request, "这次会现在不签到：会场还没有打开，或者会已经结束。")
        return redirect("meetings:room", pk)
    RUN.require(request.actor, room.meeting)
    if not self_signing.is_on(room.activity.organization_id):
        trouble(request, "这里没有开自己签到，到会由记录的人点名。")
        return redirect("meetings:room", pk)
    address = request.build_absolute_uri(reverse("meetings:here", args=[pk, self_signing.code(pk)]))
    drawn = segno.make(address, error="m").svg_inline(border=2, dark="#000", light="#fff", omitsize=True)
    shown = {
        "room": room,
        "activity": room.activity,
        "drawn": mark_safe(drawn),  # noqa: S308 - drawn by us from an address of our own
        "host": request.get_host(),
        "seconds": self_signing.SECONDS // 2,
    }
    return render(request, f"meetings/{'code' if request.htmx else 'screen'}.html", shown)


def here(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Where the code leads on a telephone: who one is, and one button."""
    activity = activities.activity(pk)
    if activity is None or queries.meeting(activity) is None:
        raise Http404("没有这次会")
    if request.method == "POST":
        try:
            actions.sign_self(actor=request.actor, activity=pk, code=code)
        except Wrong as wrong:
            return _page(request, pk, code, str(wrong))
        return render(request, "meetings/here.html", {"activity": activity, "done": True})
    return _page(request, pk, code, "")


def _page(request: HttpRequest, pk: int, code: str, refused: str) -> HttpResponse:
    meeting = queries.meeting(pk)
    if meeting is None or not self_signing.is_on(meeting.activity.organization_id):
        raise Http404("这里没有开自己签到")
    roll = roll_of(meeting.activity, meeting)
    person = request.actor.person
    if person not in {*roll.entitled, *roll.excluded, *roll.asked, *roll.observers}:
        raise Refused(SIGN_SELF)
    fresh = self_signing.taken(pk, code)
    done = person in {*roll.present, *roll.observers}
    shown = {"activity": meeting.activity, "fresh": fresh, "done": done, "refused": refused}
    return render(request, "meetings/here.html", shown, status=409 if refused else 200)
