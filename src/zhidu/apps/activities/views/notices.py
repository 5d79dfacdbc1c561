"""Whether a notice is still in time, reminding again, and noting who was told by word of mouth."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.activities import actions
from zhidu.apps.activities.access import RECORD
from zhidu.apps.activities.consents import moved
from zhidu.apps.activities.forms.record import RecordForm
from zhidu.apps.activities.lead import lateness, leads
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import How
from zhidu.apps.activities.views.load import activity_or_404, asked_setting
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.toast import toast, trouble


@require_GET
def lead(request: HttpRequest) -> HttpResponse:
    """What is to be done before a meeting on the day that was typed, as the form says it."""
    setting = asked_setting(request)
    RECORD.require(request.actor, setting.place)
    form = RecordForm(setting, planning=True, initial=_typed(request))
    return render(request, "activities/lead.html", {"form": form, "setting": setting, **about_time(setting)})


def about_time(setting: Setting) -> dict[str, object]:
    """What the form of an arrangement says of the time before it."""
    if not setting.kind.gathering:
        return {}
    return {
        "leads": leads(setting, setting.day),
        "late": lateness(setting.place, setting.kind, setting.day),
        "moved": moved(setting, setting.day),
    }


def _typed(request: HttpRequest) -> dict[str, str]:
    """Reasons that were typed for the day before: they may do for this one too."""
    return {name: request.GET.get(name, "") for name in ("late_reason", "move_reason")}


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """再提醒一次; the first time 通知."""
    activity = activity_or_404(request, pk)
    try:
        number = actions.remind_notice(actor=request.actor, activity=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已给 {number} 人发出通知")
    return redirect(activity)


@require_POST
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """已当面通知, 已电话通知."""
    activity = activity_or_404(request, pk)
    people = [int(one) for one in request.POST.getlist("person") if one.isdecimal() and len(one) < 12]
    how = request.POST.get("how", "")
    try:
        number = actions.note_told(actor=request.actor, activity=pk, people=people, how=how)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已记下：{How(how).chinese}了 {number} 人")
    return redirect(activity)
