"""What a record changed: said at once to whoever wrote it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE
from zhidu.apps.compliance.brief import brief, short_name
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.compliance.names import decorate
from zhidu.apps.compliance.quiet import QUIET
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.ui.marks import mark_of

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.activities.ports import Told

MOST = 3
"""Findings that are named; the rest is counted."""


def watch(actor: Actor, organization: int) -> Told:
    """Keep in mind how the findings of an organisation stand, and say afterwards which the record has changed."""
    rows = StoredFinding.objects.filter(organization=organization)
    before = {
        (clause, subject, period): verdict
        for clause, subject, period, verdict in rows.values_list("clause", "subject", "period", "verdict")
    }

    def told(record: Activity) -> list[str]:
        if queries.fresh(organization).stale:
            return []  # a large organisation is judged in its turn
        node = orgs.node(organization)
        changed = []
        for row in queries.about_fact(record.code, organization):
            row.organization = node
            was = before.get((row.clause, row.subject, row.period))
            # of what asked for nothing before there is no row: it was kept, or there was nothing to keep
            same = row.verdict in QUIET if was is None else was == row.verdict
            if not same and SEE.can(actor, row):
                changed.append(row)
        # what the organisation itself has to keep comes before what follows for each of those who were there
        changed.sort(key=lambda row: (row.person is not None, -row.severity, row.clause, row.subject))
        return _words(decorate(changed[:MOST]), len(changed), node.name)

    return told


def _words(rows: list[StoredFinding], total: int, home: str) -> list[str]:
    found = []
    for row in rows:
        said, whom = brief(row), short_name(row.subject_name, home)
        title = said.title if whom == home or whom in said.what else f"{whom} {said.title}"
        found.append(f"{title} → {mark_of(row.verdict, generally=row.generally).word}")
    if total > len(rows):
        found.append(f"另有 {total - len(rows)} 项随之改变")
    return found
