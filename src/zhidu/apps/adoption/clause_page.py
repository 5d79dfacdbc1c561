"""One clause: its text, how it is worked out, whose rule runs, examples, history and neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries, shown
from zhidu.apps.adoption.access import READ
from zhidu.apps.adoption.library import newest, version_of
from zhidu.apps.adoption.models import Adoption, Book
from zhidu.apps.adoption.running import own_organizations
from zhidu.apps.adoption.whose import compared
from zhidu.apps.orgs import choices
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.access import SEE
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.terms import Modality
from zhidu.foundation.clock import today
from zhidu.rulebooks.plain import cells, sentence
from zhidu.rulebooks.words import question

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


SOME = 6
"""Examples shown at once; the others unfold."""
ELSEWHERE = 8
"""Clauses of other books about the same matter, at most."""
BELOW = 20
"""Organisations directly below that are offered at once."""
FEWEST = 2
"""Of fewer organisations than that there is nothing to choose."""


@require_GET
def clause(request: HttpRequest, book: str, clause: str) -> HttpResponse:
    """A clause as one organisation runs it, or as it stands in one version of the book."""
    READ.require_at(request.actor, "")
    node = _organization(request)
    reaching = queries.rows_of({node.pk, *node.ancestor_ids}) if node is not None else []
    row, adoption = _version(node, reaching, book, request.GET.get("version"))
    rules = queries.rulebook(row, adoption.answers if adoption else None)
    found = rules.clause(clause)
    if found is None:
        raise Http404(clause)
    links = queries.chains(node, today()).get(found.family, []) if node else []
    names = shown.adopters(links)
    examples = shown.examples(row, found.id)
    return render(
        request,
        "adoption/clause.html",
        {
            "row": row,
            "clause": found,
            "node": node,
            "kind": shown.kind_name(found.kind),
            "in_force": shown.since(found.effective.first, found.effective.last),
            "judged": found.modality is not Modality.MAY,
            "generally": found.modality is Modality.GENERALLY,
            "said": sentence(found, rules),
            "counting": cells(found, rules),
            "as_file": shown.as_file(found),
            "asked": [
                (question(one, rules, still=one in found.open_needs), one in found.open_needs)
                for one in found.needs
            ],
            "adoption": adoption,
            "chain": shown.chain(links, names, node.pk) if node and links else [],
            "compared": compared(reaching, links, names),
            "among": any(one.source.clause.key == found.key for one in links),
            "examples": examples[:SOME],
            "more_examples": examples[SOME:],
            "history": [
                {"one": one, "url": _url(one.clause, node, row)} for one in shown.history(found, rules)
            ],
            "versions": [one for one in queries.versions(row.book) if one.pk != row.pk],
            "near": [{"clause": one, "url": _url(one, node, row)} for one in shown.neighbours(found, rules)],
            "elsewhere": _elsewhere(found, row),
            "others": _others(request, node),
            "q": request.GET.get("q", "").strip()[:40],
            "context": f"{reverse('adoption:book', args=[row.book])}?version={row.pk}#{found.id}",
            "crumbs": [
                ("制度", reverse("adoption:library")),
                (row.title, f"{reverse('adoption:book', args=[row.book])}?version={row.pk}"),
                (shown.chapter(found), ""),
            ],
        },
    )


def _elsewhere(clause: Clause, row: Book) -> list[dict[str, Any]]:
    """The same matter in the newest version of the other books."""
    found = []
    for other in newest(queries.books()):
        if other.book == row.book:
            continue
        same = [one for one in queries.rulebook(other).clauses if one.family == clause.family]
        found += [{"clause": one, "url": shown.address(one, version=other.pk)} for one in same]
    return found[:ELSEWHERE]


def _others(request: HttpRequest, node: Node | None) -> list[tuple[str, str, bool]]:
    """(Name, address, whether it is shown now) of organisations whose year one may look at instead.

    Found by name; before anybody has searched those below, and those beside where there are none.
    """
    text = request.GET.get("q", "").strip()[:40]
    found = choices.organizations(
        request.actor, SEE, text, beside=node, chosen=str(node.pk) if node is not None else None
    )
    if node is not None and not text:
        below = orgs.living(orgs.visible_nodes(request.actor) & orgs.children(node), today())
        own = [
            (str(one.pk), one.name) for one in below.filter(kind=orgs.ORGANIZATION).order_by("path")[:BELOW]
        ]
        found = [(str(node.pk), node.name), *own] if own else found
    if len(found) < FEWEST and not text:
        return []
    return [(name, f"?organization={pk}", node is not None and pk == str(node.pk)) for pk, name in found]


def _url(one: Clause, node: Node | None, row: Book) -> str:
    return shown.address(one, node.pk) if node else shown.address(one, version=row.pk)


def _organization(request: HttpRequest) -> Any:  # noqa: ANN401 - a row of another app
    """The organisation asked about, or the one organisation somebody belongs to; None where a version is asked."""
    wanted = request.GET.get("organization", "")
    if wanted:
        found = orgs.visible_nodes(request.actor).filter(kind=orgs.ORGANIZATION)
        node = found.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 12 else None
        if node is None:
            raise Http404(wanted)
        return node
    if request.GET.get("version"):
        return None
    own = own_organizations(request.actor)
    return own[0] if len(own) == 1 else None


def _version(
    node: Node | None, rows: list[Adoption], name: str, wanted: str | None
) -> tuple[Book, Adoption | None]:
    """The version of the book that reaches the organisation today, else the newest."""
    if node is not None and not wanted:
        day = today()
        reaching = [
            one
            for one in rows
            if one.book.book == name
            and (one.first is None or one.first <= day)
            and (one.last is None or one.last >= day)
        ]
        if reaching:
            # the organisation's own adoption before those of its superiors, the nearest of these first
            line = [*node.ancestor_ids, node.pk]
            nearest = max(reaching, key=lambda one: line.index(one.organization_id))
            return nearest.book, nearest
    return version_of(name, wanted), None
