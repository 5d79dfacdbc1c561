"""A paper as a PDF: shown in the browser, or kept with ``?save=1``."""

from __future__ import annotations

from urllib.parse import quote

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhidu.foundation.files.names import clean
from zhidu.foundation.papers import fonts, registry
from zhidu.foundation.papers.render import rendered

SHOWN = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
"""For the PDF alone: the viewer of the browser puts styles of its own into its page."""


@require_GET
def printed(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Print one paper about one object, for whoever may."""
    try:
        paper = registry.paper(name)
        obj = paper.load(pk)
    except (LookupError, ObjectDoesNotExist) as error:
        raise Http404 from error
    try:
        made = rendered(paper, obj, request.actor)
    except fonts.NoFont as error:
        return render(request, "papers/no_font.html", {"paper": paper, "why": str(error)}, status=503)
    response = HttpResponse(made, content_type="application/pdf")
    how = "attachment" if request.GET.get("save") else "inline"
    called = quote(clean(f"{paper.title} {obj}"[:80] + ".pdf"))
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{called}"
    response["Content-Security-Policy"] = SHOWN
    return response
