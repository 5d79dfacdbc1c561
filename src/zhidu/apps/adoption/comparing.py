"""Two books side by side, clause by clause on the same matter; or two versions of one book."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries
from zhidu.apps.adoption.access import READ
from zhidu.apps.adoption.forms import CompareForm
from zhidu.apps.adoption.library import in_order
from zhidu.apps.adoption.models import Book
from zhidu.apps.adoption.shown import address, kind_name, since
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.rulebooks.compare import Difference, compare_books
from zhidu.rulebooks.plain import sentence, side_by_side
from zhidu.rulebooks.versions_compared import Revised, compare_versions

PER_PAGE = 15
PARTS = {"pairs": "管同一件事的", "first": "只有甲书有", "second": "只有乙书有"}


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Choose two books; of one book twice, its versions are compared clause by clause."""
    READ.require_at(request.actor, "")
    rows = {str(one.pk): one for one in in_order(queries.books())}
    form = CompareForm(
        request.GET or None, books=[(key, f"{one}（{one.edition_name}）") for key, one in rows.items()]
    )
    crumbs = [("制度", reverse("adoption:library")), ("比较两部制度", "")]
    if not (form.is_bound and form.is_valid()):
        return render(request, "adoption/compare.html", {"form": form, "crumbs": crumbs})
    first, second = (rows[form.cleaned_data[name]] for name in ("first", "second"))
    if first.book == second.book:
        return render(
            request, "adoption/revisions.html", {**_revisions(request, first, second), "crumbs": crumbs}
        )
    return render(
        request,
        "adoption/compare.html",
        {"form": form, **_side_by_side(request, first, second), "crumbs": crumbs},
    )


def _side_by_side(request: HttpRequest, first: Book, second: Book) -> dict[str, Any]:
    ours, theirs = queries.rulebook(first), queries.rulebook(second)
    found = compare_books(ours, theirs)
    lists = {
        "pairs": [one for one in found if one.ours and one.theirs],
        "first": [one for one in found if one.theirs is None],
        "second": [one for one in found if one.ours is None],
    }
    part = request.GET.get("part", "pairs")
    part = part if part in lists else "pairs"
    page = Paginator(lists[part], PER_PAGE).get_page(request.GET.get("page"))
    query = f"first={first.pk}&second={second.pk}"
    return {
        "first": first,
        "second": second,
        "part": part,
        "counts": {key: len(one) for key, one in lists.items()},
        "stricter": _sums(lists["pairs"]),
        "tabs": [
            {"title": title, "count": len(lists[key]), "url": f"?{query}&part={key}", "current": key == part}
            for key, title in PARTS.items()
        ],
        "page": page,
        "pairs": [_pair(one, first, second, ours, theirs) for one in page.object_list]
        if part == "pairs"
        else [],
        "alone": [_alone(one, first, second, ours, theirs) for one in page.object_list]
        if part != "pairs"
        else [],
    }


def _sums(pairs: list[Difference]) -> list[tuple[str, int]]:
    """甲书较严 12 对, in the order they first occur."""
    counted: dict[str, int] = {}
    for one in pairs:
        counted[one.chinese] = counted.get(one.chinese, 0) + 1
    return list(counted.items())


def _pair(one: Difference, first: Book, second: Book, ours: Rulebook, theirs: Rulebook) -> dict[str, Any]:
    assert one.ours is not None  # noqa: S101 - a pair has two
    assert one.theirs is not None  # noqa: S101
    rows = side_by_side([(one.ours, ours), (one.theirs, theirs)])
    return {
        "ours": one.ours,
        "ours_url": address(one.ours, version=first.pk),
        "theirs": one.theirs,
        "theirs_url": address(one.theirs, version=second.pk),
        "kind": kind_name(one.ours.kind),
        "word": one.chinese,
        "why": one.why,
        "rows": [row for row in rows if row.differs],
    }


def _alone(one: Difference, first: Book, second: Book, ours: Rulebook, theirs: Rulebook) -> dict[str, Any]:
    clause, row, book = (one.ours, first, ours) if one.ours is not None else (one.theirs, second, theirs)
    assert clause is not None  # noqa: S101 - one side is there
    return {
        "clause": clause,
        "url": address(clause, version=row.pk),
        "kind": kind_name(clause.kind),
        "said": sentence(clause, book),
    }


def _revisions(request: HttpRequest, first: Book, second: Book) -> dict[str, Any]:
    """What changed from the older version to the newer, whichever was named first."""
    old, new = sorted((first, second), key=lambda one: one.pk)
    before, after = queries.rulebook(old), queries.rulebook(new)
    found = compare_versions(before, after)
    changed = [one for one in found if not one.same]
    page = Paginator(changed, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "old": old,
        "new": new,
        "same": len(found) - len(changed),
        "since": since(after.first, after.last),
        "page": page,
        "lines": [_revised(one, old, new, before, after) for one in page.object_list],
    }


def _revised(one: Revised, old: Book, new: Book, before: Rulebook, after: Rulebook) -> dict[str, Any]:
    clause: Clause | None = one.after or one.before
    assert clause is not None  # noqa: S101 - one side is there
    rows = (
        [row for row in side_by_side([(one.before, before), (one.after, after)]) if row.differs]
        if one.before is not None and one.after is not None
        else []
    )
    return {
        "clause": clause,
        "url": address(clause, version=(new if one.after is not None else old).pk),
        "word": one.chinese,
        "rows": rows,
        "said": sentence(clause, after if one.after is not None else before),
        "since": since(clause.effective.first, clause.effective.last),
    }
