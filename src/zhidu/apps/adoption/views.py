"""The library: every book with what it is and who runs it, and every clause by theme or by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries
from zhidu.apps.adoption.access import IMPORT, READ
from zhidu.apps.adoption.library import in_order, newest
from zhidu.apps.adoption.models import Book
from zhidu.apps.adoption.running import books_over, own_organizations, users_of
from zhidu.apps.adoption.shown import LEVELS, address, kind_name, since
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.terms import Verified
from zhidu.rulebooks.plain import sentence
from zhidu.rulebooks.themes import BY_KEY, THEMES, theme_of

PER_PAGE = 40
ALL = ""


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Every book, or the clauses of all of them on one theme or with some words."""
    READ.require_at(request.actor, "")
    rows = in_order(queries.books())
    theme = request.GET.get("theme", ALL)
    theme = theme if theme in BY_KEY else ALL
    text = request.GET.get("q", "").strip()[:40]
    looking = bool(theme or text)
    books = [(row, queries.rulebook(row)) for row in newest(rows)]
    found = [
        (row, rules, clause)
        for row, rules in books
        for clause in rules.clauses
        if looking and (not theme or theme_of(clause) == theme) and has_words(clause, text)
    ]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    own = own_organizations(request.actor)
    return render(
        request,
        "adoption/library.html",
        {
            "books": [] if looking else list(_books(request, rows, books)),
            "page": page,
            "groups": list(_grouped(page.object_list)),
            "looking": looking,
            "theme": theme,
            "q": text,
            "tabs": list(_tabs(theme, text)),
            "may_import": IMPORT.can_create(request.actor, ""),
            "own": own,
        },
    )


def has_words(clause: Clause, text: str) -> bool:
    """Whether all words of a search stand somewhere in a clause."""
    said = f"{clause.title}{clause.cite}{clause.text}{clause.note}{clause.id}"
    return all(word in said for word in text.split())


def _tabs(theme: str, text: str) -> Iterator[dict[str, Any]]:
    url = reverse("adoption:library")
    searched = f"&q={text}" if text else ""
    yield {"title": "各部制度", "url": url, "current": not theme and not text}
    for one in THEMES:
        yield {"title": one.title, "url": f"{url}?theme={one.key}{searched}", "current": theme == one.key}


def _books(
    request: HttpRequest, rows: list[Book], books: Iterable[tuple[Book, Rulebook]]
) -> Iterator[dict[str, Any]]:
    counts = users_of(request.actor, rows)
    over_me = books_over(own_organizations(request.actor))
    for row, rules in books:
        versions = [one for one in rows if one.book == row.book]
        yield {
            "book": row,
            "level": LEVELS.get(row.level, row.level),
            "summary": rules.summary,
            "since": since(rules.first, rules.last),
            "verified": verified(rules),
            "users": sum(counts.get(one.pk, 0) for one in versions),
            "over_me": any(one.pk in over_me for one in versions),
            "old": versions[1:],
        }


def verified(rules: Rulebook) -> str:
    """How far the clauses were checked against their sources: 已对照官方或权威页面 120 条；仅见于转载文本 3 条."""
    counted = Counter(one.basis.verified for one in rules.clauses if one.basis is not None)
    if not counted:
        return f"按原文逐条录成，来源：{rules.origin}" if rules.origin else "按采用者自己的文件"
    told = "；".join(f"{one.chinese} {counted[one]} 条" for one in Verified if counted[one])
    rest = len(rules.clauses) - counted.total()
    return f"{told}；其余 {rest} 条按原文逐条录成" if rest else told


def _grouped(found: Iterable[tuple[Book, Rulebook, Clause]]) -> Iterator[dict[str, Any]]:
    """Clauses found, book by book."""
    group: dict[str, Any] | None = None
    for row, rules, clause in found:
        if group is None or group["book"] is not row:
            if group is not None:
                yield group
            group = {"book": row, "lines": []}
        group["lines"].append(line_of(clause, row, rules))
    if group is not None:
        yield group


def line_of(clause: Clause, row: Book, rules: Rulebook) -> dict[str, Any]:
    """One clause in a list: where it leads, its kind, and what it asks in one sentence."""
    return {
        "clause": clause,
        "url": address(clause, version=row.pk),
        "kind": kind_name(clause.kind),
        "said": sentence(clause, rules),
    }
