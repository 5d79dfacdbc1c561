"""Pages of handing out."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.orgs.choices import organizations
from zhidu.apps.registry.access import EXPORT, IMPORT
from zhidu.apps.registry.actions import drop_list, export_register, keep_list
from zhidu.apps.registry.exporting.forms import ExportForm
from zhidu.apps.registry.exporting.jobs import title_of
from zhidu.apps.registry.exporting.lists import batches
from zhidu.apps.registry.exporting.template import template
from zhidu.apps.registry.exporting.workbook import write
from zhidu.apps.registry.models import SavedList
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.files.types import media
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble


@require_GET
def blank(request: HttpRequest) -> HttpResponse:
    """空白模板."""
    if not IMPORT.somewhere(request.actor):
        raise Refused(IMPORT)
    return _file(BytesIO(template()), "党员名册（空白）")


def export(request: HttpRequest) -> HttpResponse:
    """导出名册: choose, keep the choice under a name, or take the file."""
    actor = request.actor
    request.nav_key = "members"
    if not EXPORT.somewhere(actor):
        raise Refused(EXPORT)
    mine = SavedList.objects.filter(owner=actor.user)
    asked = request.GET.get("saved", "")
    saved = mine.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 15 else None
    text = request.GET.get("q", "").strip()
    choices = organizations(actor, EXPORT, text, chosen=request.POST.get("organization"))
    form = ExportForm(request.POST or None, organizations=choices, saved=saved)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("keep"):
                row = keep_list(
                    actor=actor, name=form.cleaned_data["name"], chosen=form.chosen(), wanted=form.wanted()
                )
                toast(request, f"已存为常用：{row.name}")
                return redirect(f"{request.path}?saved={row.pk}")
            return _handed_out(request, form)
        except Wrong as wrong:
            add_faults(form, wrong)
    return render(
        request,
        "registry/exporting/export.html",
        {"form": form, "saved": saved, "lists": list(mine), "found": text},
    )


def _handed_out(request: HttpRequest, form: ExportForm) -> HttpResponse:
    row, job = export_register(
        actor=request.actor,
        organization=form.cleaned_data["organization"],
        chosen=form.chosen(),
        wanted=form.wanted(),
        why=form.cleaned_data["why"],
    )
    if job is not None:
        return redirect("jobs:job", job)
    file = BytesIO()  # of so few people it is small; longer lists are made in the background
    rows = (one for _, some in batches(row.organization.path, form.wanted(), row.columns) for one in some)
    write(file, title_of(row), row.columns, rows)
    file.seek(0)
    return _file(file, title_of(row))


def _file(content: IO[bytes], called: str) -> FileResponse:
    """A download; the answer closes what it reads from."""
    return FileResponse(content, as_attachment=True, filename=f"{called}.xlsx", content_type=media("xlsx"))


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """删去一个常用名单."""
    get_object_or_404(SavedList, pk=pk, owner=request.actor.user)
    try:
        drop_list(actor=request.actor, saved=pk)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, "已删去")
    return redirect("registry:export")
