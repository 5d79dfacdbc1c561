"""日志: whether it is whole, its chains, and what was done; what people entered is not shown here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.dashboards.access import ADMINISTER
from zhidu.apps.dashboards.administration.verifying import NAME, WHOLE
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.acts import acts, load_all
from zhidu.foundation.identity.queries import account_named, names
from zhidu.foundation.jobs.actions import start
from zhidu.foundation.jobs.models import State
from zhidu.foundation.jobs.queries import last_of, open_jobs
from zhidu.foundation.journal.queries import chains, entries, last_seal
from zhidu.foundation.ui.forms import Form
from zhidu.foundation.ui.paging import Capped
from zhidu.foundation.ui.toast import trouble

A_PAGE = 30
SHORT = 12
"""Characters of a digest that are shown: enough to compare with a copy on paper."""


class EntryFilter(Form):
    """Conditions; whatever cannot be read is left aside."""

    code = forms.CharField(
        label="对象编号",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 org-12"}),
    )
    who = forms.CharField(label="登录名", max_length=60, required=False)
    day = forms.DateField(label="哪一天录入", required=False)


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """The last verification, the seals, and entries."""
    ADMINISTER.require_at(request.actor, "")
    form = EntryFilter(request.GET)
    form.is_valid()
    asked, told = form.cleaned_data, ""
    actor = None
    if who := asked.get("who", "").strip():
        account = account_named(who)
        actor = account.pk if account is not None else 0
        told = "" if account is not None else f"没有登录名是“{who}”的帐号。"
    rows = entries(obj=asked.get("code", "").strip(), actor=actor, day=asked.get("day"))
    page = Capped(rows, A_PAGE).get_page(request.GET.get("page"))
    last = last_of(NAME)
    return render(
        request,
        "administration/journal.html",
        {
            "last": last,
            "whole": last is not None and last.state == State.DONE and last.result.startswith(WHOLE),
            "sealed": last_seal(),
            "form": form,
            "told": told,
            "page": page,
            "rows": _in_words(list(page)),
        },
    )


def _in_words(found: list[Any]) -> list[dict[str, Any]]:
    """Entries with the act, the account and the organisation by name."""
    who = names(one.actor for one in found if one.actor is not None)
    where = orgs.nodes(one.place for one in found if one.place is not None)
    load_all()
    titles = acts()
    return [
        {
            "entry": one,
            "title": titles[one.act].title if one.act in titles else one.act,
            "who": who.get(one.actor, "系统"),
            "place": where[one.place].name if one.place in where else "",
        }
        for one in found
    ]


@require_GET
def ends(request: HttpRequest) -> HttpResponse:
    """The end of each chain, the longest first; of organisations whose name holds what was typed."""
    ADMINISTER.require_at(request.actor, "")
    text = request.GET.get("q", "").strip()[:60]
    rows = chains()
    if text:
        found = orgs.visible_nodes(request.actor).filter(name__contains=text)[:100]
        rows = rows.filter(pk__in=[f"org:{one.pk}" for one in found])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    ids = {one.stream: int(one.stream.partition(":")[2] or 0) for one in page}
    where = orgs.nodes(ids.values())
    shown = [
        {
            "name": where[ids[one.stream]].name if ids[one.stream] in where else "全站",
            "number": one.number,
            "digest": one.digest[:SHORT],
        }
        for one in page
    ]
    return render(request, "administration/chains.html", {"page": page, "rows": shown, "q": text})


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """核对: as a job, so that it can be left; at most one at a time."""
    ADMINISTER.require_at(request.actor, "")
    running = open_jobs(NAME).first()
    if running is not None:
        trouble(request, "已经有一次核对正在做，看那一次就行。")
        return redirect("jobs:job", running.pk)
    return redirect("jobs:job", start(actor=request.actor, name=NAME).pk)
