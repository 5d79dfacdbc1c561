"""What everybody still needs this year, for the branch, and the sums of those below for a superior."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhidu.apps.learning import standing
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.sheet import written
from zhidu.apps.learning.views.load import organization_or_404
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.learning.standing import Line

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = (("姓名", 12), ("参加学习", 10), ("自学小时", 10), ("读书", 8), ("论文", 8), ("今年各项", 60))
MOST = 200


@require_GET
def year(request: HttpRequest, organization: int) -> HttpResponse:
    """The table of an organisation's own people, and below it the organisations under it."""
    node = organization_or_404(request, organization, KEEP)
    day = today()
    found = standing.lines(node, day)
    under = orgs.living(orgs.children(node), day).filter(kind=orgs.ORGANIZATION).order_by("path")
    return render(
        request,
        "learning/year.html",
        {
            "node": node,
            "year": day.year,
            "lines": found,
            "short": [one for one in found if one.short],
            "quotas": standing.quotas(found),
            "below": standing.below(under[:MOST], day),
        },
    )


@require_GET
def as_sheet(request: HttpRequest, organization: int) -> FileResponse:
    """The same as a workbook (学时登记)."""
    node = organization_or_404(request, organization, KEEP)
    day = today()
    rows = [
        [one.name, one.sessions, f"{one.hours.normalize():f}", one.books, one.papers, _said(one)]
        for one in standing.lines(node, day)
    ]
    title = f"{node.name}{day.year}年学时登记"
    return FileResponse(
        written(title, HEAD, rows), as_attachment=True, filename=f"{title}.xlsx", content_type=XLSX
    )


def _said(line: Line) -> str:
    return "；".join(
        f"{one.name} {one.done.normalize():f} / {one.need.normalize():f} {one.unit}" for one in line.needs
    )
