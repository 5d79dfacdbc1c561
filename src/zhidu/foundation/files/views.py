"""Downloading, adding and voiding attachments. Nothing is ever shown inside a page of the site."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.foundation.acts import Wrong
from zhidu.foundation.files import store
from zhidu.foundation.files.access import require_change, require_see
from zhidu.foundation.files.actions import attach, void
from zhidu.foundation.files.forms import AttachForm, VoidForm
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.files.owners import Where, owner_of
from zhidu.foundation.files.types import media
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def _where(owner: str) -> Where:
    """Where an owner stands; 404 where there is none."""
    try:
        kind, number = owner_of(owner)
        return kind.where(number)
    except (LookupError, ObjectDoesNotExist) as error:
        raise Http404 from error


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The contents of an attachment, always as a file to keep."""
    row = get_object_or_404(Attachment, pk=pk)
    where = _where(row.owner)
    require_see(request.actor, row)
    return as_file(request, row, where)


def as_file(request: HttpRequest, row: Attachment, where: Where | None = None) -> HttpResponse:
    """The contents of an attachment that the caller has found to be open to whoever asks."""
    try:
        stream = store.opened(row.stored)
    except FileNotFoundError:
        return render(request, "files/lost.html", {"file": row, "where": where}, status=404)
    response = FileResponse(stream, as_attachment=True, filename=row.name, content_type=media(row.type))
    # were a browser to show it all the same, it may run nothing and load nothing
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def attach_to(request: HttpRequest, owner: str) -> HttpResponse:
    """添加附件."""
    where = _where(owner)
    require_change(request.actor, owner)
    posted = request.method == "POST"
    form = AttachForm(request.POST, request.FILES) if posted else AttachForm()
    if posted and form.is_valid():
        try:
            made = attach(actor=request.actor, owner=owner, upload=form.cleaned_data["upload"])
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已添加：{made.name}")
            return redirect(where.url)
    values = {"form": form, "where": where}
    return render(request, "files/attach.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def void_one(request: HttpRequest, pk: int) -> HttpResponse:
    """作废附件, with the reason."""
    row = get_object_or_404(Attachment, pk=pk)
    where = _where(row.owner)
    require_change(request.actor, row.owner)
    posted = request.method == "POST"
    form = VoidForm(request.POST) if posted else VoidForm()
    if posted and form.is_valid():
        try:
            void(actor=request.actor, attachment=pk, reason=form.cleaned_data["reason"])
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已作废：{row.name}")
            return redirect(where.url)
    return render(request, "files/void.html", {"form": form, "file": row, "where": where})
