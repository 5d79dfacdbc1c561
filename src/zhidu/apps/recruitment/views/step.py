"""Taking a step with what has to be known of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.procedures import page as pages
from zhidu.apps.procedures.access import ACT
from zhidu.apps.procedures.views.one import at_its_gate
from zhidu.apps.procedures.views.step import records_of
from zhidu.apps.recruitment import actions
from zhidu.apps.recruitment.asking import PEOPLE, questions
from zhidu.apps.recruitment.companions import offered
from zhidu.apps.recruitment.forms import StepForm
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.views.load import the_dossier
from zhidu.apps.recruitment.views.one import the_case
from zhidu.domain.procedures import Act
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

ON_SITE = "网站上登记，打印存档"
"""Where the papers lie that this app prints."""


def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """The form of one step, or why it cannot be taken yet and from what day on it can."""
    found = the_dossier(request, pk)
    going = the_case(found)
    wanted = going.step(step)
    if wanted is None or not going.row.open:
        raise Http404("没有这一步，或者这件事已经办完")
    at = pages.now(going, request.actor, wanted)
    assert at is not None  # noqa: S101 - the case is open
    if not going.may(request.actor, wanted, Act.ASK if at.asking else Act.DO):
        ACT.require(request.actor, going.row)
    asked = questions(wanted.facts, rules_of(found.organization, today(), going.said))
    people = offered(found, today()) if any(one.sort == PEOPLE for one in asked) else []
    form = StepForm(
        request.POST or None,
        request.FILES or None,
        going=going,
        step=wanted,
        questions=asked,
        people=people,
        records=records_of(request, going),
        initial={
            "on": today(),
            "version": going.row.version,
            **{f"place_{token}": ON_SITE for token in wanted.evidence},
        },
    )
    takes = not at.asking and not at.waiting
    if request.method == "POST" and takes and form.is_valid():
        try:
            actions.record_step(actor=request.actor, dossier=pk, step=step, **form.given())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已登记：{wanted.title}")
            return redirect(found)
    return render(
        request,
        "recruitment/step.html",
        {
            "dossier": found,
            "going": going,
            "step": wanted,
            "at": at,
            "form": form,
            "takes": takes,
            "gate": at_its_gate(going, at, request.actor),
            "crumbs": [
                ("发展党员", reverse("recruitment:list")),
                (found.person.name, found.get_absolute_url()),
            ],
            "source": f"《{going.book.title}》{wanted.cite or going.procedure.cite}",
        },
    )
