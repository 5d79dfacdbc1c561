"""The page of search."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.foundation.search import queries
from zhidu.foundation.search.registry import Hit, Kind
from zhidu.foundation.search.text import LONGEST, Wanted, marked

A_PAGE = 30


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """What was found, grouped by kind; with ``kind`` all of one kind, page by page."""
    typed = request.GET.get("q", "").strip()
    wanted = Wanted.of(typed)
    kinds = queries.open_kinds(request.actor)
    chosen = next((one for one in kinds if one.key == request.GET.get("kind")), None)
    request.nav_key = "search"
    shown: dict[str, Any] = {
        "q": typed,
        "longest": LONGEST,
        "wanted": wanted.words,
        "kinds": kinds,
        "chosen": chosen,
        "tabs": _tabs(kinds, chosen, typed),
    }
    if wanted and chosen is None:
        shown["groups"] = [
            {"group": one, "url": _address(typed, one.kind.key), "lines": _lines(one.hits, wanted)}
            for one in queries.groups(request.actor, wanted)
        ]
    elif wanted and chosen is not None:
        rows = chosen.find(request.actor, wanted)
        total, more = queries.counted(rows)
        page = Paginator(rows[: queries.MOST], A_PAGE).get_page(request.GET.get("page"))
        shown |= {
            "page": page,
            "lines": _lines(chosen.show(request.actor, list(page), wanted), wanted),
            "total": f"{total} 条以上，只列出前 {queries.MOST} 条；多写一个词再搜"
            if more
            else f"共 {total} 条",
        }
    return render(request, "search/find.html", shown)


def _lines(hits: list[Hit], wanted: Wanted) -> list[dict[str, Any]]:
    """Hits with the words that were looked for set apart."""
    return [
        {
            "hit": one,
            "title": marked(one.title, wanted.words),
            "note": marked(one.note, wanted.words),
        }
        for one in hits
    ]


def _tabs(kinds: list[Kind], chosen: Kind | None, typed: str) -> list[dict[str, object]]:
    everything: dict[str, object] = {"title": "全部", "url": _address(typed), "current": chosen is None}
    return [
        everything,
        *({"title": one.title, "url": _address(typed, one.key), "current": one is chosen} for one in kinds),
    ]


def _address(typed: str, kind: str = "") -> str:
    asked = {"q": typed, **({"kind": kind} if kind else {})}
    return f"{reverse('search:find')}?{urlencode(asked)}"
