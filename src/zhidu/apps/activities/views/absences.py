"""外出请假: the own ones and the branch's, one more, and the answer to one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhidu.apps.activities import absences, actions
from zhidu.apps.activities.access import DECIDE_ABSENCE, SEE_ABSENCE
from zhidu.apps.activities.forms.absences import AbsenceForm, AnswerForm, ForAnotherForm
from zhidu.apps.activities.models import Absence
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble

MOST = 60


def index(request: HttpRequest) -> HttpResponse:
    """The form for one's own, and what one may read: what waits for an answer first."""
    actor = request.actor
    if actor.person is None and not DECIDE_ABSENCE.somewhere(actor):
        raise Refused(SEE_ABSENCE)
    form = AbsenceForm(request.POST or None) if actor.person is not None else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_absence(actor=actor, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已交给书记；准了会告诉您")
            return redirect(made)
    rows = absences.visible(actor)
    waiting = list(absences.waiting(rows).exclude(person=actor.person or 0)[:MOST])
    return render(
        request,
        "activities/absences.html",
        {
            "form": form,
            "waiting": waiting,
            "mine": list(rows.filter(person=actor.person or 0)[:MOST]),
            "others": list(
                rows.filter(last__gte=today())
                .exclude(pk__in=[one.pk for one in waiting])
                .exclude(person=actor.person or 0)[:MOST]
            ),
            "places": _places(actor),
        },
    )


def _places(actor: Any) -> list[Any]:  # noqa: ANN401 - organisations whose leave the actor answers on the spot
    held = sorted({one.path for one in actor.held})
    found = [orgs.at_path(one) for one in held[:5] if one]
    return [one for one in found if one is not None and DECIDE_ABSENCE.can_create(actor, one.path)]


def for_another(request: HttpRequest, organization: int) -> HttpResponse:
    """Put down what a member said by word of mouth."""
    node = orgs.organization(organization)
    if node is None:
        raise Http404("没有这个组织")
    DECIDE_ABSENCE.require_at(request.actor, node.path)
    people = [(one.person_id, one.person.name) for one in members.on_day(node.pk, today())]
    form = ForAnotherForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_absence(actor=request.actor, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已记下并准假：{made.person.name}")
            return redirect("activities:absences")
    return render(request, "activities/absence_for.html", {"form": form, "node": node})


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them; the answer where it waits for one."""
    row = Absence.objects.select_related("person", "organization").filter(pk=pk).first()
    if row is None:
        raise Http404("没有这次请假")
    SEE_ABSENCE.require(request.actor, row)
    own = row.person_id == request.actor.person
    # whoever answers after another did is told so, and keeps what was typed
    open_to = row.waiting or request.method == "POST"
    may_answer = open_to and not own and DECIDE_ABSENCE.can(request.actor, row)
    form = AnswerForm(request.POST or None, initial={"version": row.version}) if may_answer else None
    if form is not None and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.decide_absence(
                actor=request.actor,
                absence=pk,
                version=data["version"],
                granted=data["decision"] == "grant",
                note=data["note"],
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已答复{row.person.name}，已告诉本人")
            return redirect("activities:absences")
    live = row.state in {"asked", "granted"} and row.back_on is None and row.last >= today()
    return render(request, "activities/absence.html", {"row": row, "form": form, "own": own, "live": live})


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back earlier, or not going after all."""
    said = request.POST.get("version", "")
    version = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0
    try:
        made = actions.end_absence(actor=request.actor, absence=pk, version=version)
    except Wrong as wrong:
        trouble(request, str(wrong))
        return redirect("activities:absence", pk)
    toast(request, "已收回" if made.back_on is None else "已记下：今天起又照常参加")
    return redirect(made)
