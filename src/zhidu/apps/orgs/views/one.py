"""One organisation: what is known of it, what belongs to it, what was done to it, and what may be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.orgs import ports
from zhidu.apps.orgs.access import DESCRIBE, FOUND, FOUND_PART, MANAGE, SEE
from zhidu.apps.orgs.attributes import shown
from zhidu.apps.orgs.history import events
from zhidu.apps.orgs.models import STEP, Node, Spell
from zhidu.apps.orgs.queries import ORGANIZATION, ancestors, visible_nodes
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

PARTS = (SubjectClass.GROUP, SubjectClass.BODY, SubjectClass.SITE, SubjectClass.UNIT)
MOST = 200
"""Rows of one list on the page; the tree has them all."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that belongs to an organisation, with what is known of it today."""

    node: Node
    facts: list[tuple[str, str]]
    people: int | None = None
    term_from: date | None = None
    term_to: date | None = None


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a node of any class."""
    actor = request.actor
    node = get_object_or_404(visible_nodes(actor), pk=pk)
    request.nav_key = "orgs"
    spells = list(node.spells.select_related("parent"))
    people = _people(node)
    parts = _parts(node, people)
    return render(
        request,
        "orgs/one.html",
        {
            "node": node,
            "crumbs": crumbs(actor, node),
            "facts": shown(node.subject_class, spells[-1].attributes) if spells else [],
            "spells": _with_facts(node, spells),
            "may_correct": MANAGE.can(actor, node),
            "organizations": parts[SubjectClass.ORGANIZATION],
            "groups": parts[SubjectClass.GROUP],
            "bodies": parts[SubjectClass.BODY],
            "places": [*parts[SubjectClass.SITE], *parts[SubjectClass.UNIT]],
            "people": None if people is None else sum(people.values()),
            "events": events([node.code]),
            "acts": acts_for(actor, node),
            "today": today(),
        },
    )


def crumbs(actor: Actor, node: Node) -> list[tuple[str, str]]:
    """Its superiors, with a link to those the actor may open. One query."""
    above = [
        (one.name, reverse("orgs:one", args=[one.pk]) if SEE.can(actor, one) else "")
        for one in ancestors(node)
    ]
    return [("组织", reverse("orgs:tree")), *above, (node.name, "")]


def _people(node: Node) -> dict[str, int] | None:
    """Members by what stands directly under an organisation, its own at its own path; None where nobody counts."""
    return (
        ports.people_below(node.path, len(node.path) + STEP, today()) if node.kind == ORGANIZATION else None
    )


def _parts(node: Node, people: Mapping[str, int] | None) -> dict[SubjectClass, list[Part]]:
    """What stands directly under it today, by class. Two queries."""
    rows = list(node.children.filter(until=None).order_by("path")[: 5 * MOST])
    latest: dict[int, Spell] = {}
    for spell in Spell.objects.filter(node__in=[one.pk for one in rows], last=None):
        latest[spell.node_id] = spell
    found: dict[SubjectClass, list[Part]] = defaultdict(list)
    for row in rows:
        known: dict[str, Any] = latest[row.pk].attributes if row.pk in latest else {}
        found[row.subject_class].append(
            Part(
                node=row,
                facts=shown(row.subject_class, known),
                people=people.get(row.path, 0) if people is not None and row.kind == ORGANIZATION else None,
                term_from=_day(known.get("term_from")),
                term_to=_day(known.get("term_to")),
            )
        )
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _with_facts(node: Node, spells: list[Spell]) -> list[tuple[Spell, list[tuple[str, str]]]]:
    return [(spell, shown(node.subject_class, spell.attributes)) for spell in reversed(spells)]


def acts_for(actor: Actor, node: Node) -> list[tuple[str, str]]:
    """(what may be done here, its address); what this actor may not do is not offered."""
    if node.until is not None:
        return []

    def at(name: str, query: str = "") -> str:
        return reverse(f"orgs:{name}", args=[node.pk]) + query

    found = []
    if node.kind == ORGANIZATION:
        found += ports.acts_at(actor, node)
        if FOUND.can_create(actor, node.path):
            found.append(("设立下级党组织", at("found", "?kind=organization")))
        if FOUND_PART.can_create(actor, node.path):
            found += [(f"设立{kind.chinese}", at("found", f"?kind={kind.value}")) for kind in PARTS]
    if DESCRIBE.can(actor, node):
        if node.subject_class is SubjectClass.BODY:
            found.append(("登记新一届任期", at("start-term")))
        found.append(("改情况", at("describe")))
    if MANAGE.can(actor, node):
        found.append(("改名", at("rename")))
        if node.parent_id is not None:
            found.append(("调整隶属", at("move")))
        found.append(("撤销", at("dissolve")))
    return found
