"""What entries point at: nodes, people, posts, matters and earlier records, looked up all at once.

However many entries there are, it takes the same few queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity, Matter
from zhidu.apps.activities.states import Circle
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor


@dataclass(frozen=True, slots=True)
class Spot:
    """One node of the tree, as far as anybody here needs it."""

    id: int
    code: str
    name: str
    path: str
    kind: str
    type: str


@dataclass(frozen=True, slots=True)
class Place:
    """A node, and the organisation whose affair it is what happens there; a verb can be asked of it."""

    node: Spot
    organization: Spot


class Places:
    """The places and people of some entries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        self._nodes = places({one.node for one in entries})
        people = {one.person for one in entries if one.person is not None}
        held = {one.post for one in entries if one.post is not None}
        self._posts = {one.pk: one for one in members.posts(held)} if held else {}
        people |= {post.person_id for post in self._posts.values()}
        self._subjects = {one.id: one for one in members.person_subjects(people)} if people else {}
        self._matters = Matter.objects.in_bulk({one.matter for one in entries if one.matter is not None})
        about = {one.about for one in entries if one.about is not None}
        self._records = (
            set(Activity.objects.filter(pk__in=about).values_list("pk", flat=True)) if about else set()
        )

    def at(self, entry: Entry) -> Place:
        """Where an entry stands; only after :meth:`faults` found it."""
        return self._nodes[entry.node]

    @property
    def nodes(self) -> Iterable[Place]:
        return self._nodes.values()

    def subject(self, entry: Entry) -> str:
        """The code of whom the entry is about."""
        if entry.person is not None:
            return _person(entry)
        if entry.post is not None:
            return f"post-{entry.post}"
        if entry.matter is not None:
            return self._matters[entry.matter].code
        return self._nodes[entry.node].node.code

    def circle(self, entry: Entry) -> str:
        """Who may read what is recorded about a private matter; '' where the kind of record says so."""
        found = self._matters.get(entry.matter or 0)
        return Circle.PRIVATE.value if found is not None and found.circle == Circle.PRIVATE else ""

    def person(self, entry: Entry) -> int | None:
        """Who may read the entry as their own: the person, or the holder of the post."""
        if entry.post is not None:
            return self._posts[entry.post].person_id
        return entry.person

    def faults(self, entry: Entry, actor: Actor) -> dict[str, str]:
        """Field → what is wrong with what the entry points at."""
        place = self._nodes.get(entry.node)
        if place is None:
            return {"node": "没有这个组织；请从列表中选择"}
        found: dict[str, str] = {}
        if entry.person is not None and not self._belongs(_person(entry), entry, place, actor):
            found["person"] = f"此人当天以前没有在{place.organization.name}登记过；请从名单中选择"
        if entry.post is not None:
            post = self._posts.get(entry.post)
            if post is None or not (actor.system or post.organization_id == place.organization.id):
                found["post"] = f"{place.organization.name}没有这项任职；请从列表中选择"
        if entry.matter is not None:
            matter = self._matters.get(entry.matter)
            if matter is None or not (actor.system or matter.organization_id == place.organization.id):
                found["matter"] = f"{place.organization.name}没有这件事项；请先登记事项"
        if entry.about is not None and entry.about not in self._records:
            found["about"] = "没有所指的那条记录；请从列表中选择"
        return found

    def _belongs(self, code: str, entry: Entry, place: Place, actor: Actor) -> bool:
        """Whether the person was on the register there by that day; the program itself may know better."""
        subject = self._subjects.get(code)
        if subject is None:
            return False
        return actor.system or _was_there(subject, entry, place)


def _was_there(subject: Subject, entry: Entry, place: Place) -> bool:
    home = f"org-{place.organization.id}"
    return any(spell.belongs_to == home and spell.first <= entry.on for spell in subject.spells)


def _person(entry: Entry) -> str:
    return f"{'prospect' if entry.prospect else 'person'}-{entry.person}"


def places(nodes: Iterable[int]) -> dict[int, Place]:
    """Nodes by id with their organisation; two queries. Unknown ids are left out."""
    found = orgs.nodes(nodes)
    around = {**orgs.nodes({pk for one in found.values() for pk in one.ancestor_ids}), **found}
    result = {}
    for one in found.values():
        line = [around[pk] for pk in (*one.ancestor_ids, one.pk) if pk in around]
        home = next(
            (place for place in reversed(line) if place.subject_class is SubjectClass.ORGANIZATION), None
        )
        if home is not None:
            result[one.pk] = Place(_spot(one), _spot(home))
    return result


def _spot(node: Any) -> Spot:  # noqa: ANN401 - a node; its model is another app's
    return Spot(node.pk, node.code, node.name, node.path, node.kind, node.type)
