"""Setting on what the members of an organisation pay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.dues import actions
from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.bases import bases_of
from zhidu.apps.dues.forms import BasesForm
from zhidu.apps.dues.rates import Rates
from zhidu.apps.dues.views.load import organization_or_404
from zhidu.apps.members import queries as members
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast


def bases(request: HttpRequest, organization: int) -> HttpResponse:
    """One row a member. What was set is told by kind and month; the sums themselves are not shown."""
    node = organization_or_404(request, organization, KEEP)
    people = members.on_day(node.pk, today())
    rates = Rates(node, today())
    form = BasesForm(request.POST or None, people=people, rates=rates)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            number = actions.set_bases(
                actor=request.actor,
                organization=node.pk,
                since=data["since"],
                said=form.said(),
                items=data.get("items", ()),
            )
        except Wrong as wrong:
            add_faults(form, _at_fields(wrong))
        else:
            toast(request, f"已核定 {number} 人；在当月那一页点“算出应交”")
            return redirect("dues:month", node.pk)
    kept = bases_of([one.person_id for one in people])
    known = {
        pk: f"{rates.words.word(rows[-1].payer)}，自 {rows[-1].since}" for pk, rows in kept.items() if rows
    }
    lines = [(one, payer, total, known.get(one.person_id, "")) for one, payer, total in form.lines()]
    return render(request, "dues/bases.html", {"node": node, "form": form, "lines": lines, "rates": rates})


def _at_fields(wrong: Wrong) -> Wrong:
    """``5.base`` → the field of that row."""
    found = {}
    for name, sentence in wrong.faults.items():
        person, _, part = name.partition(".")
        field = {"payer": "payer", "base": "sum", "agreed": "sum"}.get(part)
        found[f"{field}{person}" if field else ("since" if name == "month" else name)] = sentence
    return type(wrong)(found)
