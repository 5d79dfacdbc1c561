"""What the clauses say of an organisation on a day, worked out afresh: also what asks for nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance.evaluation import first_day, judged
from zhidu.apps.compliance.worlds import world
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.findings import Finding


def findings(node: Any, day: date, clause: str = "") -> list[Finding]:
    """Every finding of *node*; of one clause (``book:clause``) where it is named."""
    fresh = orgs.node(node.pk)
    found = judged(fresh.code, adoption.duties(fresh), world(fresh, as_of=day), first_day(day))
    return [one for one in found if not clause or one.clause.key == clause]


def verdicts(node: Any, day: date, clause: str) -> dict[str, str]:
    """Subject → verdict of one clause."""
    return {one.subject: str(one.verdict) for one in findings(node, day, clause)}
