"""Handing up and signing for: one page for what goes up from here and what comes from below."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.dues import actions, queries
from zhidu.apps.dues.access import ACCOUNT, PASS_UP, RECEIVE
from zhidu.apps.dues.forms import PassForm, ReceiveForm
from zhidu.apps.dues.views.load import asked_month, organization_or_404
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.shapes import Figure
from zhidu.foundation.ui.toast import toast

PER_PAGE = 40


def passing(request: HttpRequest, organization: int) -> HttpResponse:
    """Where the money is, level by level."""
    node = organization_or_404(request, organization)
    standing = queries.in_hand(node)
    may_pass = PASS_UP.can_create(request.actor, node.path) and node.parent_id is not None
    form = PassForm(request.POST or None, initial={"amount": standing.in_hand}) if may_pass else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            made = actions.pass_up(actor=request.actor, organization=node.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已记下：上缴 {made.amount} 元给{made.to.name}，等签收")
            return redirect("dues:passing", node.pk)
    below = orgs.living(orgs.children(node), today()).filter(kind=orgs.ORGANIZATION)
    page = Paginator(below, PER_PAGE).get_page(request.GET.get("page"))
    places = list(page)
    money = queries.where_the_money_is([one.pk for one in places])
    month = asked_month(request)
    under = queries.month_below(node, str(month)) if places else {}
    waiting = [one for one in queries.to_receive(request.actor) if one.to_id == node.pk]
    return render(
        request,
        "dues/passing.html",
        {
            "node": node,
            "standing": standing,
            "form": form,
            "figures": [
                Figure("收缴", f"{standing.collected:.2f}", "元"),
                Figure("下级缴来", f"{standing.received:.2f}", "元"),
                Figure("已上缴", f"{standing.remitted:.2f}", "元"),
                Figure("手上", f"{standing.in_hand:.2f}", "元"),
            ],
            "sent": queries.remittances(request.actor, node.pk)[:24],
            "waiting": waiting,
            "may_account": ACCOUNT.can_create(request.actor, node.path),
            "reliefs": queries.reliefs_to_answer(request.actor, node.path)[:PER_PAGE],
            "page": page,
            "month": month,
            "below": [(one, under.get(one.path, queries.Below()), money[one.pk]) for one in places],
        },
    )


def receiving(request: HttpRequest, remittance: int) -> HttpResponse:
    """Sign for one."""
    found = queries.to_receive(request.actor).filter(pk=remittance).first()
    if found is None:
        raise Http404("没有等签收的这一笔")
    RECEIVE.require(request.actor, found)
    request.nav_key = "dues"
    form = ReceiveForm(request.POST or None, initial={"on": today(), "version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive(actor=request.actor, remittance=found.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已签收：{found.organization.name} {found.amount} 元")
            return redirect("dues:passing", found.to_id)
    return render(request, "dues/receive.html", {"one": found, "form": form})
