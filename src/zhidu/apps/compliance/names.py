"""Names instead of codes: whom a finding is about, and the records it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhidu.apps.activities import queries as activities
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.disclosure import queries as disclosure
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.ui.shapes import Looked

_NODES = ("org", "group", "body", "site", "unit")


def of_subjects(codes: Iterable[str]) -> dict[str, str]:
    """Code → name, for codes of any kind; at most one query for each kind of subject."""
    wanted = set(codes)
    nodes = {code for code in wanted if code.partition("-")[0] in _NODES}
    matters = {code for code in wanted if code.partition("-")[0] in {"case", "task", "pair"}}
    people = wanted - nodes - matters
    return {**orgs.names(nodes), **members.names(people), **activities.names(matters)}


def decorate(rows: Sequence[StoredFinding]) -> list[StoredFinding]:
    """The rows, each with ``subject_name``."""
    known = of_subjects(row.subject for row in rows)
    for row in rows:
        row.subject_name = known.get(row.subject, row.subject)
    return list(rows)


def looked_at(actor: Actor, row: StoredFinding) -> list[Looked]:
    """The records found for a finding, those that counted first; one the actor may not open has no link."""
    reasons = {one["fact"]: one["reason"] for one in row.record["considered"]}
    evidence = row.record["evidence"]
    codes = [*evidence, *(code for code in reasons if code not in evidence)]
    known = {**activities.titles(actor, codes), **disclosure.titles(actor, codes)}
    found = []
    for code in codes:
        title, url = known.get(code, (code, ""))
        note = f"没有计入：{reasons[code]}" if code in reasons else "计入"
        found.append(Looked(title, note, url, "file-x" if code in reasons else "file-check"))
    return list(dict.fromkeys(found))
