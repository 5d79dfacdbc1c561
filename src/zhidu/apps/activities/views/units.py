"""The organisations at a meeting: a panel on its page, and the forms behind it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhidu.apps.activities import actions, units
from zhidu.apps.activities.access import ANSWER_QUESTION, CORRECT
from zhidu.apps.activities.forms.units import PartnersForm, QuestionForm, ReplyForm, ReportForm
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.views.load import activity_or_404, setting_of
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast


@require_GET
def about(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds it together, who has reported, what was asked and answered."""
    activity = activity_or_404(request, pk)
    if activity.kind not in units.WITH_UNITS or activity.voided_at is not None:
        return nothing(request)
    setting = setting_of(request, activity)
    found = units.shown(activity, setting)
    return render(
        request,
        "activities/units.html",
        {
            "activity": activity,
            "units": found,
            "lacking": units.lacking(found, units.units(activity, setting)),
            "joint": activity.kind in units.JOINT,
            "held": activity.state == "held",
            "may_keep": CORRECT.can(request.actor, activity),
        },
    )


def entering(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One of the forms: partners, a report, a question."""
    activity = activity_or_404(request, pk)
    if activity.kind not in units.WITH_UNITS or what not in {"partners", "report", "question"}:
        raise Http404("没有这一页")
    CORRECT.require(request.actor, activity)
    form, act, title = _form(request, activity, what)
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=request.actor, activity=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已记下")
            return redirect(activity)
    return render(request, "activities/unit_form.html", {"activity": activity, "form": form, "title": title})


def _form(request: HttpRequest, activity: Activity, what: str) -> tuple[Any, Any, str]:
    data = request.POST or None
    if what == "partners":
        now_are = [one.organization_id for one in units.partners(activity.pk)]
        form = PartnersForm(data, nodes=units.candidates(activity), initial={"organizations": now_are})
        return form, actions.set_partners, "共同召开的组织"
    setting = setting_of(request, activity)
    found = units.shown(activity, setting)
    first = {"unit": request.GET.get("unit", "")}
    if what == "report":
        waiting = [one.node for one in found if one.report is None]
        return ReportForm(data, nodes=waiting, initial=first), actions.report_unit, "记一个单位的汇报"
    every = [*(one.node for one in found), activity.organization]
    return QuestionForm(data, nodes=every, initial=first), actions.raise_question, "提出问题，定期限"


def answering(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit that was asked says what came of it."""
    asked = activity_or_404(request, pk)
    if asked.kind != units.RAISED:
        raise Http404("没有这个问题")
    ANSWER_QUESTION.require(request.actor, asked)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.answer_question(actor=request.actor, question=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已答复，告诉了提问的人")
            return redirect(made)
    return render(
        request,
        "activities/unit_form.html",
        {"activity": asked, "form": form, "title": f"答复：{asked.title}"},
    )


@require_GET
def about_question(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a question: the way to answer it."""
    asked = activity_or_404(request, pk)
    answered = Activity.objects.filter(about=asked, kind=units.RESOLVED, voided_at=None).exists()
    if asked.kind != units.RAISED or answered or not ANSWER_QUESTION.can(request.actor, asked):
        return nothing(request)
    return render(
        request, "activities/question.html", {"asked": asked, "question": units.Question(asked, None)}
    )
