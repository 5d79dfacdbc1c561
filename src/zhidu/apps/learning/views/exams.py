"""The question bank and exams, for whoever sets them and for whoever sits them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.learning import actions, bank_sheet
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.examining import answered, may_sit, over, questions_of, result, sitters
from zhidu.apps.learning.forms.training import ExamForm, ImportForm, PaperForm, QuestionForm
from zhidu.apps.learning.models import Exam, Question, Sitting, Training
from zhidu.apps.learning.views.load import organization_or_404
from zhidu.domain.learning.exam import LETTERS, Kind
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import now
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.paging import Capped
from zhidu.foundation.ui.toast import toast, trouble

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE, MOST = 30, 60


def bank(request: HttpRequest, organization: int) -> HttpResponse:
    """The questions, one more, or a table of them."""
    node = organization_or_404(request, organization, KEEP)
    whole = "upload" in request.FILES
    form = QuestionForm(None if whole else request.POST or None)
    table = ImportForm(request.POST if whole else None, request.FILES or None, auto_id="id_table_%s")
    faults: list[str] = []
    try:
        if form.is_bound and form.is_valid():
            actions.add_questions(actor=request.actor, organization=node.pk, questions=[form.asked])
            toast(request, "已放进题库")
            return redirect("learning:bank", node.pk)
        if table.is_bound and table.is_valid():
            asked = bank_sheet.read(table.cleaned_data["upload"])
            number = actions.add_questions(actor=request.actor, organization=node.pk, questions=asked)
            toast(request, f"已放进题库：{number} 道题")
            return redirect("learning:bank", node.pk)
    except Wrong as wrong:
        if whole:
            faults = bank_sheet.told(wrong)
        else:
            add_faults(form, wrong)
    rows = Question.objects.filter(organization=node, retired_at=None)
    page = Capped(rows, PER_PAGE).get_page(request.GET.get("page"))
    for one in page:
        one.lines = [f"{letter}. {text}" for letter, text in zip(LETTERS, one.options, strict=False)]
    shown = {"node": node, "form": form, "table": table, "faults": faults, "page": page}
    return render(request, "learning/bank.html", shown)


@require_GET
def bank_table(request: HttpRequest, organization: int) -> FileResponse:
    """An empty table to fill in."""
    organization_or_404(request, organization, KEEP)
    return FileResponse(bank_sheet.empty(), as_attachment=True, filename="题库空表.xlsx", content_type=XLSX)


@require_POST
def retiring(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use."""
    found = Question.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这道题")
    KEEP.require(request.actor, found)
    version = request.POST.get("version", "")
    try:
        actions.retire_question(
            actor=request.actor,
            question=pk,
            version=int(version) if version.isdecimal() and len(version) < 10 else -1,
        )
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
    else:
        toast(request, "已停用；已经抽出的卷子不受影响")
    return redirect("learning:bank", found.organization_id)


