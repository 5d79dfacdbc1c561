"""The library, one book, and two books side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries
from zhidu.apps.adoption.access import ADOPT, IMPORT, READ
from zhidu.apps.adoption.forms import CompareForm
from zhidu.apps.adoption.library import in_order, version_of
from zhidu.apps.adoption.models import Book
from zhidu.apps.adoption.running import FEW, books_over, own_organizations, some_users, users_of
from zhidu.apps.adoption.settings import questions
from zhidu.apps.adoption.shown import LEVELS, address, chapters, kind_name
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.compare import Difference, compare_books
from zhidu.rulebooks.words import label, word, words

PER_PAGE = 60
PARTS = {
    "clauses": "条款",
    "needs": "待明确的数字",
    "procedures": "程序",
    "forms": "表格",
    "readings": "读法",
}


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Every book, its newest version first, and how many run it."""
    READ.require_at(request.actor, "")
    found = in_order(queries.books())
    counts = users_of(request.actor, found)
    own = own_organizations(request.actor)
    over_me = books_over(own)
    newest: dict[str, dict[str, Any]] = {}
    for one in found:
        line = newest.setdefault(
            one.book, {"book": one, "level": LEVELS.get(one.level, one.level), "old": []}
        )
        line["users"] = line.get("users", 0) + counts.get(one.pk, 0)
        line["over_me"] = line.get("over_me", False) or one.pk in over_me
        if one is not line["book"]:
            line["old"].append(one)
    return render(
        request,
        "adoption/library.html",
        {
            "lines": list(newest.values()),
            "may_import": IMPORT.can_create(request.actor, ""),
            "own": own,
        },
    )


@require_GET
def book(request: HttpRequest, book: str) -> HttpResponse:
    """One version of a book: its clauses by chapter, or one of its other parts."""
    READ.require_at(request.actor, "")
    row = version_of(book, request.GET.get("version"))
    rules = queries.rulebook(row)
    part = request.GET.get("part", "clauses")
    asked = list(questions(rules))
    counts = {
        "clauses": len(rules.clauses),
        "needs": len(asked),
        "procedures": len(rules.procedures),
        "forms": len(rules.forms),
        "readings": len(rules.readings),
    }
    url = reverse("adoption:book", args=[row.book])
    tabs = [
        {
            "title": f"{title} {counts[key]}",
            "url": f"{url}?version={row.pk}&part={key}",
            "current": key == part,
        }
        for key, title in PARTS.items()
        if counts[key]
    ]
    text = request.GET.get("q", "").strip()[:40]
    shown = [one for one in rules.clauses if not text or text in f"{one.title}{one.cite}{one.text}{one.note}"]
    users = some_users(request.actor, row)
    total = users_of(request.actor, [row]).get(row.pk, 0)
    return render(
        request,
        "adoption/book.html",
        {
            "row": row,
            "rules": rules,
            "level": LEVELS.get(row.level, row.level),
            "part": part if part in counts else "clauses",
            "tabs": tabs,
            "q": text,
            "chapters": _lines(shown, row) if part == "clauses" else [],
            "asked": [
                {
                    "clause": clause,
                    "url": address(clause, version=row.pk),
                    "need": need,
                    "offer": word(need.default or need.suggest, rules),
                }
                for clause, need in asked
            ],
            "procedures": _procedures(rules) if part == "procedures" else [],
            "kinds": [(kind_name(kind), number) for kind, number in row.counts.get("kinds", {}).items()],
            "versions": queries.versions(row.book),
            "users": users,
            "more_users": max(total - min(len(users), FEW), 0),
            "adopt_for": [
                one for one in own_organizations(request.actor) if ADOPT.can_create(request.actor, one.path)
            ],
            "crumbs": [("制度", reverse("adoption:library")), (row.title, "")],
        },
    )


def _lines(clauses: Iterable[Clause], row: Book) -> list[tuple[str, list[dict[str, Any]]]]:
    return [
        (
            title,
            [
                {"clause": one, "url": address(one, version=row.pk), "kind": kind_name(one.kind)}
                for one in found
            ],
        )
        for title, found in chapters(clauses)
    ]


def _procedures(rules: Rulebook) -> list[dict[str, Any]]:
    return [
        {
            "procedure": one,
            "steps": [{"step": step, "notes": list(_step_notes(step, rules))} for step in one.steps],
        }
        for one in rules.procedures.values()
    ]


def _step_notes(step: Any, rules: Rulebook) -> Iterable[str]:  # noqa: ANN401 - a step of the domain
    if step.actor:
        yield f"由{word(step.actor, rules)}办"
    if step.min_dwell:
        yield f"距“{word(step.since, rules)}”不少于 {step.min_dwell.chinese()}"
    if step.within:
        yield f"“{word(step.within_of, rules)}”后 {step.within.chinese()}内"
    if step.evidence:
        yield f"材料：{words(list(step.evidence), rules)}"
    if step.gate:
        what = label(step.gate.kind, rules)
        yield f"{what}：{word(step.gate.by, rules)}" if step.gate.by else what
    if step.optional:
        yield "可以省去"
    if step.note:
        yield step.note


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Two books family by family: what differs, and which is stricter."""
    READ.require_at(request.actor, "")
    rows = {str(one.pk): one for one in queries.books()}
    form = CompareForm(
        request.GET or None, books=[(key, f"{one}（{one.edition_name}）") for key, one in rows.items()]
    )
    found: list[Difference] = []
    first = second = None
    if form.is_bound and form.is_valid():
        first, second = (rows[form.cleaned_data[name]] for name in ("first", "second"))
        found = compare_books(queries.rulebook(first), queries.rulebook(second))
    pairs = [one for one in found if one.ours and one.theirs]
    listed = found if form.is_bound and form.is_valid() and form.cleaned_data["alone"] else pairs
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "adoption/compare.html",
        {
            "form": form,
            "first": first,
            "second": second,
            "page": page,
            "rows": [_pair(one, first, second) for one in page.object_list],
            "pairs": len(pairs),
            "alone_first": sum(1 for one in found if one.theirs is None),
            "alone_second": sum(1 for one in found if one.ours is None),
            "crumbs": [("制度", reverse("adoption:library")), ("比较两部制度", "")],
        },
    )


def _pair(one: Difference, first: Book | None, second: Book | None) -> dict[str, Any]:
    clause = one.ours or one.theirs
    return {
        "kind": kind_name(clause.kind) if clause else "",
        "ours": one.ours,
        "ours_url": address(one.ours, version=first.pk) if one.ours and first else "",
        "theirs": one.theirs,
        "theirs_url": address(one.theirs, version=second.pk) if one.theirs and second else "",
        "word": one.chinese,
    }
