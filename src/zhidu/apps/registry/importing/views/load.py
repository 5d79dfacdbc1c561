"""What every page of a batch begins and ends with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from zhidu.apps.registry.access import HANDLE, IMPORT
from zhidu.apps.registry.import_models import ImportBatch, Stage
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.shapes import Step
from zhidu.foundation.ui.toast import toast, trouble

NAV = "members"


def the_batch(request: HttpRequest, pk: int) -> ImportBatch:
    """The batch, for whoever uploaded it and may still import there."""
    request.nav_key = NAV
    row = get_object_or_404(ImportBatch.objects.select_related("organization"), pk=pk)
    HANDLE.require(request.actor, row)
    IMPORT.require(request.actor, row)
    return row


def crumbs(batch: ImportBatch, last: str = "") -> list[tuple[str, str]]:
    """导入名册 > the batch > where one is."""
    found = [
        ("导入名册", reverse("registry:imports")),
        (batch.name, reverse("registry:import", args=[batch.pk])),
    ]
    return [*found, (last, "")] if last else [found[0], (batch.name, "")]


def steps(batch: ImportBatch) -> list[Step]:
    """上传 → 对列 → 核对 → 登记."""
    place = {Stage.MAPPING: 1, Stage.CHECKED: 2, Stage.DONE: 4, Stage.UNDONE: 4, Stage.DROPPED: 4}[
        Stage(batch.stage)
    ]
    titles = ("上传", "对列", "核对", "登记")
    return [
        Step(title, "done" if at < place else "now" if at == place else "todo")
        for at, title in enumerate(titles)
    ]


def done(request: HttpRequest, run: Callable[[], Any], said: str, back: str) -> HttpResponse:
    """Do an act and go back; what it refuses is told there."""
    try:
        run()
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        if said:
            toast(request, said)
    return redirect(back)


def version_of(request: HttpRequest) -> int | None:
    """Which version of the batch the page showed; what is no number is none that there is."""
    text = request.POST.get("version", "")
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 10 else -1
