"""Findings (判定) as plain records, in the order and with the words that files and tables show."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.wording import amount

COLUMNS = (
    "book",
    "clause",
    "organization",
    "subject",
    "period",
    "verdict",
    "word",
    "modality",
    "observed",
    "threshold",
    "start",
    "due",
    "missing",
    "proposes",
    "explanation",
    "evidence",
)
"""Columns of the CSV output."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def exact(value: Fraction | None) -> int | str | None:
    """A whole number as a number, any other as exact text (1.5, 2/3): JSON has no exact fractions."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else amount(value)


def as_record(finding: Finding) -> dict[str, Any]:
    """One finding as JSON would have it."""
    n = finding.numbers
    return {
        "book": finding.clause.book,
        "clause": finding.clause.id,
        "organization": finding.organization or None,
        "subject": finding.subject,
        "period": finding.period,
        "verdict": finding.verdict.value,
        "word": finding.word,
        "modality": finding.clause.modality.value,
        "observed": exact(finding.observed),
        "threshold": exact(n.need if n.need is not None else n.cap),
        "start": _day(finding.start),
        "due": _day(finding.due),
        "missing": finding.missing.value if finding.missing else None,
        "proposes": finding.proposes or None,
        "explanation": finding.explanation,
        "evidence": list(finding.evidence),
        "considered": [{"fact": fact, "reason": reason} for fact, reason in finding.considered],
        "numbers": {
            "need": exact(n.need),
            "cap": exact(n.cap),
            "sure": exact(n.sure),
            "unsure": exact(n.unsure),
            "late": exact(n.late),
            "planned": exact(n.planned),
            "broken": n.broken,
            "days_left": n.days_left,
            "warn_days": n.warn_days,
            "exempt": n.exempt,
            "applicable": n.applicable,
        },
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """For people: what needs attention first, then by subject, clause and time."""
    return sorted(
        findings, key=lambda one: (-one.severity, one.subject, one.clause.key, one.start, one.period)
    )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """For files: the same findings always in the same place, so that two runs can be compared line by line."""
    return sorted(findings, key=lambda one: (one.clause.key, one.subject, one.start, one.period))


def json_text(findings: Iterable[Finding]) -> Iterator[str]:
    """A JSON array, one finding a line."""
    yield "["
    separator = "\n"
    for one in in_order(findings):
        yield separator + json.dumps(as_record(one), ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n"


def csv_text(findings: Iterable[Finding]) -> Iterator[str]:
    """A table with a header; a cell that a spreadsheet would take for a formula is led by an apostrophe."""
    yield _csv_line(COLUMNS)
    for one in in_order(findings):
        record = as_record(one)
        yield _csv_line(_cell(record[column]) for column in COLUMNS)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = ";".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
