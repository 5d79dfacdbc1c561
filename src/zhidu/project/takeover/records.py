"""Facts of the tables → records: one bulk act, in which each row is checked like a single entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from zhidu.apps.activities.actions.enter_many import enter_many
from zhidu.apps.activities.entries import ELSEWHERE, Entry
from zhidu.apps.compliance.actions.take_over import Reason, take_over_reasons
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Subject, Subjects
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import SYSTEM
from zhidu.project.takeover.book import Book

CODES = frozenset({"with", "lecturer_id", "chair_id", "recorder_id"})
"""Columns that name subjects: they get the names that the site gave them."""


def enter(facts: Iterable[Fact], subjects: Subjects, book: Book) -> dict[str, str]:
    """Write all facts down; fact id → code of the record."""
    found = [one for one in facts if one.measure not in ELSEWHERE]
    rows = [entry(one, subjects, book) for one in found]
    ids = enter_many(actor=SYSTEM, rows=rows)
    return {fact.id: f"activity-{pk}" for fact, pk in zip(found, ids, strict=True)}


def entry(fact: Fact, subjects: Subjects, book: Book) -> Entry:
    """One fact as somebody would have entered it on the day it was entered."""
    columns = dict(fact.attributes)
    begins, ends = _clock(columns, "begins"), _clock(columns, "ends")
    for name in CODES & columns.keys():
        columns[name] = ";".join(book.code(one) for one in columns[name].split(";"))
    return Entry(
        kind=fact.measure,
        on=fact.on,
        quantity=fact.quantity,
        begins=begins,
        ends=ends,
        for_period=fact.for_period,
        planned=fact.planned,
        sure=fact.sure,
        columns=columns,
        key=fact.id,
        about_key=fact.ref,
        entered_on=fact.entered,
        voided_on=fact.voided_on,
        **_whom(fact, subjects, book),
    )


def _whom(fact: Fact, subjects: Subjects, book: Book) -> dict[str, Any]:
    subject = _subject(fact, subjects)
    number = book.number(subject.id)
    spell = subject.on(fact.on) or subject.spells[-1]
    match subject.kind:
        case SubjectClass.MEMBER | SubjectClass.PROSPECT:
            home = book.number(spell.belongs_to)
            return {"node": home, "person": number, "prospect": subject.kind is SubjectClass.PROSPECT}
        case SubjectClass.POST_HOLDER:
            return {"node": book.number(spell.belongs_to), "post": number}
        case SubjectClass.CASE | SubjectClass.TASK | SubjectClass.PAIR:
            return {"node": book.number(spell.belongs_to), "matter": number}
        case _:
            return {"node": number}


def _subject(fact: Fact, subjects: Subjects) -> Subject:
    found = subjects.get(fact.subject)
    if found is None:
        raise LookupError(fact.subject)
    return found


def _clock(columns: dict[str, str], name: str) -> time | None:
    """A time of day that stands in a column gets its own place; what is no time stays where it was."""
    hours, colon, minutes = columns.get(name, "").partition(":")
    if colon and hours.isdigit() and minutes.isdigit():
        del columns[name]
        return time(int(hours), int(minutes))
    return None


def enter_reasons(facts: Iterable[Fact], subjects: Subjects, book: Book, records: Mapping[str, str]) -> None:
    """Deviations and excuses that were approved in the old ledgers."""
    rows = [_reason(one, subjects, book, records) for one in facts if one.measure in ELSEWHERE]
    if rows:
        take_over_reasons(actor=SYSTEM, reasons=rows)


def _reason(fact: Fact, subjects: Subjects, book: Book, records: Mapping[str, str]) -> Reason:
    subject = _subject(fact, subjects)
    organization = subjects.organization_of(subject.id, fact.on)
    person = subject.kind in {SubjectClass.MEMBER, SubjectClass.PROSPECT}
    return Reason(
        organization=book.number(organization),
        subject=book.code(subject.id),
        person=book.number(subject.id) if person else None,
        kind=fact.measure,
        clause=fact.text("clause") or "",
        measure=fact.text("of") or "",
        period=fact.for_period,
        about=records.get(fact.ref, ""),
        ground=fact.text("ground") or "",
        reason=fact.text("reason") or "",
        approver=fact.text("approver") or "",
        on=fact.on,
        entered_on=fact.entered,
    )
