"""The supervision page, the same page with one cell's panel open, and the file of what it shows."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.dashboards import money
from zhidu.apps.dashboards import queries as own
from zhidu.apps.dashboards.moving import above
from zhidu.apps.dashboards.supervision import choices, counts, large, panel, screen, sheet
from zhidu.apps.dashboards.supervision.asked import Asked, overseen, read
from zhidu.apps.dashboards.supervision.cells import MONTHS, now_column
from zhidu.apps.dashboards.waiting import consents
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today


@require_GET
def supervision(request: HttpRequest) -> HttpResponse:
    """Where rules are not kept, of all organisations that the actor looks over."""
    if not SEE_ALL.somewhere(request.actor):
        return redirect("dashboards:home")
    return overview(request)


def overview(request: HttpRequest) -> HttpResponse:
    """The picture without a panel; also the first page of superiors."""
    return _page(request, read(request.actor, request.GET))


@require_GET
def cell(request: HttpRequest, organization: int, month: int) -> HttpResponse:
    """The picture with the panel of one organisation and month; to htmx the panel alone."""
    actor = request.actor
    if not 1 <= month <= len(MONTHS):
        raise Http404
    asked = read(actor, request.GET)
    node = next(iter(overseen(actor, [organization])), None)
    if node is None:
        raise Http404
    close = asked.url(reverse("dashboards:supervision"))
    if request.GET.get("below") == "1":
        found: panel.Panel | None = panel.of_level(actor, asked, node, month, close)
    else:
        found = panel.of_cell(actor, asked, node, month, request.GET, close)
    given = {"panel": found, "node": node, "month": month, "asked": asked, "close": close}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "dashboards/supervision/panel.html", given)
    return _page(request, asked, given)


def _page(request: HttpRequest, asked: Asked, more: dict[str, Any] | None = None) -> HttpResponse:
    actor = request.actor
    place = screen.place_of(actor, asked)
    totals = counts.totals(asked.whole(actor, theme=False))
    picture = screen.picture(actor, asked, place, request.GET.get("page"), opened(request))
    address = reverse("dashboards:supervision")
    waits = [*consents(actor, today()), *money.due(actor, today()), *above(actor, today())]
    return render(
        request,
        "dashboards/supervision/page.html",
        {
            "asked": asked,
            "waits": waits,
            "place": place,
            "today": today(),
            "sentence": screen.sentence(actor, asked, place, totals),
            "figures": choices.figures(totals),
            "not_applicable": totals.of(counts.SILENT),
            "tabs": choices.tabs(asked, totals, address),
            "picks": choices.picks(actor, asked, place, address),
            "chips": choices.chips(asked, address),
            "crumbs": choices.crumbs(actor, asked, address),
            "saved": own.saved_filters(actor),
            "address": address,
            "query": asked.query(),
            "picture": picture,
            "columns": MONTHS,
            "now": now_column(asked.year, today()),
            "unfold": asked.url(address, unfolded=True),
            "refold": asked.url(address, unfolded=False),
            "only": asked.url(address, only=True, unfolded=False),
            **(more or {}),
        },
    )


def opened(request: HttpRequest) -> str:
    """The address of the cell that is open, as the rows would write it: without what names one finding of it."""
    asked = request.GET.copy()
    for name in ("clause", "subject", "period", "page"):
        asked.pop(name, None)
    query = asked.urlencode()
    return f"{request.path}?{query}" if query else request.path


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse | FileResponse:
    """Everything that the filters leave, all pages and what is folded too, as a workbook.

    A large one is not made while the page waits: it is offered to be made in the background, and POST begins that.
    """
    if not SEE_ALL.somewhere(request.actor):
        raise Refused(SEE_ALL)
    asked = read(request.actor, request.GET)
    if request.method == "POST":
        return redirect("jobs:job", large.order(request.actor, asked).pk)
    if large.is_large(request.actor, asked):
        given = {
            "limit": large.AT_THE_PAGE,
            "address": asked.url(reverse("dashboards:export")),
            "back": asked.url(reverse("dashboards:supervision")),
        }
        return render(request, "dashboards/supervision/large.html", given)
    file, name = sheet.workbook(request.actor, asked)
    return FileResponse(file, as_attachment=True, filename=name, content_type=sheet.TYPE)
