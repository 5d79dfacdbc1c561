"""The year of an organisation: the account, what came and went otherwise, gifts, what members are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.dues import actions, queries, yearly
from zhidu.apps.dues.access import KEEP, PASS_UP
from zhidu.apps.dues.forms import DayForm, ExtraForm, MovementForm, PublishForm, VoidForm
from zhidu.apps.dues.rates import Rates
from zhidu.apps.dues.views.load import organization_or_404
from zhidu.apps.members import queries as members
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.papers.sheets import answer
from zhidu.foundation.ui.forms import Form, add_faults
from zhidu.foundation.ui.shapes import Figure
from zhidu.foundation.ui.toast import toast

FIRST, AHEAD = 2000, 1


def asked_year(request: HttpRequest) -> int:
    """The year in the address; this one where there is none, or none that can be."""
    text = request.GET.get("year", "")
    found = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today().year
    return found if FIRST <= found <= today().year + AHEAD else today().year


@require_GET
def year(request: HttpRequest, organization: int) -> HttpResponse:
    """The page of one year."""
    node = organization_or_404(request, organization)
    asked = asked_year(request)
    found = yearly.year_of(node, asked)
    rates = Rates(node, today())
    return render(
        request,
        "dues/year.html",
        {
            "node": node,
            "year": asked,
            "found": found,
            "spent": found.spent(rates),
            "figures": [
                Figure("应交", f"{found.owed:.2f}", "元"),
                Figure("已交", f"{found.paid:.2f}", "元"),
                *(Figure(name, f"{amount:.2f}", "元") for name, amount in found.lines),
            ],
            "years": yearly.years(node.pk),
            "extras": queries.extras(request.actor, node.pk, asked),
            "words": rates.words,
            "may_keep": KEEP.can_create(request.actor, node.path),
            "may_pass": PASS_UP.can_create(request.actor, node.path),
        },
    )


@require_GET
def register(request: HttpRequest, organization: int) -> HttpResponse:
    """党费收缴登记表, as pdf or xlsx."""
    node = organization_or_404(request, organization)
    sheet = yearly.register(node, asked_year(request))
    return answer(request, sheet, f"{node.name}{sheet.title}")


@require_GET
def statement(request: HttpRequest, organization: int) -> HttpResponse:
    """党费收缴使用情况表, as pdf or xlsx."""
    node = organization_or_404(request, organization)
    asked = asked_year(request)
    sheet = yearly.statement(node, yearly.year_of(node, asked), Rates(node, today()))
    return answer(request, sheet, f"{node.name}{sheet.title}")


def moving(request: HttpRequest, organization: int) -> HttpResponse:
    """Write down what came or went otherwise."""
    node = organization_or_404(request, organization, PASS_UP)
    form = MovementForm(request.POST or None, purposes=Rates(node, today()).purposes)
    return _filled(
        request,
        node,
        form,
        "登记其他收支",
        lambda data: actions.enter_movement(actor=request.actor, organization=node.pk, **data),
        "已记下",
    )


def giving(request: HttpRequest, organization: int) -> HttpResponse:
    """Write down a gift."""
    node = organization_or_404(request, organization, KEEP)
    people = [(one.person_id, one.person.name) for one in members.on_day(node.pk, today())]
    form = ExtraForm(request.POST or None, people=people)
    return _filled(
        request,
        node,
        form,
        "收下自愿多交的党费",
        lambda data: actions.take_extra(actor=request.actor, organization=node.pk, **data),
        "已记下",
    )


def publishing(request: HttpRequest, organization: int) -> HttpResponse:
    """Tell the members."""
    node = organization_or_404(request, organization, KEEP)
    asked = asked_year(request)
    said = yearly.in_words(node, yearly.year_of(node, asked), Rates(node, today()))
    return _filled(
        request,
        node,
        PublishForm(request.POST or None),
        f"公布{asked}年党费收缴使用情况",
        lambda data: actions.publish_year(
            actor=request.actor, organization=node.pk, year=asked, words=data["words"]
        ),
        "已向本组织党员公布",
        said=said,
    )


def voiding(request: HttpRequest, movement: int) -> HttpResponse:
    """Take one back."""
    found = queries.movements(request.actor).filter(pk=movement).first()
    if found is None:
        raise Http404("没有这一笔")
    PASS_UP.require(request.actor, found)
    return _filled(
        request,
        found.organization,
        VoidForm(request.POST or None),
        f"作废：{found.kind_name} {found.amount} 元",
        lambda data: actions.void_movement(actor=request.actor, movement=found.pk, **data),
        "已作废",
    )


def passing_on(request: HttpRequest, extra: int) -> HttpResponse:
    """A large gift went on."""
    found = queries.extras(request.actor).filter(pk=extra).first()
    if found is None:
        raise Http404("没有这一笔")
    PASS_UP.require(request.actor, found)
    return _filled(
        request,
        found.organization,
        DayForm(request.POST or None, initial={"version": found.version}),
        f"转交{found.person.name}多交的 {found.amount} 元",
        lambda data: actions.pass_extra(actor=request.actor, extra=found.pk, **data),
        "已记下转交",
        said=queries.profile(found),
    )


def _filled(
    request: HttpRequest,
    node: Any,  # noqa: ANN401 - a node; its model is another app's
    form: Form,
    title: str,
    do: Callable[[dict[str, Any]], object],
    done: str,
    said: str = "",
) -> HttpResponse:
    """One form on a page of its own, back to the year."""
    request.nav_key = "dues"
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"{done}：{title}")
            return redirect(f"{reverse('dues:year', args=[node.pk])}?year={asked_year(request)}")
    return render(request, "dues/one_form.html", {"node": node, "form": form, "title": title, "said": said})
