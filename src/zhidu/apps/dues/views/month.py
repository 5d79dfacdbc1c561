"""A month of an organisation: what everybody owes, who has paid, taking it in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhidu.apps.dues import actions, queries
from zhidu.apps.dues.access import KEEP, SEE
from zhidu.apps.dues.forms import CollectForm
from zhidu.apps.dues.rates import Rates
from zhidu.apps.dues.saving import AHEAD
from zhidu.apps.dues.views.load import asked_month, kept_by, organization_or_404
from zhidu.apps.members import queries as members
from zhidu.domain.dues import Month
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.shapes import Figure
from zhidu.foundation.ui.toast import toast, trouble

if TYPE_CHECKING:
    from zhidu.apps.dues.models import Assessment
    from zhidu.apps.orgs.models import Node


def index(request: HttpRequest) -> HttpResponse:
    """Where the dues of whoever asks are: of several organisations one is chosen; a member's own."""
    mine = kept_by(request.actor)
    if len(mine) == 1:
        return redirect("dues:month", mine[0].pk)
    if not mine and request.actor.person is not None:
        return redirect("dues:person", request.actor.person)
    if not mine:
        raise Refused(SEE)
    return render(request, "dues/choose.html", {"mine": mine})


def month(request: HttpRequest, organization: int) -> HttpResponse:
    """The list, and the form under it."""
    node = organization_or_404(request, organization)
    asked = asked_month(request)
    rows = queries.of_month(node.pk, str(asked))
    may_keep = KEEP.can_create(request.actor, node.path)
    slips = queries.on_slips([one.pk for one in rows]) if may_keep else set()
    form = CollectForm(request.POST or None, rows=rows, by_slip=slips) if may_keep else None
    if form is not None and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            total = actions.collect(
                actor=request.actor,
                organization=node.pk,
                month=str(asked),
                people=[int(one) for one in data["people"]],
                on=data["on"],
                method=data["method"],
                by_others=data["proxies"],
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已记下：{asked.chinese} {len(data['people'])} 人，共 {total} 元")
            return redirect(_address(node, asked))
    return _page(request, node, asked, rows, form)


@require_POST
def assessing(request: HttpRequest, organization: int) -> HttpResponse:
    """Work out the month for everybody."""
    node = organization_or_404(request, organization, KEEP)
    asked = asked_month(request)
    try:
        done = actions.assess(actor=request.actor, organization=node.pk, month=str(asked))
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
        return redirect(_address(node, Month.of(today())))
    counts = (
        (done.made, "新算出"),
        (done.changed, "改了"),
        (done.same, "没有变"),
        (len(done.lacking), "算不出"),
    )
    said = "，".join(f"{words} {number} 人" for number, words in counts if number) or "没有党员"
    toast(request, f"{asked.chinese}：{said}")
    return redirect(_address(node, asked))


def _address(node: Node, month: Month) -> str:
    return f"{reverse('dues:month', args=[node.pk])}?month={month}"


def _page(
    request: HttpRequest, node: Node, asked: Month, rows: list[Assessment], form: CollectForm | None
) -> HttpResponse:
    day = max(asked.first, min(today(), asked.last))
    here = {one.person_id: one.person.name for one in members.on_day(node.pk, day)}
    known = {one.person_id for one in rows}
    paid = [one for one in rows if one.paid]
    owed = sum((one.amount for one in rows), Decimal("0.00"))
    got = sum((one.amount for one in paid), Decimal("0.00"))
    late = queries.arrears(node.pk, str(Month.of(today()))) if form is not None else []
    latest = Month.of(today()) + AHEAD
    receipted = queries.receipted([one.payment_id for one in paid])
    context: dict[str, Any] = {
        "node": node,
        "month": asked,
        "rows": rows,
        "form": form,
        "open": [one for one in rows if not one.paid],
        "without": [name for pk, name in sorted(here.items()) if pk not in known],
        "figures": [
            Figure("应交", f"{owed:.2f}", "元", note=f"{len(rows)} 人"),
            Figure("已交", f"{got:.2f}", "元", note=f"{len(paid)} 人"),
            Figure("没有交", f"{owed - got:.2f}", "元", note=f"{len(rows) - len(paid)} 人"),
        ],
        "receipted": len(receipted),
        "unreceipted": len(paid) - len(receipted),
        "arrears": late[:12],
        "arrears_total": len(late),
        "standing": queries.in_hand(node),
        "before": _address(node, asked + -1),
        "after": _address(node, asked + 1) if asked < latest else "",
        "has_table": bool(Rates(node, day).tables),
    }
    return render(request, "dues/month.html", context)
