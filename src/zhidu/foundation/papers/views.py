"""A paper as a PDF: shown in the browser, or kept with ``?save=1``; as a docx with ``?as=docx``."""

from __future__ import annotations

import logging
from urllib.parse import quote

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhidu.foundation.files.names import clean
from zhidu.foundation.papers import fonts, registry
from zhidu.foundation.papers import templates_kept as kept
from zhidu.foundation.papers.faults import BadTemplate, CannotSet
from zhidu.foundation.papers.render import edited, rendered

LOG = logging.getLogger("zhidu.papers")
SHOWN = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
"""For the PDF alone: the viewer of the browser puts styles of its own into its page."""


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def printed(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """One paper about one object, for whoever may: to print, or with ``?as=docx`` to edit."""
    try:
        paper = registry.paper(name)
        obj = paper.load(pk)
    except (LookupError, ObjectDoesNotExist) as error:
        raise Http404 from error
    if not paper.fits(obj):
        raise Http404("没有这种文书")
    called = clean(f"{paper.title} {obj}"[:80])
    if request.GET.get("as") == "docx":
        if not paper.word:
            raise Http404("这份文书只能印")
        try:
            return sent(edited(paper, obj, request.actor), DOCX, f"{called}.docx", "attachment")
        except BadTemplate as error:
            return _template_fails(request, paper, error)
    try:
        made = rendered(paper, obj, request.actor, blank="blank" in request.GET)
    except (fonts.NoFont, fonts.NoGlyph) as error:
        given = {"paper": paper, "why": str(error), "characters": getattr(error, "characters", [])}
        return render(request, "papers/no_font.html", given, status=503)
    except CannotSet as error:
        if kept.used(paper.name, kept.PRINT) is None:
            raise
        return _template_fails(request, paper, error)
    how = "attachment" if request.GET.get("save") else "inline"
    return sent(made, "application/pdf", f"{called}.pdf", how)


def _template_fails(request: HttpRequest, paper: registry.Paper, error: Exception) -> HttpResponse:
    """A template that somebody put in does not fit this very paper: said on a page, and who can change that."""
    LOG.warning("文书 %s 的模板排不出来：%s", paper.name, error)
    given = {"paper": paper, "why": f"换上的模板排不出这一份：{error}。请系统管理员修改，或换回自带的模板。"}
    return render(request, "papers/no_font.html", given, status=503)


def sent(made: bytes, kind: str, called: str, how: str) -> HttpResponse:
    """A file that was made for this one answer."""
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(called)}"
    response["Content-Security-Policy"] = SHOWN
    return response
