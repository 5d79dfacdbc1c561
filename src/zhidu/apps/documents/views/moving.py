"""The steps of a document: one button, one act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhidu.apps.documents import actions
from zhidu.apps.documents.access import DRAFT, SEE
from zhidu.apps.documents.forms.writing import ReasonForm
from zhidu.apps.documents.models import Receipt
from zhidu.apps.documents.views.load import document_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _done(request: HttpRequest, pk: int, does: Callable[..., Any], said: str) -> HttpResponse:
    try:
        made = does(actor=request.actor, document=pk, version=_version(request))
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, said.format(made))
    return redirect("documents:one", pk)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """送核稿."""
    return _done(request, pk, actions.submit, "已送核稿")


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """核稿通过."""
    return _done(request, pk, actions.check, "核稿通过，等签发")


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """签发."""
    return _done(request, pk, actions.sign, "已签发：{0.full_number}")


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """发出."""
    return _done(request, pk, actions.send, "已发出：{0.full_number}")


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """催签收."""
    try:
        number = actions.remind_of(actor=request.actor, document=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已提醒 {number} 个组织" if number else "都提醒过了，半天以后再催")
    return redirect("documents:one", pk)


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """签收."""
    found = Receipt.objects.filter(pk=pk).first()
    try:
        actions.receive(actor=request.actor, receipt=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, "已签收")
    return redirect("documents:one", found.document_id) if found else redirect("documents:index")


def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """退回修改, with what has to be changed."""
    document = document_or_404(request, pk, SEE)
    form = ReasonForm(request.POST or None, initial={"version": document.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_(actor=request.actor, document=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已退回")
            return redirect(document)
    return render(request, "documents/return.html", {"form": form, "document": document})


def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """不发了, with why."""
    document = document_or_404(request, pk, DRAFT)
    form = ReasonForm(request.POST or None, initial={"version": document.version})
    form.fields["reason"].label = "为什么不发"
    if request.method == "POST" and form.is_valid():
        try:
            actions.drop(actor=request.actor, document=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "不发了，留着备查")
            return redirect(document)
    return render(request, "documents/drop.html", {"form": form, "document": document})
