"""The world an organisation is judged in: its superiors, everything below it, and what was recorded there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from zhidu.apps.activities import measures as recorded
from zhidu.apps.activities import queries as activities
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import measures as approved
from zhidu.apps.disclosure import measures as disclosed
from zhidu.apps.learning import reckoning
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.recruitment import measures as recruited
from zhidu.apps.registry import measures as counted
from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Subject, Subjects
from zhidu.domain.rules.world import World
from zhidu.rulebooks.calendar_data import load_calendar
from zhidu.rulebooks.worlds import make_world

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


@cache
def calendar() -> Calendar:
    """The calendar of the site: statutory holidays and make-up workdays as shipped."""
    return load_calendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the tables hold, as the domain reads it: for one organisation and around it, or for everybody."""

    subjects: list[Subject]
    facts: list[Fact]


def records(around: Node | None, known_on: date) -> Records:
    """Subjects and facts that the findings of one organisation may depend on; None: of everybody.

    Its superiors (their meetings may count for it), itself, and everything below (it answers for that). A
    constant number of queries, whatever the size.
    """
    if around is None:
        nodes, inside = None, None
    else:
        below = list(orgs.below(around).values_list("pk", "kind"))
        inside = [pk for pk, kind in below if kind == "organization"]
        nodes = [*around.ancestor_ids, *(pk for pk, _ in below)]
    people = members.subjects(inside)
    subjects = [*orgs.subjects(_with_homes(nodes, people)), *people, *activities.matter_subjects(inside)]
    facts = [
        *reckoning.facts(
            recorded.facts(nodes=nodes, people=_ids(people, inside), known_on=known_on), known_on
        ),
        *disclosed.facts(organizations=nodes, known_on=known_on),
        *recruited.facts(organizations=nodes, known_on=known_on),
        *approved.facts(organizations=nodes, known_on=known_on),
        *counted.facts(organizations=inside, known_on=known_on),
    ]
    return Records(subjects=subjects, facts=facts)


def _with_homes(nodes: Collection[int] | None, people: Collection[Subject]) -> Collection[int] | None:
    """The nodes, and every organisation where one of the people ever belonged: it says where they were."""
    if nodes is None:
        return None
    homes = {spell.belongs_to for one in people for spell in one.spells}
    return {*nodes, *(int(code.rpartition("-")[2]) for code in homes if code.startswith("org-"))}


def _ids(people: Collection[Subject], inside: Collection[int] | None) -> Collection[int] | None:
    """Whose own records follow them from wherever they were made."""
    if inside is None:
        return None
    return {int(one.id.rpartition("-")[2]) for one in people if one.id.startswith(("person-", "prospect-"))}


def world(
    around: Node | None, *, as_of: date, known_on: date | None = None, also: Iterable[Rulebook] = ()
) -> World:
    """A world to judge one organisation in (None: everybody), with the words and procedures of its books.

    *also* are further books it should know, of which the words come last and so have the last word.
    """
    found = records(around, known_on or as_of)
    reaching = None if around is None else [*around.ancestor_ids, around.pk]
    return make_world(
        [*adoption.books_in_force(reaching), *also],
        Subjects(found.subjects),
        found.facts,
        as_of=as_of,
        known_on=known_on,
        calendar=calendar(),
    )
