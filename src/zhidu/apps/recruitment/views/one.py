"""The page of somebody on the way into the Party (一人一档)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.procedures import page as pages
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.access import SEE as SEE_CASE
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.recruitment import actions, queries
from zhidu.apps.recruitment.access import BEGIN, DECIDE, HELP, KEEP, SEE
from zhidu.apps.recruitment.actions.take_over import takes_over
from zhidu.apps.recruitment.companions import offered
from zhidu.apps.recruitment.five import five
from zhidu.apps.recruitment.forms import (
    AboutForm,
    AnswerForm,
    MoveForm,
    NoteForm,
    OutcomeForm,
    ReplaceForm,
    StopForm,
)
from zhidu.apps.recruitment.models import Companion, Dossier, Outcome
from zhidu.apps.recruitment.states import EDUCATION, NOTES, SEXES, STRATA, SURVEY, THOUGHTS, TRAITS, Stage
from zhidu.apps.recruitment.texts import standing
from zhidu.apps.recruitment.views.load import the_dossier
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form, add_faults
from zhidu.foundation.ui.panels import nothing
from zhidu.foundation.ui.toast import toast

AHEAD = 8
"""Steps to come that the page lists; all of them are on the page of the case and on the printed schedule."""


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How far, what is next and what is missing; the helpers, the notes, the five ones, the papers."""
    found = the_dossier(request, pk)
    going = the_case(found)
    rows = pages.rows(going)
    now = pages.now(going, request.actor)
    keeps = KEEP.can(request.actor, found) and found.stage != Stage.ENDED
    notes = queries.notes(pk)
    helps = HELP.can(request.actor, found)
    return render(
        request,
        "recruitment/one.html",
        {
            "dossier": found,
            "going": going,
            "crumbs": [("发展党员", reverse("recruitment:list")), (found.organization.name, "")],
            "ahead": [one for one in rows if one.done is None][:AHEAD],
            "steps": pages.stepper(rows),
            "now": now,
            "others": [
                (step, going.page(step))
                for step in (going.standing.open() if found.case.open else ())
                if step is not going.next and going.may(request.actor, step)
            ],
            "between": standing(going),
            "about": about(found) if keeps or found.person_id == request.actor.person else [],
            "companions": queries.helping(found),
            "notes": [(NOTES[one.kind], one) for one in notes if one.kind in NOTES],
            "may_keep": keeps,
            "note_kinds": [
                (kind, title)
                for kind, title in NOTES.items()
                if found.stage != Stage.ENDED and (keeps or (helps and kind == THOUGHTS))
            ],
            "five": five(found, going, notes),
            "outcomes": list(found.outcomes.all()),
            "may_decide": DECIDE.can(request.actor, found),
            "sees_case": SEE_CASE.can(request.actor, going.row),
            "source": f"《{going.book.title}》{going.procedure.cite}",
        },
    )


def the_case(dossier: Dossier) -> Live:
    """The case of a dossier as it stands."""
    row = procedures.case(dossier.case_id)
    assert row is not None  # noqa: S101 - a dossier has one
    return live(row)


def about(dossier: Dossier) -> list[tuple[str, Any]]:
    """What is known of somebody, as people read it."""
    day = dossier.born
    return [
        ("出生日期", f"{day.year}年{day.month}月{day.day}日" if day else "没有写"),
        ("性别", SEXES.get(dossier.sex, "没有写")),
        ("文化程度", EDUCATION.get(dossier.education, "没有写")),
        ("职业", STRATA.get(dossier.stratum, "没有写")),
        ("特长", "、".join(TRAITS[one] for one in dossier.traits) or "没有写"),
        ("流动人员", "是" if dossier.floating else "否"),
        ("将离开本单位", str(dossier.leaves_on) if dossier.leaves_on else "没有"),
    ]


