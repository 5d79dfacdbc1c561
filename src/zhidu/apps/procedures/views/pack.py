"""The pack of a life meeting: entering its parts, and the panel on the page of the meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import SEE as SEE_RECORD
from zhidu.apps.procedures import actions, queries
from zhidu.apps.procedures.access import HAND_IN, KEEP, OPEN, SEE
from zhidu.apps.procedures.pack import forms
from zhidu.apps.procedures.pack.parts import BY_KEY, LIFE
from zhidu.apps.procedures.pack.reading import Pack
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast, trouble


@require_GET
def about_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a life meeting: the way to its pack, or the way to begin one."""
    meeting = activities.activity(pk)
    if meeting is None:
        raise Http404("没有这次会")
    SEE_RECORD.require(request.actor, meeting)
    case = queries.of_meeting(pk) if meeting.kind in LIFE else None
    may_open = (
        meeting.kind in LIFE
        and case is None
        and meeting.voided_at is None
        and OPEN.can_create(request.actor, meeting.organization.path)
    )
    if case is not None and not SEE.can(request.actor, case):
        case = None
    if case is None and not may_open:
        return nothing(request)
    return render(
        request, "procedures/about_meeting.html", {"case": case, "meeting": meeting, "may_open": may_open}
    )


@require_POST
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the pack of a meeting."""
    meeting = activities.activity(pk)
    if meeting is None:
        raise Http404("没有这次会")
    OPEN.require_at(request.actor, meeting.organization.path)
    try:
        made = actions.open_pack(actor=request.actor, activity=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
        return redirect("activities:one", pk)
    toast(request, "已建好一卷；会前、会上、会后的都在这里")
    return redirect(made)


def entering(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """One form of the pack, and its act."""
    row = queries.case(pk)
    if row is None or row.meeting is None or row.meeting.kind not in LIFE:
        raise Http404("没有这一卷")
    pack = Pack(row)
    may_keep = KEEP.can(request.actor, row)
    if part == "analysis":
        if not may_keep and request.actor.person not in {one.person for one in pack.people}:
            raise Refused(HAND_IN, obj=row)
    else:
        KEEP.require(request.actor, row)
    form, act, title, lead = _form(request, pack, part, keeps=may_keep)
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=request.actor, case=pk, **form.given())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已记下")
            again = bool(request.POST.get("again"))
            return redirect("procedures:pack", pk, part) if again else redirect(row)
    return render(
        request,
        "procedures/pack_form.html",
        {
            "case": row,
            "form": form,
            "title": title,
            "lead": lead,
            "several": part in {"opinion", "talk", "problem"},
            "files": part == "analysis",
        },
    )


def _form(
    request: HttpRequest, pack: Pack, part: str, *, keeps: bool
) -> tuple[Any, Callable[..., Any], str, str]:
    data = request.POST or None
    if part == "opinion":
        first = {"source": request.GET.get("source", "")}
        return (
            forms.OpinionForm(data, initial=first),
            actions.gather_opinion,
            "记一条意见",
            "一条一记，原话最好。答应保密的，不写是谁。",
        )
    if part == "talk":
        first = {"person": request.GET.get("person", "")}
        return (
            forms.TalkForm(data, pack=pack, initial=first),
            actions.hold_talk,
            "记谈心谈话",
            "记一次，两个人都算谈过。内容只有书记、纪检委员和本人看得到。",
        )
    if part == "problem":
        return (
            forms.ProblemForm(data, pack=pack),
            actions.find_problem,
            "记一个问题和整改措施",
            "一个问题一条措施，写明谁办、最迟哪天；办的人会收到提醒，办结了就算整改了。",
        )
    if part == "analysis":
        return (
            forms.AnalysisForm(data, request.FILES or None, pack=pack, keeps=keeps, own=request.actor.person),
            actions.hand_in_analysis,
            "交党性分析（对照检查）材料",
            "写在下面，或者上传一份。只有您、书记、纪检委员看得到内容，别人只看到交了没有。",
        )
    wanted = BY_KEY.get(part)
    if wanted is None:
        raise Http404("没有这一项")
    return forms.PartForm(data, part=wanted), actions.put_down, wanted.title, ""
