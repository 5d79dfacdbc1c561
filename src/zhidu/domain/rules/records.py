"""Findings as plain records: what files, tables of the site and people's spreadsheets all hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.wording import amount


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


def month_of(finding: Finding, as_of: date) -> str:
    """The month a finding is shown under (row 26): that of its due day, of its event, or of ``as_of``."""
    day = finding.due or (finding.start if finding.period.startswith("event:") else as_of)
    return f"{day.year:04}-{day.month:02}"


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None