@require_GET
def about_case(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page of the case shows of the dossier; nothing where it has none."""
    found = queries.of_case(pk)
    if found is None and (case := _without(request, pk)) is not None:
        return render(request, "recruitment/about_case.html", {"case": case})
    if found is None or not SEE.can(request.actor, found):
        if request.htmx:
            return nothing(request)
        raise Http404("没有发展党员材料")
    return render(
        request,
        "recruitment/about_case.html",
        {"dossier": found, "companions": queries.helping(found), "about": about(found)},
    )


def _without(request: HttpRequest, pk: int) -> Any:  # noqa: ANN401 - a case
    """The case, where somebody who may has still to make a dossier for it."""
    row = procedures.case(pk)
    if row is None or not BEGIN.can_create(request.actor, row.organization.path):
        return None
    return row if takes_over(row) else None


def taking_over(request: HttpRequest, pk: int) -> HttpResponse:
    """A dossier for a case that began before."""
    request.nav_key = "recruitment"
    row = procedures.case(pk)
    if row is None:
        raise Http404("没有这件事")
    BEGIN.require_at(request.actor, row.organization.path)
    form = AboutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.take_over(actor=request.actor, case=pk, about=form.about())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已建材料：{made.person.name}")
            return redirect(made)
    return render(
        request,
        "recruitment/form.html",
        {
            "form": form,
            "title": "建发展党员材料",
            "lead": f"{row.matter.title}。以前登记的步骤照算，从这里接着办。",
            "crumbs": [("发展党员", reverse("recruitment:list"))],
        },
    )


# ---------------------------------------------------------------- small forms


def editing(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the person."""
    found = the_dossier(request, pk, KEEP)
    start = {name: getattr(found, name) for name in AboutForm.ABOUT}
    form = AboutForm(request.POST or None, initial=start)
    return _form(
        request,
        found,
        form,
        "基本情况",
        "决定年龄、公示、离开单位等关口，也印进各种表里。",
        lambda: actions.complete(actor=request.actor, dossier=pk, version=found.version, about=form.about()),
    )


def noting(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One note."""
    if kind not in NOTES:
        raise Http404("没有这种记载")
    found = the_dossier(request, pk, HELP if kind == THOUGHTS else KEEP)
    form = NoteForm(request.POST or None, kind=kind, initial={"on": today()})
    lead = "发放、收回多少，写在内容里；三种意见合计应等于调查的人数。" if kind == SURVEY else ""
    return _form(
        request,
        found,
        form,
        NOTES[kind],
        lead,
        lambda: actions.note(actor=request.actor, dossier=pk, **form.given()),
    )


def replacing(request: HttpRequest, pk: int) -> HttpResponse:
    """Another mentor or sponsor."""
    row = Companion.objects.filter(pk=pk, last=None).select_related("person").first()
    if row is None:
        raise Http404("没有这一位")
    found = the_dossier(request, row.dossier_id, KEEP)
    form = ReplaceForm(request.POST or None, people=offered(found, today()), initial={"on": today()})
    return _form(
        request,
        found,
        form,
        f"调整{row.kind_name}",
        f"现在是{row.person.name}。调走的、不适宜再担任的，及时换。",
        lambda: actions.replace_companion(
            actor=request.actor,
            companion=pk,
            person=int(form.cleaned_data["person"]),
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        ),
    )


def moving(request: HttpRequest, pk: int) -> HttpResponse:
    """How the steps lie in the new text, and going over to it."""
    found = the_dossier(request, pk, KEEP)
    going = the_case(found)
    at = standing(going)
    form = MoveForm(request.POST or None, initial={"version": going.row.version})
    if request.method == "POST" and form.is_valid() and at is not None:
        try:
            actions.move_over(actor=request.actor, dossier=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已改走：{at.new.procedure.title}")
            return redirect(found)
    crumbs = [("发展党员", reverse("recruitment:list")), (found.person.name, found.get_absolute_url())]
    return render(
        request, "recruitment/move.html", {"dossier": found, "at": at, "form": form, "crumbs": crumbs}
    )


def stopping(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody goes on with it."""
    found = the_dossier(request, pk, KEEP)
    form = StopForm(request.POST or None, initial={"on": today()})
    return _form(
        request,
        found,
        form,
        "停止发展",
        "本人撤回申请、不再具备条件，或者上级没有批准的，写明理由。材料留着。",
        lambda: actions.stop(actor=request.actor, dossier=pk, **form.cleaned_data),
    )


def proposing(request: HttpRequest, pk: int) -> HttpResponse:
    """Longer probation, or none."""
    found = the_dossier(request, pk, KEEP)
    form = OutcomeForm(request.POST or None, initial={"met_on": today()})
    return _form(
        request,
        found,
        form,
        "报请延长、取消",
        "党员大会通过以后报上级批准；批准了才算。",
        lambda: actions.propose_outcome(actor=request.actor, dossier=pk, **form.cleaned_data),
    )


def answering(request: HttpRequest, pk: int) -> HttpResponse:
    """The superiors' answer."""
    row = Outcome.objects.filter(pk=pk).first()
    if row is None:
        raise Http404("没有这件报请")
    found = the_dossier(request, row.dossier_id, DECIDE)
    form = AnswerForm(request.POST or None, initial={"on": today(), "version": row.version})
    months = f" {row.months} 个月" if row.months else ""
    return _form(
        request,
        found,
        form,
        f"批复：{row.kind_name}{months}",
        row.words,
        lambda: actions.answer_outcome(actor=request.actor, outcome=pk, **form.given()),
    )


def _form(
    request: HttpRequest,
    found: Dossier,
    form: Form,
    title: str,
    lead: str,
    does: Any,  # noqa: ANN401
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            does()
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已记下：{title}")
            return redirect(found)
    return render(
        request,
        "recruitment/form.html",
        {
            "dossier": found,
            "form": form,
            "title": title,
            "lead": lead,
            "crumbs": [
                ("发展党员", reverse("recruitment:list")),
                (found.person.name, found.get_absolute_url()),
            ],
        },
    )
