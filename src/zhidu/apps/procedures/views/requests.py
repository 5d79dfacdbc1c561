"""Answering a request for approval: everything needed to decide on one page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.procedures import actions, page
from zhidu.apps.procedures.actions.decide import may_answer
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.forms import DecideForm
from zhidu.apps.procedures.models import Request
from zhidu.apps.procedures.views.finding import the_case
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.files import queries as files
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is asked, what was done before, the papers, what lower levels said, and the answer."""
    sent = Request.objects.select_related("place", "asked").filter(pk=pk).first()
    if sent is None:
        raise Http404("没有这件请示")
    row = the_case(request, sent.case_id)
    going = live(row)
    step = going.step(sent.step)
    if step is None:
        raise Http404("没有这一步")
    mine = sent.waiting and row.open and may_answer(request.actor, sent, going)
    top = not any(len(one.path) < len(sent.place.path) for one in going.line.above)
    form = DecideForm(
        request.POST or None,
        last=sent.last,
        top=top,
        ruling=sent.rules,
        initial={"on": today(), "version": row.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.decide(actor=request.actor, request=pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已批复：{step.title}，{made.answer_name}")
            return redirect(row)
    names = identity.names({one for one in (*page.users(going), sent.asked_by, sent.by) if one})
    return render(
        request,
        "procedures/request.html",
        {
            "sent": sent,
            "case": row,
            "going": going,
            "step": step,
            # whoever answered too late reads that, beside what was typed
            "form": form if mine or form.is_bound else None,
            "levels": list(row.requests.filter(asked=sent.asked).select_related("place")),
            "history": page.history(going, names),
            "asker": names.get(sent.asked_by or 0, ""),
            "box": files.box(request.actor, row.code),
            "crumbs": [("程序", reverse("procedures:list")), (row.matter.title, row.get_absolute_url())],
            "source": f"《{going.book.title}》{step.cite or going.procedure.cite}",
        },
    )
