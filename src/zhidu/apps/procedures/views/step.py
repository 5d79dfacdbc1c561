"""Taking a step, and putting it to its gate."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.activities import queries as activities
from zhidu.apps.procedures import actions, page
from zhidu.apps.procedures.access import ACT
from zhidu.apps.procedures.engine import Live
from zhidu.apps.procedures.forms import AskForm, StepForm
from zhidu.apps.procedures.views.finding import the_live
from zhidu.apps.procedures.views.one import at_its_gate
from zhidu.domain.procedures import Act, Step
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

RECORDS = 30
"""Records offered as papers: the latest of the organisation."""


def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """The form of one step, or the way to its gate; why it cannot be taken yet, where it cannot."""
    going = the_live(request, pk)
    wanted = going.step(step)
    if wanted is None or not going.row.open:
        raise Http404("没有这一步，或者这件事已经办完")
    at = page.now(going, request.actor, wanted)
    assert at is not None  # noqa: S101 - the case is open
    kind: type[StepForm | AskForm] = AskForm if at.asking else StepForm
    form = kind(
        request.POST or None,
        request.FILES or None,
        going=going,
        step=wanted,
        records=records_of(request, going),
        initial={"on": today(), "version": going.row.version},
    )
    if request.method == "POST" and form.is_valid():
        does, said = (actions.ask, at.button) if at.asking else (actions.take_step, "已登记")
        try:
            does(actor=request.actor, case=going.row.pk, step=wanted.id, **form.given())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"{said}：{wanted.title}")
            return redirect(going.row)
    return _shown(request, going, wanted, at, form)


def _shown(request: HttpRequest, going: Live, wanted: Step, at: page.Now, form: object) -> HttpResponse:
    gate = wanted.gate
    act = Act.ASK if at.asking else Act.DO
    if not going.may(request.actor, wanted, act):
        ACT.require(request.actor, going.row)
    levels = going.line.levels(gate.by) if gate is not None and gate.kind == "approval" else []
    return render(
        request,
        "procedures/step.html",
        {
            "case": going.row,
            "going": going,
            "step": wanted,
            "at": at,
            "form": form,
            "gate": at_its_gate(going, at, request.actor),
            "levels": levels,
            "crumbs": [
                ("程序", reverse("procedures:list")),
                (going.row.matter.title, going.row.get_absolute_url()),
            ],
            "source": f"《{going.book.title}》{wanted.cite or going.procedure.cite}",
        },
    )


def records_of(request: HttpRequest, going: Live) -> list[tuple[str, str]]:
    """Records of the organisation that may stand for a paper; one query."""
    rows = activities.visible_activities(request.actor).filter(
        organization=going.row.organization_id, voided_at=None, state="held", on__lte=today()
    )
    rows = rows.exclude(kind__in=["procedure_step", "procedure_closed"]).order_by("-on", "-pk")[:RECORDS]
    return [
        (str(one.pk), f"{one.on.month}月{one.on.day}日 {one.kind_name} {one.title}".strip()) for one in rows
    ]
