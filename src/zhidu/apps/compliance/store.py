"""Keeping findings: written only where something changed, so that what was read stays what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from zhidu.apps.compliance.models import Evaluation, StoredFinding
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.records import as_record, month_of
from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.clock import now
from zhidu.foundation.journal.queries import Cursor

Key = tuple[str, str, str]
_COLUMNS = ("family", "place", "verdict", "modality", "severity", "month", "start", "due", "record")
_IN_COLUMNS = ("book", "clause", "organization", "subject", "period", "verdict", "modality", "start", "due")
"""Parts of a record that have a column of their own, and are not kept twice."""


def row_of(finding: Finding, organization: int, as_of: date) -> StoredFinding:
    """A finding as it is stored."""
    record = as_record(finding)
    for name in _IN_COLUMNS:
        del record[name]
    return StoredFinding(
        organization_id=organization,
        clause=finding.clause.key,
        family=finding.clause.family,
        subject=finding.subject,
        person=person_in(finding.subject),
        period=finding.period,
        verdict=finding.verdict.value,
        modality=finding.clause.modality.value,
        severity=finding.severity,
        month=month_of(finding, as_of),
        start=finding.start,
        due=finding.due,
        record=record,
    )


def person_in(subject: str) -> int | None:
    """Whose own business a subject is: ``person-5`` and ``prospect-5`` are of person 5."""
    kind, _, number = subject.rpartition("-")
    return int(number) if kind in {"person", "prospect"} else None


def save(
    organization: int, findings: Iterable[Finding], *, as_of: date, cursor: Cursor, rules: str
) -> tuple[int, int, int]:
    """Store the findings of one organisation; how many are new, changed and gone.

    Not an act: nothing is decided here and nobody is the actor; the same rows come again from the records.
    """
    new: dict[Key, StoredFinding] = {}
    for finding in findings:
        row = row_of(finding, organization, as_of)
        new[_key(row)] = row
    places = orgs.paths({row.subject for row in new.values() if row.subject.startswith("group-")})
    for row in new.values():
        row.place = places.get(row.subject, "")
    counts = Counter(row.verdict for row in new.values())
    with transaction.atomic():
        old = {_key(row): row for row in StoredFinding.objects.filter(organization=organization)}
        gone = [row.pk for key, row in old.items() if key not in new]
        added = [row for key, row in new.items() if key not in old]
        changed = []
        for key, row in new.items():
            if key in old and any(getattr(row, name) != getattr(old[key], name) for name in _COLUMNS):
                row.pk = old[key].pk
                changed.append(row)
        StoredFinding.objects.filter(pk__in=gone).delete()
        StoredFinding.objects.bulk_create(added, batch_size=500)
        StoredFinding.objects.bulk_update(changed, _COLUMNS, batch_size=200)
        Evaluation.objects.update_or_create(
            organization_id=organization,
            defaults={
                "as_of": as_of,
                "transaction": cursor.transaction,
                "entry": cursor.entry,
                "rules": rules,
                "counts": dict(counts),
                "breached": counts[Verdict.BREACHED.value],
                "at_risk": counts[Verdict.AT_RISK.value],
                "at": now(),
            },
        )
    return len(added), len(changed), len(gone)


def _key(row: StoredFinding) -> Key:
    return row.clause, row.subject, row.period


def full_record(row: StoredFinding, organization: str) -> dict[str, Any]:
    """A stored finding as :func:`zhidu.domain.rules.records.as_record` would give it."""
    book, _, clause = row.clause.partition(":")
    return {
        "book": book,
        "clause": clause,
        "organization": organization,
        "subject": row.subject,
        "period": row.period,
        "verdict": row.verdict,
        "modality": row.modality,
        "start": row.start.isoformat(),
        "due": row.due.isoformat() if row.due else None,
        **row.record,
    }
