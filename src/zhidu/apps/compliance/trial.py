"""What an adoption that nobody has stored would ask, and what the records would say to it.

Judged by the same evaluator over the organisation's true records; only the adoption is made up. Nothing is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zhidu.apps.adoption.trying import Tried, tried
from zhidu.apps.compliance.evaluation import judged
from zhidu.apps.compliance.worlds import world
from zhidu.domain.calendar import add_months
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.terms import Missing, Modality, Verdict
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.adoption.models import Adoption
    from zhidu.apps.orgs.models import Node

AHEAD = timedelta(days=90)
"""How far ahead it is told what becomes due."""
BACK = 12
"""Months of records that are looked back at."""
Told = tuple[Verdict, bool]
"""A verdict, and whether it is that of a generally that was not kept."""
DONE = frozenset({Verdict.MET, Verdict.LATE, Verdict.EXEMPT, Verdict.NOT_APPLICABLE})


@dataclass(slots=True)
class Coming:
    """One clause that asks for something within the next days: when first, how often, of whom."""

    clause: Clause
    first: date
    days: set[date] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)

    @property
    def whom(self) -> str:
        """本组织, or how many of whom."""
        if self.clause.subject is SubjectClass.ORGANIZATION:
            return "本组织"
        return f"{len(self.subjects)} {_COUNTED.get(self.clause.subject, '项')}{self.clause.subject.chinese}"


_COUNTED = {
    SubjectClass.GROUP: "个",
    SubjectClass.MEMBER: "名",
    SubjectClass.PROSPECT: "名",
    SubjectClass.POST_HOLDER: "名",
    SubjectClass.BODY: "个",
    SubjectClass.SITE: "处",
    SubjectClass.UNIT: "个",
}


@dataclass(slots=True)
class Back:
    """How the last months would have been judged under one clause: counts, nothing else."""

    clause: Clause
    counts: Counter[Verdict] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Trial:
    """What the draft asks of one organisation."""

    found: Tried
    coming: list[Coming]
    """By first due day."""
    on_occasion: list[Clause]
    """Clauses that ask for something only when something happens."""
    unfixed: list[Clause]
    """Clauses that are only recorded, because a number is open."""
    back: list[Back]
    """Only clauses under which something would have been judged."""
    at_once: Counter[Told]
    """What would stand there the moment it is adopted, where it begins in the past."""
    since: date
    until: date

    @property
    def totals(self) -> Counter[Told]:
        """All of :attr:`back` together; a generally that was not kept apart from the rest."""
        found: Counter[Told] = Counter()
        for one in self.back:
            for verdict, number in one.counts.items():
                found[verdict, verdict is Verdict.BREACHED and one.clause.modality is Modality.GENERALLY] += (
                    number
                )
        return found


def trial(organization: Node, draft: Adoption) -> Trial:
    """Judge *organization* as if *draft* were stored. Raises BookError for wrong answers."""
    day = today()
    start = max(draft.first or day, day)
    found = tried(organization, draft, start)
    since = add_months(day.replace(day=1), -BACK)
    coming = _ahead(organization, found, start)
    listed = {one.clause.key for one in coming}
    duties = [one.clause for one in found.own]
    return Trial(
        found=found,
        coming=coming,
        on_occasion=[one for one in duties if one.key not in listed and not one.open_needs],
        unfixed=[one for one in duties if one.open_needs],
        back=_counted(_behind(organization, draft.since(since), since)),
        at_once=_at_once(organization, draft, found),
        since=since,
        until=start + AHEAD,
    )


def _ahead(organization: Node, found: Tried, start: date) -> list[Coming]:
    """What falls due from *start* on and is not done yet, as the records stand today."""
    until = start + AHEAD
    here = world(organization, as_of=until, known_on=today(), also=[found.book])
    by_clause: dict[str, Coming] = {}
    for one in judged(organization.code, found.own, here, start):
        if (
            one.due is None
            or not start <= one.due <= until
            or one.verdict in DONE
            or one.missing is Missing.SETTING
        ):
            continue
        line = by_clause.setdefault(one.clause.key, Coming(one.clause, one.due))
        line.first = min(line.first, one.due)
        line.days.add(one.due)
        line.subjects.add(one.subject)
    return sorted(by_clause.values(), key=lambda line: (line.first, line.clause.cite))


def _behind(organization: Node, draft: Adoption, since: date) -> list[Finding]:
    """What would have been judged from *since* on, had *draft* been stored then; what is still open is not told."""
    found = tried(organization, draft, today())
    here = world(organization, as_of=today(), also=[found.book])
    return [
        one
        for one in judged(organization.code, found.own, here, since)
        if one.verdict not in _STILL_OPEN
        and one.missing is not Missing.SETTING
        and (one.due or one.start) >= since
    ]


_STILL_OPEN = frozenset({Verdict.PENDING, Verdict.AT_RISK, Verdict.NOT_APPLICABLE})


def _at_once(organization: Node, draft: Adoption, found: Tried) -> Counter[Told]:
    if draft.first is None or draft.first >= today() or not found.own:
        return Counter()
    return Counter(
        (one.verdict, one.verdict is Verdict.BREACHED and one.clause.modality is Modality.GENERALLY)
        for one in _behind(organization, draft, draft.first)
    )


def _counted(findings: Iterable[Finding]) -> list[Back]:
    by_clause: dict[str, Back] = {}
    for one in findings:
        by_clause.setdefault(one.clause.key, Back(one.clause)).counts[one.verdict] += 1
    return sorted(by_clause.values(), key=lambda line: (-line.counts[Verdict.BREACHED], line.clause.cite))
