"""The panel on the page of an adoption: what it would do here, or in one organisation below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.adoption import shown
from zhidu.apps.adoption.access import ADOPT
from zhidu.apps.adoption.forms import AdoptForm
from zhidu.apps.adoption.trying import Change, Changed, changes, given_way
from zhidu.apps.compliance.queries import ON_THE_SPOT
from zhidu.apps.compliance.trial import BACK, Trial, trial
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.terms import Verdict
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, is_a
from zhidu.foundation.clock import today
from zhidu.rulebooks.source import BookError

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

SAMPLES = 30
"""Organisations below to choose a sample from; the first of the tree."""
SHOWN = 40
"""Lines of a list shown at once; the others are counted."""
_ORDER = (
    (Verdict.MET, False),
    (Verdict.LATE, False),
    (Verdict.BREACHED, False),
    (Verdict.BREACHED, True),
    (Verdict.UNDETERMINED, False),
    (Verdict.EXEMPT, False),
)
"""Verdicts as they are told; the fourth is a generally that was not kept, which is amber and never red."""
_PLAIN = [verdict for verdict, generally in _ORDER if not generally]


@require_GET
def preview(request: HttpRequest, organization: int, book: int) -> HttpResponse:
    """What adopting *book* would do, with the days and answers of the query; nothing is stored."""
    node = orgs.visible_nodes(request.actor).filter(pk=organization, kind=orgs.ORGANIZATION).first()
    if node is None:
        raise Http404(organization)
    ADOPT.require_at(request.actor, node.path)
    chosen = get_object_or_404(adoption.books(), pk=book)
    rules = adoption.rulebook(chosen)
    form = AdoptForm({"first": today().isoformat(), **request.GET.dict()}, book=rules)
    below = orgs.living(orgs.below(node).filter(kind=orgs.ORGANIZATION), today()).exclude(pk=node.pk)
    samples = list(below.order_by("path")[:SAMPLES])
    about = _about(request, node, samples)
    context: dict[str, Any] = {
        "node": node,
        "about": about,
        "book": chosen,
        "samples": samples,
        "asked": request.GET.dict(),
        "concerned": _concerned(rules, below) if samples else [],
        "today": today(),
        "months": BACK,
    }
    if form.is_valid():
        draft = adoption.draft(
            node, chosen, form.cleaned_data["first"], form.cleaned_data["last"], form.answers()
        )
        try:
            context |= _told(about, draft, trial(about, draft))
        except BookError:
            context["unread"] = True
    else:
        context["unread"] = True
    return render(request, "compliance/adopting.html", context)


def _about(request: HttpRequest, node: Node, samples: list[Node]) -> Node:
    """Where the effect is looked at: the organisation itself, the one asked for, or a branch where it is too large."""
    wanted = request.GET.get("about", "")
    if wanted.isdecimal() and len(wanted) < 12:
        found = orgs.below(node).filter(pk=wanted, kind=orgs.ORGANIZATION).first()
        if found is not None:
            node = found
    if orgs.below(node).count() <= ON_THE_SPOT:
        return node
    return next((one for one in samples if is_a(one.type, "branch")), samples[-1] if samples else node)


def _concerned(rules: Rulebook, below: Any) -> list[tuple[str, int, int]]:  # noqa: ANN401 - a queryset
    """(Type, how many organisations, how many clauses of the book speak to that type), the most first."""
    found = []
    for type_, number in orgs.by_type(below):
        speaks = sum(
            1
            for clause in rules.clauses
            if clause.applies.reach.value != "self"
            and (
                not clause.applies.organizations
                or any(is_a(type_, wide) for wide in clause.applies.organizations)
            )
        )
        if speaks:
            found.append((SUBJECT_TYPES[type_].chinese, number, speaks))
    return sorted(found, key=lambda one: -one[1])


def _told(about: Node, draft: Any, seen: Trial) -> dict[str, Any]:  # noqa: ANN401 - a row of another app
    start = max(draft.first, today())
    changed = changes(about, seen.found, start)
    back = [
        {
            "clause": one.clause,
            "url": shown.address(one.clause),
            "generally": one.clause.modality.value == "generally",
            "counts": [(verdict.chinese, one.counts[verdict]) for verdict in _PLAIN],
        }
        for one in seen.back
    ]
    return {
        "seen": seen,
        "start": start,
        "coming": [
            {"line": one, "url": shown.address(one.clause), "first": one.first, "times": len(one.days)}
            for one in seen.coming[:SHOWN]
        ],
        "more_coming": max(len(seen.coming) - SHOWN, 0),
        "groups": [
            {"change": kind, "lines": lines}
            for kind in Change
            if (lines := [_line(one) for one in changed if one.change is kind])
        ],
        "gone": [
            {"clause": clause, "instead": instead, "url": shown.address(clause)}
            for clause, instead in given_way(about, seen.found, start)
        ],
        "verdicts": [(one[0].value, one[1], seen.totals[one]) for one in _ORDER],
        "heads": [one.chinese for one in _PLAIN],
        "back": back[:SHOWN],
        "more_back": max(len(back) - SHOWN, 0),
        "at_once": [(one[0].value, one[1], seen.at_once[one]) for one in _ORDER if seen.at_once[one]],
        "first": draft.first,
        "last": draft.last,
    }


def _line(one: Changed) -> dict[str, Any]:
    return {"one": one, "url": shown.address(one.clause)}
