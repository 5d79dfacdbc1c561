"""What this app offers to the foundation: places to choose from, and the organisation switch of the top bar."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.http import HttpRequest
from django.urls import reverse

from zhidu.apps.orgs.models import STEP, Node
from zhidu.apps.orgs.queries import ORGANIZATION, living, visible_nodes
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.roles import ADMINISTRATOR, COMMITTEE, GROUP_LEADER, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.identity.places import Place
from zhidu.foundation.ui.nav import Choice, Where

BETWEEN = " › "
_WEIGHT = (COMMITTEE, frozenset({SUPERIOR}), frozenset({GROUP_LEADER}))
"""Where somebody is at work first: on a committee, then above others, then in a group."""


class Places:
    """Places of the tree for accounts and grants."""

    def search(self, actor: Actor, text: str, limit: int) -> list[Place]:
        """Organisations and groups the actor may see whose name contains *text*; '' = the topmost."""
        rows = living(visible_nodes(actor), today()).filter(kind__in=(ORGANIZATION, SubjectClass.GROUP.value))
        if text:
            rows = rows.filter(name__contains=text)
        found = list(rows.order_by("path")[:limit])
        return _placed(found)

    def named(self, paths: Collection[str]) -> Mapping[str, Place]:
        """Path → place."""
        return {one.path: one for one in _placed(Node.objects.filter(path__in=set(paths)))}


def _placed(nodes: Iterable[Node]) -> list[Place]:
    found = list(nodes)
    above = names_above(found)
    return [Place(one.path, one.name, BETWEEN.join(above[one.pk])) for one in found]


def names_above(nodes: Collection[Node]) -> dict[int, list[str]]:
    """Node → names of its superiors, the root first; one query for all."""
    ids = {pk for one in nodes for pk in one.ancestor_ids}
    known = dict(Node.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return {one.pk: [known[pk] for pk in one.ancestor_ids if pk in known] for one in nodes}


def where(request: HttpRequest) -> Where | None:
    """Where the actor is at work, and the other organisations where something is held. One query."""
    actor: Actor = request.actor
    paths = {one.path for one in actor.held if one.path}
    line = {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}
    known = {one.path: one for one in Node.objects.filter(path__in=line)} if line else {}
    found = {path: known[path] for path in paths if path in known}
    if not found:
        return Where("全部组织") if actor.holds(ADMINISTRATOR) else None
    here = found[_first(actor, found)]
    above = [
        one.name for _, one in sorted(known.items()) if here.path.startswith(one.path) and one is not here
    ]
    choices = tuple(
        Choice(one.name, reverse("orgs:one", args=[one.pk]), current=one.pk == here.pk)
        for one in sorted(found.values(), key=lambda node: node.path)
    )
    return Where(here.name, BETWEEN.join(above), choices if len(choices) > 1 else ())


def _first(actor: Actor, found: Collection[str]) -> str:
    """The place of the weightiest role; of several the lowest in the tree."""
    for roles in _WEIGHT:
        paths = [one.path for one in actor.held if one.role in roles and one.path in found]
        if paths:
            return max(paths, key=lambda path: (len(path), path))
    return max(found, key=lambda path: (len(path), path))
