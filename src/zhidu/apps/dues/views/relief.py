"""Reductions: putting one forward, and answering it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.dues import actions, queries
from zhidu.apps.dues.access import ANSWER_RELIEF, KEEP
from zhidu.apps.dues.forms import AnswerReliefForm, ReliefForm
from zhidu.apps.members import queries as members
from zhidu.domain.dues import Month
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.keys import personal
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def asking(request: HttpRequest, person: int) -> HttpResponse:
    """The form."""
    found = members.visible_people(request.actor).filter(pk=person).first()
    if found is None:
        raise Http404("没有这个人")
    if not KEEP.can_create(request.actor, found.organization.path):
        raise Refused(KEEP, path=found.organization.path)
    request.nav_key = "dues"
    month = Month.of(today())
    start = {"first": str(month), "last": str(Month(month.year, 12)), "pays": 0}
    form = ReliefForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_relief(
                actor=request.actor,
                organization=found.organization_id,
                person=found.pk,
                **form.cleaned_data,
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已提出，等上级批准；批准以前照原来的交")
            return redirect(made)
    return render(request, "dues/ask_relief.html", {"person": found, "form": form})


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, and the answer or the form for it."""
    found = queries.visible_reliefs(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这件减免")
    request.nav_key = "dues"
    # whoever answers after another did is told so, and keeps what was typed
    open_to = found.agreed is None or request.method == "POST"
    may_answer = open_to and ANSWER_RELIEF.can(request.actor, found)
    form = AnswerReliefForm(request.POST or None, initial={"version": found.version}) if may_answer else None
    if form is not None and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer_relief(
                actor=request.actor,
                relief=found.pk,
                version=data["version"],
                agreed=data["agreed"] == "yes",
                words=data["words"],
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已答复")
            return redirect(found)
    hardship = personal().open(bytes(found.sealed))
    return render(request, "dues/relief.html", {"one": found, "hardship": hardship, "form": form})
