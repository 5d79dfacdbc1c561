"""What the buttons of a batch do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhidu.apps.registry.actions import (
    answer_rows,
    drop_import,
    mend_kind,
    mend_rows,
    take_in,
    undo_import,
)
from zhidu.apps.registry.importing import showing
from zhidu.apps.registry.importing.columns import columns
from zhidu.apps.registry.importing.reading.faults import KINDS
from zhidu.apps.registry.importing.views.load import done, the_batch, version_of
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.toast import trouble

WAYS = frozenset({"", "drop", "back", "apart", "blank"})


@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """One cell, one row, or everything of a kind."""
    the_batch(request, pk)
    given = request.POST
    kind = given.get("kind", "")
    if (kind and kind not in KINDS) or given.get("way", "") not in WAYS:
        trouble(request, "没有这样的改法；请重新打开这一页")
        return redirect("registry:import", pk)
    back = (
        f"{reverse('registry:import', args=[pk])}?kind={kind}"
        if kind
        else reverse("registry:import", args=[pk])
    )
    actor, way = request.actor, given.get("way", "")
    if given.get("all"):
        return done(
            request, lambda: mend_kind(actor=actor, batch=pk, kind=kind, way=given["all"]), "已成批改好", back
        )
    number = int(given["row"]) if given.get("row", "").isdecimal() and len(given["row"]) < 8 else 0
    key = given.get("field", "")
    value = given.get("mend", "") or given.get("value", "").strip()
    if way == "drop":
        return done(
            request, lambda: mend_rows(actor=actor, batch=pk, drop=[number]), f"第 {number} 行不导入", back
        )
    if way == "back":
        again = f"{reverse('registry:import-people', args=[pk])}?match=left_out"
        return done(
            request,
            lambda: mend_rows(actor=actor, batch=pk, take_back=[number]),
            f"第 {number} 行要导入",
            again,
        )
    if way == "apart":
        return done(request, lambda: mend_rows(actor=actor, batch=pk, apart=[number]), "按两个人登记", back)

    def run() -> None:
        if key not in columns():
            raise Wrong("没有这一项；请重新打开这一页")
        if not value and way != "blank":
            raise Wrong("没有写改成什么；要留空的，请按“留空”")
        alike = given.get("alike", "")
        if alike:
            mend_kind(
                actor=actor,
                batch=pk,
                kind=kind,
                way="blank" if way == "blank" else "",
                alike=alike,
                field=key,
                value=value,
            )
        else:
            mend_rows(actor=actor, batch=pk, cells={(number, key): "" if way == "blank" else value})

    return done(request, run, f"第 {number} 行已改", back)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a row is about that person, and whether their file is changed."""
    the_batch(request, pk)
    answers = {
        int(name[1:]): text
        for name, text in request.POST.items()
        if name[:1] == "a" and name[1:].isdecimal() and len(name) < 9
    }
    match = request.POST.get("match", "")
    if match not in showing.MATCHES:
        trouble(request, "没有这一类；请重新打开这一页")
        return redirect("registry:import", pk)
    back = f"{reverse('registry:import-people', args=[pk])}?match={match}"
    return done(request, lambda: answer_rows(actor=request.actor, batch=pk, answers=answers), "已记下", back)


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """登记这一批."""
    batch = the_batch(request, pk)
    return done(
        request,
        lambda: take_in(actor=request.actor, batch=pk, version=version_of(request)),
        "",
        reverse("registry:import", args=[batch.pk]),
    )


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """不要这一批了."""
    the_batch(request, pk)
    return done(
        request,
        lambda: drop_import(actor=request.actor, batch=pk),
        "没有导入，内容已清除",
        reverse("registry:imports"),
    )


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """整批撤回."""
    batch = the_batch(request, pk)

    def run() -> None:
        if request.POST.get("confirm", "").strip() != batch.name:
            raise Wrong(f"为确认，应输入“{batch.name}”")
        undo_import(actor=request.actor, batch=pk)

    return done(request, run, "已整批撤回", reverse("registry:import", args=[pk]))
