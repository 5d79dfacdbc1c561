"""Names instead of codes: whom a finding is about, and the records it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhidu.apps.activities import queries as activities
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor

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


@dataclass(frozen=True, slots=True)
class Seen:
    """A record that a finding looked at: counted, or not and why."""

    code: str
    title: str
    counted: bool
    reason: str = ""
    url: str = ""


def named(actor: Actor, row: StoredFinding) -> list[Seen]:
    """The records found for a finding, those that counted first; one the actor may not open has no link."""
    reasons = {one["fact"]: one["reason"] for one in row.record["considered"]}
    codes = [*row.record["evidence"], *(code for code in reasons if code not in row.record["evidence"])]
    known = activities.titles(actor, codes)
    return [
        Seen(
            code=code,
            title=known[code][0] if code in known else code,
            counted=code not in reasons,
            reason=reasons.get(code, ""),
            url=known[code][1] if code in known else "",
        )
        for code in codes
    ]