def exams(request: HttpRequest, organization: int) -> HttpResponse:
    """Every exam of an organisation, and setting another."""
    node = organization_or_404(request, organization, KEEP)
    rows = list(Question.objects.filter(organization=node, retired_at=None).values_list("kind", "topic"))
    classes = Training.objects.filter(organization=node)[:MOST]
    form = ExamForm(
        request.POST or None,
        topics=sorted({topic for _, topic in rows if topic}),
        trainings=[(str(one.pk), one.title) for one in classes],
        stock=Counter(kind for kind, _ in rows),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.set_exam(
                actor=request.actor,
                organization=node.pk,
                parts=form.parts,
                training=int(data["training"]) if data.get("training") else None,
                **{name: data[name] for name in ("title", "opens", "closes", "passed_from")},
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已出：{made.title}")
            return redirect(made)
    shown = {
        "node": node,
        "form": form,
        "rows": Exam.objects.filter(organization=node)[:MOST],
        "stock": len(rows),
    }
    return render(request, "learning/exams.html", shown)


def _exam(request: HttpRequest, pk: int) -> tuple[Exam, bool, bool]:
    """The exam, whether the actor keeps it, and whether the actor is to sit it. Raises Refused where neither."""
    found = Exam.objects.select_related("organization", "training").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这次考试")
    keeps = KEEP.can(request.actor, found)
    sits = request.actor.person is not None and may_sit(found, request.actor.person)
    if not keeps and not sits:
        raise Refused(KEEP, path=found.organization.path)
    request.nav_key = "learning"
    return found, keeps, sits


@require_GET
def exam(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever keeps it, how it stands, in the order of the list; for whoever sits it, the own paper."""
    found, keeps, sits = _exam(request, pk)
    papers = list(found.sittings.select_related("exam")) if keeps else []
    if not keeps:
        papers = list(found.sittings.select_related("exam").filter(person=request.actor.person))
    questions = questions_of(papers)
    by_person = {one.person_id: (one, answered(one, questions)) for one in papers}
    mine = by_person.get(request.actor.person or 0)
    shown: dict[str, Any] = {"exam": found, "keeps": keeps, "sits": sits, "open": found.open_at(now())}
    if mine is not None:
        sitting, rows = mine
        shown |= {"sitting": sitting, "over": over(sitting)}
        if now() >= found.closes:
            shown |= {"result": result(sitting, rows), "paper": rows}
    if keeps:
        shown["lines"] = [(name, _standing(by_person.get(pk))) for pk, name in sitters(found)]
        shown["to_mark"] = sum(
            one.right is None for sitting, rows in by_person.values() if over(sitting) for one in rows
        )
    return render(request, "learning/exam.html", shown)


def _standing(found: tuple[Sitting, list[Any]] | None) -> str:
    if found is None:
        return "没有答"
    sitting, rows = found
    return result(sitting, rows).words if over(sitting) else "正在答"


@require_POST
def beginning(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the own paper."""
    found, _, _ = _exam(request, pk)
    try:
        actions.begin_exam(actor=request.actor, exam=pk)
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
        return redirect(found)
    return redirect("learning:sit", pk)


def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """The own paper: answered as far as one likes, kept, handed in."""
    found, _, _ = _exam(request, pk)
    own = Sitting.objects.select_related("exam").filter(exam=found, person=request.actor.person or 0).first()
    if own is None or (over(own) and request.method != "POST"):
        return redirect(found)
    rows = answered(own, questions_of([own]))
    form = PaperForm(request.POST or None, rows=rows, initial={"version": own.version})
    if request.method == "POST" and form.is_valid():
        done = request.POST.get("what") == "hand_in"
        try:
            actions.answer_exam(
                actor=request.actor,
                exam=pk,
                version=form.cleaned_data["version"],
                answers=form.answers,
                hand_in=done,
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已交卷；截止以后可以看结果" if done else "已存下，截止以前都可以接着答")
            return redirect(found if done else request.path)
    return render(request, "learning/sit.html", {"exam": found, "form": form, "number": len(rows)})


def marking(request: HttpRequest, pk: int) -> HttpResponse:
    """Short answers to mark, without names."""
    found, keeps, _ = _exam(request, pk)
    if not keeps:
        raise Refused(KEEP, path=found.organization.path)
    if request.method == "POST":
        numbers = [request.POST.get(name, "") for name in ("sitting", "question")]
        right = request.POST.get("right", "")
        if right not in {"yes", "no"} or not all(one.isdecimal() and len(one) < 12 for one in numbers):
            trouble(request, "没有选对还是不对；请再点一次")
            return redirect("learning:marking", pk)
        try:
            actions.mark_answer(
                actor=request.actor,
                exam=pk,
                sitting=int(numbers[0]),
                question=int(numbers[1]),
                right=right == "yes",
            )
        except Wrong as wrong:
            trouble(request, "；".join(wrong.faults.values()))
        return redirect("learning:marking", pk)
    papers = [one for one in found.sittings.select_related("exam") if over(one)]
    questions = questions_of(papers)
    rows = [
        (sitting, row)
        for sitting in papers
        for row in answered(sitting, questions)
        if row.question.kind == Kind.SHORT and row.given and row.right is None
    ]
    rows.sort(key=lambda pair: (pair[1].question.pk, pair[0].pk))
    return render(request, "learning/marking.html", {"exam": found, "rows": rows[:MOST], "total": len(rows)})
