"""Small worked worlds for tests: a clause in rulebook words, a few facts, and the findings they give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.evaluate import duties_of, evaluate
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.subjects import Spell, Subject, Subjects
from zhidu.domain.rules.world import World
from zhidu.rulebooks.clauses import read_clause
from zhidu.rulebooks.source import parse_yaml


def clause(text: str, *, book: str = "book", answers: dict[str, Any] | None = None, **head: str) -> Clause:
    """A clause from the keys that matter; id, family, title and cite are supplied."""
    given = {"id": "rule", "family": "rule.count", "title": "试一条", "cite": "第一条", **head}
    lines = [f"{key}: {value}" for key, value in given.items() if f"\n{key}:" not in f"\n{text}"]
    if "modality:" not in text:
        lines.append("modality: must")
    if "subject:" not in text:
        lines.append("subject: organization")
    node = parse_yaml("\n".join([*lines, text.strip()]) + "\n", "test")
    return read_clause(node, book=book, book_title=f"{book}制度", answers=answers)


def fact(measure: str, on: str, **cells: Any) -> Fact:
    """One fact; ISO dates as text, unknown keywords become columns."""
    known = {"id", "subject", "ref", "for_period", "sure", "planned"}
    plain = {key: value for key, value in cells.items() if key in known}
    days = {key: date.fromisoformat(cells[key]) for key in ("entered_on", "voided_on") if key in cells}
    extra = {
        key: str(value)
        for key, value in cells.items()
        if key not in known | {"entered_on", "voided_on", "quantity"}
    }
    return Fact(
        id=plain.get("id", f"{measure}-{on}"),
        subject=plain.get("subject", "一支部"),
        measure=measure,
        on=date.fromisoformat(on),
        quantity=Decimal(str(cells.get("quantity", 1))),
        entered_on=days.get("entered_on"),
        voided_on=days.get("voided_on"),
        ref=plain.get("ref", ""),
        for_period=plain.get("for_period", ""),
        sure=plain.get("sure", True),
        planned=plain.get("planned", False),
        attributes=extra,
    )


def subject(
    name: str = "一支部",
    kind: str = "branch",
    *,
    belongs_to: str = "",
    since: str = "2020-01-01",
    until: str = "9999-12-31",
    **attributes: str,
) -> Subject:
    """A subject with one spell."""
    spell = Spell(
        type=kind,
        belongs_to=belongs_to,
        first=date.fromisoformat(since),
        last=date.fromisoformat(until),
        attributes=attributes,
    )
    return Subject(name, (spell,))


def moved(name: str, *subjects: Subject) -> Subject:
    """One subject whose spells are those of *subjects*: somebody who moved or changed."""
    return Subject(name, tuple(spell for one in subjects for spell in one.spells))


def world(
    facts: Sequence[Fact], as_of: str, *, subjects: Sequence[Subject] | None = None, **more: Any
) -> World:
    """The records as seen at the close of *as_of*."""
    if "known_on" in more:
        more["known_on"] = date.fromisoformat(more["known_on"])
    if "recording_from" in more:
        more["recording_from"] = date.fromisoformat(more["recording_from"])
    return World(
        subjects=Subjects(subjects or [subject()]), facts=facts, as_of=date.fromisoformat(as_of), **more
    )


def run(
    clauses: Clause | Sequence[Clause],
    facts: Sequence[Fact],
    as_of: str,
    *,
    first: str = "2025-01-01",
    last: str = "",
    **more: Any,
) -> list[Finding]:
    """All findings of one or several clauses, run as one book."""
    seen = world(facts, as_of, **more)
    found = tuple(clauses) if isinstance(clauses, (list, tuple)) else (clauses,)
    book = Rulebook(id="book", title="试验", level="local", version="1", clauses=found)
    until = date.fromisoformat(last) if last else seen.as_of
    duties = duties_of(book, seen.subjects, seen.calendar)
    return list(evaluate(duties, seen, date.fromisoformat(first), until))


def verdict(found: Sequence[Finding], period: str, subject_id: str = "") -> str:
    """The verdict of one period; 'none' when the clause is silent there."""
    matching = [one for one in found if one.period == period and subject_id in {"", one.subject}]
    assert len(matching) <= 1, f"{period}: {len(matching)} findings"
    return matching[0].verdict.value if matching else "none"


def the(found: Sequence[Finding], period: str, subject_id: str = "") -> Finding:
    """The one finding of a period."""
    (one,) = [f for f in found if f.period == period and subject_id in {"", f.subject}]
    return one


__all__ = ["Calendar", "clause", "fact", "moved", "run", "subject", "the", "verdict", "world"]
