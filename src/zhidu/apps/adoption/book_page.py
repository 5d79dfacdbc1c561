"""One version of a book: its clauses by chapter, and its other parts."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries, texts
from zhidu.apps.adoption.access import ADOPT, READ
from zhidu.apps.adoption.effects import effects
from zhidu.apps.adoption.forms import ClauseFilter
from zhidu.apps.adoption.library import version_of
from zhidu.apps.adoption.models import Book
from zhidu.apps.adoption.procedures_shown import procedures_of
from zhidu.apps.adoption.running import FEW, own_organizations, some_users, users_of
from zhidu.apps.adoption.settings import questions
from zhidu.apps.adoption.shown import LEVELS, address, chapters, kind_name, since
from zhidu.apps.adoption.views import has_words, line_of, verified
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.words import word

PARTS = {
    "clauses": "条款",
    "needs": "待明确的数字",
    "procedures": "程序",
    "forms": "表格",
    "readings": "读法",
    "narrative": "只作叙述的",
}


@require_GET
def book(request: HttpRequest, book: str) -> HttpResponse:
    """The clauses of a book, narrowed by words, kind and force, or one of its other parts."""
    READ.require_at(request.actor, "")
    row = version_of(book, request.GET.get("version"))
    rules = queries.rulebook(row)
    narrative = narrative_rows(row)
    counts = {
        "clauses": len(rules.clauses),
        "needs": len(list(questions(rules))),
        "procedures": len(rules.procedures),
        "forms": len(rules.forms),
        "readings": len(rules.readings),
        "narrative": len(narrative),
    }
    part = request.GET.get("part", "clauses")
    part = part if part in counts else "clauses"
    url = f"{reverse('adoption:book', args=[row.book])}?version={row.pk}"
    form = ClauseFilter(request.GET, kinds=sorted({(one.kind, kind_name(one.kind)) for one in rules.clauses}))
    listed = _narrowed(rules.clauses, form)
    users = some_users(request.actor, row)
    total = users_of(request.actor, [row]).get(row.pk, 0)
    return render(
        request,
        "adoption/book.html",
        {
            "row": row,
            "rules": rules,
            "level": LEVELS.get(row.level, row.level),
            "since": since(rules.first, rules.last),
            "verified": verified(rules),
            "part": part,
            "tabs": [
                {"title": title, "count": counts[key], "url": f"{url}&part={key}", "current": key == part}
                for key, title in PARTS.items()
                if counts[key]
            ],
            "url": url,
            "form": form,
            "narrowed": len(listed) < len(rules.clauses),
            "number": len(listed),
            "chapters": _chapters(listed, row, rules) if part == "clauses" else [],
            "asked": _asked(row, rules) if part == "needs" else [],
            "procedures": procedures_of(rules) if part == "procedures" else [],
            "narrative": narrative,
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


def _narrowed(clauses: Iterable[Clause], form: ClauseFilter) -> list[Clause]:
    listed = list(clauses)
    if not form.is_valid():
        return listed
    wanted = form.cleaned_data
    return [
        one
        for one in listed
        if has_words(one, wanted["q"].strip()[:40])
        and wanted["kind"] in {"", one.kind}
        and wanted["modality"] in {"", one.modality.value}
    ]


def _chapters(clauses: list[Clause], row: Book, rules: Rulebook) -> list[tuple[str, list[dict[str, Any]]]]:
    return [(title, [line_of(one, row, rules) for one in found]) for title, found in chapters(clauses)]


def _asked(row: Book, rules: Rulebook) -> list[dict[str, Any]]:
    """What the book leaves open, each with what its answers would mean."""
    return [
        {
            "clause": clause,
            "url": address(clause, version=row.pk),
            "need": need,
            "offer": word(need.default or need.suggest, rules),
            "effects": effects(need, clause, rules),
        }
        for clause, need in questions(rules)
    ]


def narrative_rows(row: Book) -> list[dict[str, str]]:
    """What the text only tells, so that nothing of it is judged; from the inventory that came with the book."""
    folder = texts.laid_out(row.digest)
    inventory = folder / "inventory.csv" if folder is not None else None
    if inventory is None or not inventory.is_file():
        return []
    with inventory.open(encoding="utf-8-sig", newline="") as lines:
        return [one for one in csv.DictReader(lines) if (one.get("narrative") or "").strip() == "yes"]
