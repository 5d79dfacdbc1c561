"""能到会、请假、准假: what is said before a meeting, by whom it concerns and by whoever decides."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from zhidu.apps.activities import actions
from zhidu.apps.activities.access import ANSWER, DECIDE_LEAVE
from zhidu.apps.activities.forms.answering import DecideForm, LeaveForm
from zhidu.apps.activities.invitations import begun, clock_word, history, invitation
from zhidu.apps.activities.models import Activity, Answer
from zhidu.apps.activities.states import Reply
from zhidu.apps.activities.views.load import activity_or_404
from zhidu.apps.members import queries as members
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble


@require_POST
def come(request: HttpRequest, pk: int) -> HttpResponse:
    """能到会."""
    activity = activity_or_404(request, pk)
    try:
        actions.answer_invitation(actor=request.actor, activity=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已答复：{clock_word(activity)}的{activity.kind_name}，您能到会")
    return redirect(_back(request, activity))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer back."""
    activity = activity_or_404(request, pk)
    try:
        actions.withdraw_answer(actor=request.actor, activity=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已收回您对{activity.kind_name}的答复")
    return redirect(_back(request, activity))


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for leave: one reason, one sentence, one button."""
    activity = activity_or_404(request, pk)
    actor = request.actor
    mine = invitation(actor.person, activity) if actor.person is not None else None
    if mine is None:
        raise Refused(ANSWER)
    known = {"ground": mine.answer.ground, "words": mine.answer.words} if mine.answer else {}
    form = LeaveForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_leave(actor=actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已交给{_whom(activity)}；准了会告诉您")
            return redirect(_back(request, activity))
    given = {
        "activity": activity,
        "invitation": mine,
        "form": form,
        "when": clock_word(activity),
        "whom": _whom(activity),
        "begun": begun(activity),
        "history": history(actor.person, activity),
        "back": _back(request, activity),
    }
    return render(request, "activities/leave.html", given)


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse a leave."""
    rows = Answer.objects.select_related("person", "activity__node", "activity__organization")
    asked = rows.filter(pk=pk).first()
    if asked is None:
        raise Http404("没有这次请假")
    DECIDE_LEAVE.require(request.actor, asked)
    if asked.person_id == request.actor.person:
        raise Refused(DECIDE_LEAVE)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        granted = form.cleaned_data["decision"] == "grant"
        try:
            actions.decide_leave(
                actor=request.actor, answer=pk, granted=granted, note=form.cleaned_data["note"]
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"{'已准' if granted else '没有准'}{asked.person.name}的假，已告诉本人")
            return redirect(asked.activity)
    given = {
        "asked": asked,
        "activity": asked.activity,
        "form": form,
        "waiting": asked.current and asked.reply == Reply.ASKED,
        "history": history(asked.person_id, asked.activity),
    }
    return render(request, "activities/decide_leave.html", given)


def _whom(activity: Activity) -> str:
    """Who is asked: the secretary, at a group's own meeting its leader, by name where one is known."""
    wanted = "group_leader" if activity.node_id != activity.organization_id else "secretary"
    for post in members.posts_at(activity.node, activity.on):
        if post.post == wanted:
            return f"{post.person.name}{post.post_name.removeprefix('党')}"
    return "党小组长" if wanted == "group_leader" else "支部书记"


def _back(request: HttpRequest, activity: Activity) -> str:
    """Where the answer was given from, where that is a page of this site."""
    wanted = request.GET.get("back", "")
    local = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if local else activity.get_absolute_url()
