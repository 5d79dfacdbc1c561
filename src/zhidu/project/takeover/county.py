"""Plain tables of a whole county → a working site, through the acts that people use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zhidu.apps.activities.actions.matters import open_matter
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import draft
from zhidu.apps.adoption.queries import book_with_digest
from zhidu.apps.adoption.texts import read_folder
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import SYSTEM
from zhidu.project.takeover.book import Book
from zhidu.project.takeover.nodes import plant, uproot
from zhidu.project.takeover.people import admit, appoint
from zhidu.project.takeover.records import enter, enter_reasons
from zhidu.rulebooks.adoptions import Answers, read_adoptions, read_answers
from zhidu.rulebooks.inherit import Adoption
from zhidu.rulebooks.tables import read_facts, read_subjects
from zhidu.rulebooks.written import ADOPTIONS, FACTS, SETTINGS, SUBJECTS

MATTERS = frozenset({SubjectClass.CASE, SubjectClass.TASK, SubjectClass.PAIR})
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What lies in the folder, read and checked; nothing has been written yet."""

    subjects: Subjects
    facts: list[Fact]
    adoptions: list[Adoption]
    places: dict[str, Path]
    answers: Answers


def read(folder: Path) -> Tables:
    """Read the tables of a folder. Raises BookError with everything that is wrong, at its file and line."""
    subjects = read_subjects(folder / SUBJECTS)
    facts = read_facts(folder / FACTS, subjects)
    adoptions, places = read_adoptions(folder / ADOPTIONS, subjects)
    settings = folder / SETTINGS
    answers = read_answers(settings) if settings.exists() else {}
    return Tables(subjects=subjects, facts=facts, adoptions=adoptions, places=places, answers=answers)


def take_over(tables: Tables, tell: Tell) -> Book:
    """Write everything to the site; who became what."""
    book = Book()
    places = plant(tables.subjects, book)
    tell(f"组织、小组、班子、场所、单位 {len(places)} 个")
    admit(tables.subjects, book)
    appoint(tables.subjects, book)
    tell("党员、发展中的同志、任职人员")
    _matters(tables.subjects, book)
    _adopt(tables, book)
    tell(f"采用制度 {len(tables.adoptions)} 次")
    records = enter(tables.facts, tables.subjects, book)
    enter_reasons(tables.facts, tables.subjects, book, records)
    tell(f"记录 {len(tables.facts)} 条")
    uproot(places, book)
    for fact, code in records.items():
        book.enter(fact, code)
    return book


def _matters(subjects: Subjects, book: Book) -> None:
    for subject in subjects:
        if subject.kind not in MATTERS:
            continue
        spell = subject.spells[0]
        made = open_matter(
            actor=SYSTEM,
            organization=book.number(spell.belongs_to),
            type=spell.type,
            title=spell.attributes.get("name") or subject.id,
            first=None if spell.first == date.min else spell.first,
            last=None if spell.last == date.max else spell.last,
            attributes={name: text for name, text in spell.attributes.items() if name != "name"},
        )
        book.enter(subject.id, made.code)


def _adopt(tables: Tables, book: Book) -> None:
    """Import each book once, and let everybody adopt it with the answers that hold for them."""
    imported = {name: _imported(path) for name, path in tables.places.items()}
    for one in tables.adoptions:
        chosen = imported[one.book]
        adopt(
            actor=SYSTEM,
            organization=book.number(one.organization),
            book=chosen.pk,
            first=None if one.first == date.min else one.first,
            last=None if one.last == date.max else one.last,
            answers=_answers(tables.answers, one, chosen.book),
        )


def _imported(path: Path) -> Any:  # noqa: ANN401 - a row of another app
    found = draft(read_folder(path))
    return book_with_digest(found.digest) or import_book(actor=SYSTEM, draft=found)


def _answers(answers: Answers, one: Adoption, identifier: str) -> dict[str, dict[str, str]]:
    """The common answers, then the organisation's own; a book is called as the adoption does, or by its id."""
    found: dict[str, dict[str, str]] = {}
    for whose in ("*", one.organization):
        books = answers.get(whose, {})
        for clause, given in (books.get(one.book) or books.get(identifier) or {}).items():
            found.setdefault(clause, {}).update({name: str(text) for name, text in given.items()})
    return found
