"""Subjects, facts, adoptions and answers as the plain files that :mod:`zhidu.rulebooks.tables` reads again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Subject
from zhidu.rulebooks.inherit import Adoption
from zhidu.rulebooks.tables import FACT_COLUMNS

SUBJECTS, FACTS, ADOPTIONS, SETTINGS = "subjects.csv", "facts.csv", "adoptions.csv", "settings.yaml"


def subjects_csv(subjects: Iterable[Subject]) -> str:
    """The subjects table, a row a spell; only attributes that somebody has are columns."""
    rows = [(subject.id, spell) for subject in subjects for spell in subject.spells]
    columns = _in_order_of_use(spell.attributes for _, spell in rows)
    return _csv(
        ("subject", "type", "belongs_to", "valid_from", "valid_to", *columns),
        (
            (
                name,
                spell.type,
                spell.belongs_to,
                _day(spell.first),
                _day(spell.last),
                *(spell.attributes.get(column, "") for column in columns),
            )
            for name, spell in rows
        ),
    )


def facts_csv(facts: Iterable[Fact]) -> str:
    """The facts table, in the order given."""
    found = list(facts)
    columns = _in_order_of_use(fact.attributes for fact in found)
    return _csv(
        (*FACT_COLUMNS, *columns),
        (
            (
                fact.id,
                fact.subject,
                fact.measure,
                _day(fact.on),
                _number(fact.quantity),
                _day(fact.entered_on),
                fact.ref,
                fact.for_period,
                _day(fact.voided_on),
                "" if fact.sure else "false",
                "true" if fact.planned else "",
                *(fact.attributes.get(column, "") for column in columns),
            )
            for fact in found
        ),
    )


def adoptions_csv(adoptions: Iterable[Adoption]) -> str:
    """The adoptions table; a book is an id of the library or a folder beside the file."""
    return _csv(
        ("organization", "book", "from", "to"),
        ((one.organization, one.book, _day(one.first), _day(one.last)) for one in adoptions),
    )


def settings_yaml(answers: Mapping[str, Any], note: str) -> str:
    """The answers, one a line, under a comment; every answer is quoted, so that 1/2 and 7d stay what they are."""
    lines = [f"# {note}"]
    for organization, books in answers.items():
        lines.append(f"{_key(organization)}:")
        for book, clauses in books.items():
            lines.append(f"  {_key(book)}:")
            for clause, given in clauses.items():
                lines.append(f"    {_key(clause)}:")
                lines += [f'      {_key(param)}: "{answer}"' for param, answer in given.items()]
    return "\n".join(lines) + "\n"


def _key(text: str) -> str:
    return f'"{text}"'


def _in_order_of_use(found: Iterable[Mapping[str, str]]) -> list[str]:
    counts: dict[str, int] = {}
    for columns in found:
        for name, text in columns.items():
            if text:
                counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def _csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(lines)
    return text.getvalue()


def _day(day: date | None) -> str:
    return "" if day in {None, date.min, date.max} else day.isoformat()


def _number(quantity: Decimal) -> str:
    return "" if quantity == 1 else str(quantity)
