"""Whether an adoption could be kept at all: here, and by everybody below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.adoption.models import Adoption
from zhidu.apps.adoption.reach import Reaching, calendar, reaching, settled
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.subjects import Spell, Subject, Subjects
from zhidu.rulebooks.inherit import Contradiction, Settled, clashes_along, duties_of_one

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node


def contradictions(organization: Node, row: Adoption) -> list[Contradiction]:
    """What *row* says that cannot be kept beside what others adopted: one entry a pair of clauses.

    Looks at the organisation and everybody below it. Most of them meet the same clauses in the same order, so
    each such meeting is tried once with all its days open; only where that fails are the true days looked at.
    """
    ids = orgs.organization_ids(below=organization)
    here = reaching({*organization.ancestor_ids, *ids})
    families = {clause.family for clause in settled([row])[organization.code][str(row.pk)].clauses}
    books = _narrowed(settled(here.rows), families)
    ours = {clause.key for clause in books[organization.code][str(row.pk)].clauses}
    found: dict[tuple[str, str], Contradiction] = {}
    for code in _suspects(organization, here, books, {f"org-{pk}" for pk in ids}, ours):
        clashes: list[Contradiction] = []
        duties_of_one(code, here.adoptions, books, Subjects(here.subjects), calendar(), clashes)
        for clash in _of(ours, clashes):
            found.setdefault((clash.first.key, clash.second.key), clash)
    return list(found.values())


def _of(ours: set[str], clashes: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Those that the new adoption has a part in; what already stood against each other is not its fault."""
    return (one for one in clashes if one.first.key in ours or one.second.key in ours)


def _narrowed(books: Settled, families: set[str]) -> Settled:
    """The same books without what the new one does not speak of."""
    return {
        holder: {
            name: replace(book, clauses=tuple(one for one in book.clauses if one.family in families))
            for name, book in of_holder.items()
        }
        for holder, of_holder in books.items()
    }


def _suspects(
    organization: Node, here: Reaching, books: Settled, inside: set[str], ours: set[str]
) -> Iterator[str]:
    """Organisations at or below where, days aside, something stands against the new adoption."""
    subjects = Subjects(here.subjects)
    adopters = {one.organization for one in here.adoptions}
    tried: dict[object, bool] = {}
    for subject in here.subjects:
        if subject.id in inside and any(
            _bad(subject, spell, organization, subjects, adopters, here, books, ours, tried)
            for spell in subject.spells
        ):
            yield subject.id


def _bad(
    subject: Subject,
    spell: Spell,
    organization: Node,
    subjects: Subjects,
    adopters: set[str],
    here: Reaching,
    books: Settled,
    ours: set[str],
    tried: dict[object, bool],
) -> bool:
    line = (subject.id, *subjects.ancestors(subject.id, spell.last))
    if organization.code not in line:
        return False
    # whoever adopted nothing only matters as being below or not: the same shape for all such
    itself, *above = line
    shape = itself if itself in adopters else "", tuple(one for one in above if one in adopters)
    columns = tuple(sorted((key, text) for key, text in spell.attributes.items() if key != "name"))
    asked = (*shape, spell.type, columns)
    if asked not in tried:
        always = replace(spell, first=date.min, last=date.max)
        clashes = clashes_along(line, always, here.adoptions, books, calendar())
        tried[asked] = any(True for _ in _of(ours, clashes))
    return tried[asked]
