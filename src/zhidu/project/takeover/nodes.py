"""Organisations, groups, committees, sites and units of the table → the tree, superiors first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhidu.apps.orgs.actions.describe import describe
from zhidu.apps.orgs.actions.dissolve import dissolve
from zhidu.apps.orgs.actions.found import found
from zhidu.domain.rules.subjects import Spell, Subject, Subjects
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import SYSTEM
from zhidu.project.takeover.book import Book

PLACES = frozenset(
    {
        SubjectClass.ORGANIZATION,
        SubjectClass.GROUP,
        SubjectClass.BODY,
        SubjectClass.SITE,
        SubjectClass.UNIT,
    }
)


def plant(subjects: Subjects, book: Book) -> list[Subject]:
    """Found every place of the table, and let it change as the table says; the places, superiors first."""
    places = list(superiors_first(subjects))
    for subject in places:
        _found(subject, book)
    return places


def uproot(places: list[Subject], book: Book) -> None:
    """Dissolve what has ended, the lowest first; nobody may belong to it any more."""
    for subject in reversed(places):
        last = subject.spells[-1].last
        if last != date.max:
            dissolve(actor=SYSTEM, node=book.number(subject.id), last=last)


def superiors_first(subjects: Subjects) -> Iterator[Subject]:
    """The places of the table in an order in which they can be founded."""
    done: set[str] = set()

    def visit(subject: Subject) -> Iterator[Subject]:
        if subject.id in done or subject.kind not in PLACES:
            return
        done.add(subject.id)
        above = subjects.get(subject.spells[0].belongs_to)
        if above is not None:
            yield from visit(above)
        yield subject

    for subject in subjects:
        yield from visit(subject)


def _found(subject: Subject, book: Book) -> None:
    begun = subject.spells[0]
    node = found(
        actor=SYSTEM,
        parent=book.number(begun.belongs_to) if begun.belongs_to else None,
        type=begun.type,
        name=begun.attributes.get("name") or subject.id,
        on=None if begun.first == date.min else begun.first,
        attributes=attributes(begun),
    )
    book.enter(subject.id, node.code)
    for spell in subject.spells[1:]:
        describe(actor=SYSTEM, node=node.pk, on=spell.first, type=spell.type, attributes=attributes(spell))


def attributes(spell: Spell) -> dict[str, str]:
    """What the table knows of a place, without its name."""
    return {name: text for name, text in spell.attributes.items() if name != "name"}
