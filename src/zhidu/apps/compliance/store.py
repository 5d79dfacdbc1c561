"""Keeping findings: written only where something changed, so that what was read stays what it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from zhidu.apps.compliance.models import Evaluation, QuietFindings, StoredFinding, Tally
from zhidu.apps.compliance.quiet import QUIET, pack, unpack
from zhidu.apps.compliance.tallies import VERDICTS, counted
from zhidu.apps.compliance.themes import theme_of
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.records import as_record, month_of
from zhidu.foundation.clock import now
from zhidu.foundation.journal.queries import Cursor

Key = tuple[str, str, str]
_COLUMNS = ("family", "theme", "place", "verdict", "modality", "severity", "month", "start", "due", "record")
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
        theme=theme_of(finding.clause),
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


@dataclass(slots=True)
class Changes:
    """Which findings are new, other than before, and gone. One that only moved between open and quiet has changed."""

    counted: bool = False
    """Whether the numbers by theme and month have changed."""
    added: set[Key] = field(default_factory=set)
    changed: set[Key] = field(default_factory=set)
    gone: set[Key] = field(default_factory=set)

    def settled(self) -> tuple[int, int, int]:
        """How many are new, changed and gone."""
        moved = self.added & self.gone
        return len(self.added - moved), len(self.changed | moved), len(self.gone - moved)


def save(
    organization: int, findings: Iterable[Finding], *, as_of: date, cursor: Cursor, rules: str
) -> Changes:
    """Store the findings of one organisation; what became of those that were there.

    Not an act: nothing is decided here and nobody is the actor; the same rows come again from the records.
    """
    rows = [row_of(finding, organization, as_of) for finding in findings]
    places = orgs.paths({row.subject for row in rows if row.subject.startswith("group-")})
    for row in rows:
        row.place = places.get(row.subject, "")
    counts = Counter(row.verdict for row in rows)
    changes = Changes()
    with transaction.atomic():
        _keep_open(organization, [row for row in rows if row.verdict not in QUIET], changes)
        _keep_quiet(organization, [row for row in rows if row.verdict in QUIET], changes)
        changes.counted = _keep_tallies(organization, rows)
        Evaluation.objects.update_or_create(
            organization_id=organization,
            defaults={
                "as_of": as_of,
                "transaction": cursor.transaction,
                "entry": cursor.entry,
                "rules": rules,
                "at": now(),
                **{one: counts[one] for one in VERDICTS},
            },
        )
    return changes


def _keep_open(organization: int, rows: Iterable[StoredFinding], changes: Changes) -> None:
    new = {_key(row): row for row in rows}
    old = {_key(row): row for row in StoredFinding.objects.filter(organization=organization)}
    added = [row for key, row in new.items() if key not in old]
    changed = []
    for key, row in new.items():
        if key in old and _differ(row, old[key]):
            row.pk = old[key].pk
            changed.append(row)
    gone = [row for key, row in old.items() if key not in new]
    if gone:
        StoredFinding.objects.filter(pk__in=[row.pk for row in gone]).delete()
    StoredFinding.objects.bulk_create(added, batch_size=500)
    StoredFinding.objects.bulk_update(changed, _COLUMNS, batch_size=200)
    _note(changes, added, changed, gone)


def _keep_quiet(organization: int, rows: Iterable[StoredFinding], changes: Changes) -> None:
    families: dict[str, list[StoredFinding]] = defaultdict(list)
    for row in rows:
        families[row.family].append(row)
    new = {family: pack(organization, family, mine) for family, mine in families.items()}
    old = {row.family: row for row in QuietFindings.objects.filter(organization=organization)}
    added, changed = [], []
    for family in new.keys() | old.keys():
        before, after = old.get(family), new.get(family)
        if before is not None and after is not None and before.digest == after.digest:
            continue
        _compare(before, families.get(family, []), changes)
        if after is not None and before is not None:
            after.pk = before.pk
            changed.append(after)
        elif after is not None:
            added.append(after)
    if gone := [row.pk for family, row in old.items() if family not in new]:
        QuietFindings.objects.filter(pk__in=gone).delete()
    QuietFindings.objects.bulk_create(added, batch_size=200)
    QuietFindings.objects.bulk_update(changed, ["number", "digest", "packed"], batch_size=100)


def _compare(before: QuietFindings | None, after: Iterable[StoredFinding], changes: Changes) -> None:
    """Note finding by finding what became of a pack."""
    old = {_key(row): row for row in unpack(before)} if before is not None else {}
    new = {_key(row): row for row in after}
    _note(
        changes,
        [row for key, row in new.items() if key not in old],
        [row for key, row in new.items() if key in old and _differ(row, old[key])],
        [row for key, row in old.items() if key not in new],
    )


def _note(
    changes: Changes,
    added: Iterable[StoredFinding],
    changed: Iterable[StoredFinding],
    gone: Iterable[StoredFinding],
) -> None:
    changes.added.update(map(_key, added))
    changes.changed.update(map(_key, changed))
    changes.gone.update(map(_key, gone))


def _keep_tallies(organization: int, rows: Iterable[StoredFinding]) -> bool:
    new = counted(organization, rows)
    old = {
        (row.theme, row.year, row.generally): row for row in Tally.objects.filter(organization=organization)
    }
    changed = []
    for key, row in new.items():
        if key in old and (row.months, row.counts) != (old[key].months, old[key].counts):
            row.pk = old[key].pk
            changed.append(row)
    if gone := [row.pk for key, row in old.items() if key not in new]:
        Tally.objects.filter(pk__in=gone).delete()
    fresh = [row for key, row in new.items() if key not in old]
    Tally.objects.bulk_create(fresh)
    Tally.objects.bulk_update(changed, ["months", *VERDICTS])
    return bool(gone or fresh or changed)


def _differ(one: StoredFinding, other: StoredFinding) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _COLUMNS)


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
