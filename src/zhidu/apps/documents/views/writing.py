"""Drafting and writing over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.activities import queries as activities
from zhidu.apps.ballots import queries as ballots
from zhidu.apps.documents import actions
from zhidu.apps.documents.access import DRAFT, SEE
from zhidu.apps.documents.forms.writing import DocumentForm
from zhidu.apps.documents.models import Document, Receipt
from zhidu.apps.documents.states import Kind, State
from zhidu.apps.documents.views.load import document_or_404, place_or_404, places, receivers
from zhidu.apps.procedures.pack.drafting import draft
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity


def new(request: HttpRequest) -> HttpResponse:
    """Begin a document; of several organisations one is chosen first."""
    request.nav_key = "documents"
    number = request.GET.get("organization", "")
    if not _is_number(number):
        mine = places(request.actor, DRAFT)
        if not mine:
            raise Refused(DRAFT)
        if len(mine) > 1:
            return render(request, "documents/choose.html", {"mine": mine, "query": request.GET.urlencode()})
        number = str(mine[0].pk)
    node = place_or_404(request, int(number), DRAFT)
    answers, about = _request_answered(request), _meeting(request)
    choices, below = receivers(node)
    form = DocumentForm(
        request.POST or None,
        receivers=choices,
        below=below,
        answers=answers,
        initial={**_initial(request, choices, answers, about), **_election(request)},
    )
    if request.method == "POST" and form.is_valid():
        entry = form.entry(answers=answers.pk if answers else None, about=about.pk if about else None)
        try:
            made = actions.draft(actor=request.actor, organization=node.pk, entry=entry)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已存为稿：{made.title}")
            return redirect(made)
    return render(
        request, "documents/form.html", {"form": form, "node": node, "answers": answers, "about": about}
    )


def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft over."""
    document = document_or_404(request, pk, DRAFT)
    if document.state != State.DRAFT:
        return redirect(document)
    choices, below = receivers(document.organization)
    form = DocumentForm(
        request.POST or None,
        receivers=choices,
        below=below,
        answers=document.answers,
        initial=_as_form(document),
    )
    if request.method == "POST" and form.is_valid():
        entry = form.entry(answers=document.answers_id, about=document.about_id)
        version = form.cleaned_data["version"]
        try:
            actions.revise(actor=request.actor, document=pk, version=version, entry=entry)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已存")
            return redirect(document)
    given = {"form": form, "node": document.organization, "document": document, "answers": document.answers}
    return render(request, "documents/form.html", given)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12


def _request_answered(request: HttpRequest) -> Document | None:
    """The request that the address says this one answers, if the actor may see it."""
    number = request.GET.get("answers", "")
    if not _is_number(number):
        return None
    rows = Document.objects.select_related("organization")
    found = rows.filter(pk=int(number), kind=Kind.REQUEST, state=State.SENT).first()
    if found is None or not SEE.can(request.actor, found):
        raise Http404("没有这份请示")
    return found


def _meeting(request: HttpRequest) -> Activity | None:
    number = request.GET.get("about", "")
    if not _is_number(number):
        return None
    return activities.visible_activities(request.actor).filter(pk=int(number)).first()


def _initial(
    request: HttpRequest, choices: list[tuple[str, str]], answers: Document | None, about: Activity | None
) -> dict[str, Any]:
    """Kind and receiver where the address says them; of a life meeting what its records say, to be put right."""
    if answers is not None:
        title = f"关于{answers.title.removeprefix('关于').removesuffix('请示').removesuffix('的')}的批复"
        return {"kind": Kind.REPLY.value, "receivers": [str(answers.organization_id)], "title": title}
    kind = request.GET.get("kind", "")
    found: dict[str, Any] = {"kind": kind if kind in [*Kind] else Kind.NOTICE.value}
    if kind in [*Kind] and Kind(kind).upwards and choices and choices[0][1].endswith("（上级）"):
        found["receivers"] = [choices[0][0]]
    if about is not None:
        found["title"] = about.title
        drafted = draft(about.pk) if Kind(found["kind"]).upwards else None
        if drafted is not None:
            found |= {"title": drafted.title, "text": drafted.text, "attached": drafted.attached}
    return found


def _election(request: HttpRequest) -> dict[str, Any]:
    """The result of an election that is to be reported: its numbers and names, nothing else."""
    number = request.GET.get("election", "")
    found = ballots.closed_election(request.actor, int(number)) if _is_number(number) else None
    if found is None:
        return {}
    text = "\n".join([*ballots.result_in_words(found), "请审批、备案。"])
    return {"title": f"关于{found.title.removesuffix('（再次投票）')}结果的报告", "text": text}


def _as_form(document: Document) -> dict[str, Any]:
    names = ("kind", "title", "text", "attached", "copies", "note", "urgency", "to_all", "version")
    going = Receipt.objects.filter(document=document).values_list("organization", flat=True)
    return {name: getattr(document, name) for name in names} | {"receivers": [str(pk) for pk in going]}
