"""Objections to what is published, and how a publication ended."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.procedures import actions, page
from zhidu.apps.procedures.access import KEEP
from zhidu.apps.procedures.actions.object import asked_move
from zhidu.apps.procedures.engine import Live
from zhidu.apps.procedures.forms import ObjectForm, SettleForm, SettleObjectionForm
from zhidu.apps.procedures.models import Remonstrance
from zhidu.apps.procedures.ports import publisher
from zhidu.apps.procedures.states import Objection
from zhidu.apps.procedures.views.finding import the_live
from zhidu.domain.procedures import Act, Step
from zhidu.domain.procedures import Move as Moved
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def published(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One publication: what was put up, until when, the objections, and how it ends."""
    going, wanted = _published(request, pk, step)
    row = going.row
    form = SettleForm(request.POST or None, initial={"on": today(), "version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.settle(actor=request.actor, case=pk, step=step, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            word = "公示期满" if made.act == Act.PASS else "公示没有通过"
            toast(request, f"{word}：{wanted.title}")
            return redirect(row)
    asked = asked_move(going, step)
    raised = list(asked.objections.all())
    up = publisher()
    against = going.refusals(Moved(step=step, on=today(), act=Act.PASS))
    full = going.calendar.add(asked.on, wanted.gate.lasting) if wanted.gate and wanted.gate.lasting else None
    return render(
        request,
        "procedures/published.html",
        {
            "case": row,
            "step": wanted,
            "asked": asked,
            "full": full,
            "against": against if not any(one.state == Objection.UPHELD for one in raised) else [],
            "raised": raised,
            "still": sum(one.state == Objection.OPEN for one in raised),
            "upheld": any(one.state == Objection.UPHELD for one in raised),
            "notice": up.address(asked.source) if up is not None and asked.source else "",
            "form": form if row.open and going.may(request.actor, wanted) else None,
            "may_keep": row.open and KEEP.can(request.actor, row),
            "crumbs": _crumbs(going),
        },
    )


def objecting(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Put down an objection."""
    going, wanted = _published(request, pk, step)
    KEEP.require(request.actor, going.row)
    form = ObjectForm(request.POST or None, initial={"on": today(), "version": going.row.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.raise_objection(actor=request.actor, case=pk, step=step, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已登记异议")
            return redirect("procedures:published", pk, step)
    return render(
        request,
        "procedures/simple.html",
        {
            "case": going.row,
            "form": form,
            "title": "登记异议",
            "lead": f"“{wanted.title}”公示期间收到的。匿名的，“谁提出的”不填。",
            "crumbs": _crumbs(going),
        },
    )


def settling(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was found of an objection."""
    found = Remonstrance.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这条异议")
    going = the_live(request, found.case_id)
    KEEP.require(request.actor, going.row)
    form = SettleObjectionForm(request.POST or None, initial={"version": going.row.version})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        upheld = data.pop("upheld") == "yes"
        try:
            actions.settle_objection(actor=request.actor, objection=pk, upheld=upheld, **data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已登记核实情况")
            return redirect("procedures:published", found.case_id, found.step)
    return render(
        request,
        "procedures/simple.html",
        {
            "case": going.row,
            "form": form,
            "title": "核实异议",
            "lead": f"{page.day(found.on)}，{found.who or '没有署名'}：{found.words}",
            "crumbs": _crumbs(going),
        },
    )


def _published(request: HttpRequest, pk: int, step: str) -> tuple[Live, Step]:
    going = the_live(request, pk)
    wanted = going.step(step)
    if wanted is None or wanted.gate is None or wanted.gate.kind != "publication":
        raise Http404("没有这一步，或者它不用公示")
    if going.standing.of(step).asked is None:
        raise Http404("这一步还没有公示")
    return going, wanted


def _crumbs(going: Live) -> list[tuple[str, str]]:
    return [("程序", reverse("procedures:list")), (going.row.matter.title, going.row.get_absolute_url())]
