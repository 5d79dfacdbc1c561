"""Findings (判定) as plain records, in the order and with the words that files and tables show."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.records import as_record

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
