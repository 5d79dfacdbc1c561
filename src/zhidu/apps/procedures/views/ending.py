"""Ending a case, and taking back its latest move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.procedures import actions, page
from zhidu.apps.procedures.access import KEEP
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.forms import CloseForm, TakeBackForm, WithdrawForm
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.views.finding import the_case
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form, add_faults
from zhidu.foundation.ui.toast import toast


def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a case that has no step left to take."""
    told = ("办结", "应办的各步都办完了。办结以后不再往下办。", "已办结")
    return _ended(request, pk, CloseForm, actions.close_case, told)


def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    """End a case that will not go on."""
    told = ("撤回", "撤回以后不再往下办，办过的留着备查；等着批复的请示一并撤回。", "已撤回")
    return _ended(request, pk, WithdrawForm, actions.withdraw_case, told)


def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the latest move, which was written down wrongly."""
    row = _kept(request, pk)
    going = live(row)
    last = going.moves[-1] if going.moves else None
    step = going.step(last.step) if last is not None else None
    said = f"最后一步是 {page.day(last.on)} 的“{step.title}”。" if last is not None and step else ""
    told = ("更正最后一步", f"{said}更正以后它不再算数，材料留着，可以重新登记。", "已更正")
    return _ended(request, pk, TakeBackForm, actions.take_back, told)


def _kept(request: HttpRequest, pk: int) -> Case:
    row = the_case(request, pk)
    KEEP.require(request.actor, row)
    return row


def _ended(
    request: HttpRequest, pk: int, kind: type[Form], act: Callable[..., Any], told: tuple[str, str, str]
) -> HttpResponse:
    row = _kept(request, pk)
    form = kind(request.POST or None, initial={"on": today(), "version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=request.actor, case=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"{told[2]}：{row.matter.title}")
            return redirect(row)
    return render(
        request,
        "procedures/simple.html",
        {
            "case": row,
            "form": form,
            "title": told[0],
            "lead": told[1],
            "crumbs": [("程序", reverse("procedures:list")), (row.matter.title, row.get_absolute_url())],
        },
    )
