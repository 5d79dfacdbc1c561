"""Paying by transfer: the slip, the account, statements of the bank, and sums nobody could tell."""

from __future__ import annotations

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from zhidu.apps.dues import actions, queries
from zhidu.apps.dues.access import ACCOUNT
from zhidu.apps.dues.forms import AccountForm, LineForm, StatementForm
from zhidu.apps.dues.models import Line
from zhidu.apps.dues.paying.providers import PROVIDERS
from zhidu.apps.dues.views.load import organization_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast

SHOWN = 200


def order(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip: what to enter, and the code to scan."""
    found = queries.orders(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这张缴费单")
    own = request.actor.person == found.person_id
    request.nav_key = "me" if own else "dues"
    provider = PROVIDERS[found.account.provider]
    code = segno.make(provider.code(found), error="m").svg_inline(
        border=2, dark="#000", light="#fff", omitsize=True
    )
    return render(
        request,
        "dues/order.html",
        {
            "one": found,
            "own": own,
            "told": provider.told(found),
            "code": mark_safe(code),  # noqa: S308 - drawn by the library from plain text
            "months": [item.assessment.month_name for item in found.items.select_related("assessment")],
        },
    )


def account(request: HttpRequest, organization: int) -> HttpResponse:
    """The account, its statements, what waits; reading one more in."""
    node = organization_or_404(request, organization, ACCOUNT)
    own = queries.account_for(node)
    mine = own if own is not None and own.organization_id == node.pk else None
    form = StatementForm(request.POST or None, request.FILES or None) if mine is not None else None
    if form is not None and request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            made = actions.read_statement(
                actor=request.actor, organization=node.pk, name=upload.name, content=upload.read()
            )
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            states = [one.state for one in made.lines.all()]
            settled, waiting = states.count(Line.SETTLED), states.count(Line.WAITING)
            toast(
                request,
                f"读入 {len(states)} 笔：已入账 {settled} 笔，等处理 {waiting} 笔",
            )
            return redirect(made)
    return render(
        request,
        "dues/account.html",
        {
            "node": node,
            "mine": mine,
            "above": own if mine is None else None,
            "form": form,
            "statements": queries.statements(request.actor).filter(account__organization=node.pk)[:24],
            "waiting": _shown(request, account__organization=node.pk, state=Line.WAITING),
        },
    )


def changing(request: HttpRequest, organization: int) -> HttpResponse:
    """Name another account."""
    node = organization_or_404(request, organization, ACCOUNT)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_account(actor=request.actor, organization=node.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, "已登记：以后的缴费单写这个帐户")
            return redirect("dues:account", node.pk)
    return render(request, "dues/change_account.html", {"node": node, "form": form})


def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of every sum in it."""
    found = queries.statements(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这份对账单")
    request.nav_key = "dues"
    lines = _shown(request, statement=found.pk)
    return render(
        request, "dues/statement.html", {"one": found, "node": found.account.organization, "lines": lines}
    )


def _shown(request: HttpRequest, **which: object) -> list[tuple[Line, tuple[str, str]]]:
    rows = queries.sums_in(request.actor).filter(**which).order_by("-on", "row", "pk")[:SHOWN]
    return [(one, queries.sent_by(one)) for one in rows]


def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One sum that nobody could tell: whose it is, or why it is none."""
    found = queries.sums_in(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这一笔")
    request.nav_key = "dues"
    node = found.account.organization
    slips = queries.open_orders(found.account_id, found.amount)
    choices = [
        (one.pk, f"{one.reference} {one.person.name}（{one.organization.name}）{one.amount} 元")
        for one in slips
    ]
    payer, words = queries.sent_by(found)
    chosen = [one.pk for one in slips if one.person.name and one.person.name in f"{payer}{words}"]
    first = {"version": found.version, "order": chosen[0] if len(chosen) == 1 else ""}
    open_to = found.state == Line.WAITING or request.method == "POST"
    form = LineForm(request.POST or None, choices=choices, initial=first) if open_to else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            actions.settle_line(actor=request.actor, line=found.pk, **form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已办：{found.on} 到帐 {found.amount} 元")
            return redirect("dues:account", node.pk)
    given = {"one": found, "node": node, "form": form, "payer": payer, "words": words, "slips": len(slips)}
    return render(request, "dues/line.html", given)
