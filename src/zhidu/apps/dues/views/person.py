"""The months of one member: each amount, how it came about, and when it was paid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.dues import actions, queries
from zhidu.apps.dues.access import KEEP, SEE
from zhidu.apps.dues.forms import OrderForm
from zhidu.apps.dues.owing import owed
from zhidu.apps.dues.rates import Rates
from zhidu.apps.members import queries as members
from zhidu.domain.dues import Month
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults

if TYPE_CHECKING:
    from zhidu.apps.dues.models import Assessment
    from zhidu.apps.members.models import Person

_BASE = re.compile(r"基数 [\d.]+ 元")


def person(request: HttpRequest, person: int) -> HttpResponse:
    """For the member, everything; an officer is told the amounts, but not what somebody earns."""
    found = members.visible_people(request.actor).filter(pk=person).first()
    if found is None:
        raise Http404("没有这个人")
    own = request.actor.person == found.pk
    if not own and not SEE.can_create(request.actor, found.organization.path):
        raise Refused(SEE, path=found.organization.path)
    request.nav_key = "me" if own else "dues"
    rows = queries.of_person(request.actor, found.pk)
    may_keep = KEEP.can_create(request.actor, found.organization.path)
    form, answer = _slip(
        request, found, [one for one in rows if not one.paid and one.amount > 0], may=own or may_keep
    )
    if answer is not None:
        return answer
    return render(
        request,
        "dues/person.html",
        {
            "person": found,
            "own": own,
            "reliefs": queries.visible_reliefs(request.actor).filter(person=found.pk)[:12],
            "may_keep": may_keep,
            "form": form,
            "slips": queries.orders(request.actor).filter(person=found.pk, dropped_at=None)[:6],
            "rows": [(one, _derivation(one, own=own)) for one in rows],
        },
    )


def _slip(
    request: HttpRequest, person: Person, unpaid: list[Assessment], *, may: bool
) -> tuple[OrderForm | None, HttpResponse | None]:
    """The form for paying by transfer, where there is an account and anything to pay; the slip once it is made."""
    if not may or (request.method != "POST" and not (unpaid and queries.account_for(person.organization))):
        return None, None
    form = OrderForm(request.POST or None, rows=sorted(unpaid, key=lambda one: one.month))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_order(
                actor=request.actor, person=person.pk, months=form.cleaned_data["months"]
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            return form, redirect(made)
    return form, None


def _derivation(one: Assessment, *, own: bool) -> str:
    """The sentence that explains the amount, worked out again under the rules of its month."""
    month = Month.parse(one.month)
    said = owed(
        Rates(one.organization, month.last), month, [one.base], [one.relief] if one.relief else []
    ).sentence
    return said if own else _BASE.sub("基数（只给本人看）", said)
