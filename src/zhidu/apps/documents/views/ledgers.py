"""Ledgers of a year: asking for them, and the files of those that were made."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.documents import queries
from zhidu.apps.documents.access import LEDGER
from zhidu.apps.documents.actions.order_ledgers import order_ledgers
from zhidu.apps.documents.forms.ledgers import LedgerForm
from zhidu.apps.documents.ledgers.sections import LEDGERS
from zhidu.apps.documents.views.load import places
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.forms import add_faults

PER_PAGE = 20


def ledgers(request: HttpRequest) -> HttpResponse:
    """The form, and what was made before."""
    mine = places(request.actor, LEDGER)
    if not mine:
        raise Refused(LEDGER)
    asked = request.GET.get("organization", "")
    form = LedgerForm(
        request.POST or None,
        places=[(str(one.pk), one.name) for one in mine],
        initial={"organization": asked or str(mine[0].pk), "year": today().year},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = order_ledgers(actor=request.actor, **form.values())
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            return redirect("jobs:job", made.job)
    page = Paginator(queries.visible_ledgers(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    rows: list[Any] = list(page)
    return render(
        request,
        "documents/ledgers.html",
        {
            "form": form,
            "page": page,
            "users": identity.names({one.by for one in rows} - {None}),
            "titles": [one.title for one in LEDGERS],
        },
    )
