"""A member's dues, study and year, each from the clause that runs and the records there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from zhidu.apps.activities import own
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance import queries as compliance
from zhidu.apps.dues import queries as money
from zhidu.domain.calendar import Unit
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.params import Frequency, Quota
from zhidu.domain.rules.vocabulary import MEASURES, SubjectClass

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.orgs.models import Node

DONE = frozenset({"met", "late"})
BINDING = frozenset({"met", "late", "breached", "at_risk", "pending", "undetermined"})
"""Verdicts of a period in which something was asked of the person."""


@dataclass(frozen=True, slots=True)
class Dues:
    """This month's dues and the months of the year so far."""

    month: int
    paid: own.Paid | None
    finding: StoredFinding | None
    months_paid: int
    months_asked: int
    owed: Decimal | None = None
    """What the branch worked out for this month."""

    @property
    def why(self) -> str:
        return self.finding.get_absolute_url() if self.finding else ""

    @property
    def amount(self) -> Decimal | None:
        """What was paid, where that was written down."""
        try:
            return Decimal(self.paid.amount) if self.paid and self.paid.amount else None
        except InvalidOperation:
            return None


@dataclass(frozen=True, slots=True)
class Study:
    """One quota of the year: what was done of it."""

    measure: str
    done: Decimal
    need: Decimal
    unit: str
    finding: StoredFinding
    clause: Clause

    @property
    def why(self) -> str:
        return self.finding.get_absolute_url()

    @property
    def name(self) -> str:
        return MEASURES[self.measure].chinese

    @property
    def left(self) -> Decimal:
        return max(self.need - self.done, Decimal(0))

    @property
    def shown(self) -> Decimal:
        """Length of the bar: never longer than the whole."""
        return min(self.done, self.need)


def member_clauses(home: Node) -> list[Clause]:
    """Clauses about members that run in an organisation."""
    found = {duty.clause.key: duty.clause for duty in adoption.duties(home)}
    return [one for one in found.values() if one.subject is SubjectClass.MEMBER]


def dues(home: Node, person: int, clauses: Iterable[Clause], day: date) -> Dues | None:
    """The month's dues; None where no clause asks for any and none were ever paid."""
    rows = _mine(home, person, clauses, day.year, _monthly_dues)
    asked = [
        row
        for row in rows
        if row.verdict in BINDING and row.start <= day and len(row.period) == len("2026-11")
    ]
    paid = own.payments(person, day.year)
    month = f"{day:%Y-%m}"
    owed = money.of_one(person, month)
    if not asked and not paid and owed is None:
        return None
    months = {row.period for row in asked}
    return Dues(
        month=day.month,
        paid=paid.get(month),
        finding=next((row for row in rows if row.period == month), None),
        months_paid=len(months & set(paid)) if months else len([one for one in paid if one[:4] == month[:4]]),
        months_asked=len(months),
        owed=owed.amount if owed is not None else None,
    )


def study(home: Node, person: int, clauses: Iterable[Clause], day: date) -> list[Study]:
    """Quotas of study of the year that bind the person: of each measure the highest, class hours first."""
    known = {one.key: one for one in clauses}
    rows = _mine(home, person, known.values(), day.year, yearly_study)
    return highest([row for row in rows if row.verdict in BINDING], known)


def highest(rows: Iterable[StoredFinding], known: Mapping[str, Clause]) -> list[Study]:
    """Of the findings of one person under quotas of study: of each measure the highest, class hours first."""
    found = []
    for row in rows:
        clause, numbers = known.get(row.clause), row.record["numbers"]
        if clause is None or numbers["need"] is None or not isinstance(clause.params, Quota):
            continue
        found.append(
            Study(
                measure=clause.params.measure,
                done=_number(row.record["observed"]),
                need=_number(numbers["need"]),
                unit=clause.params.unit.chinese,
                finding=row,
                clause=clause,
            )
        )
    most: dict[tuple[str, str], Study] = {}
    for one in sorted(found, key=lambda one: (one.need, one.clause.key)):
        most[one.measure, one.unit] = one
    return sorted(most.values(), key=lambda one: (one.measure != "class_hours", one.clause.key))


def _monthly_dues(clause: Clause) -> bool:
    params = clause.params
    return isinstance(params, Frequency) and params.measure == "dues_paid" and params.per is Unit.MONTH


def yearly_study(clause: Clause) -> bool:
    """Whether a clause asks for so much study in a year."""
    params = clause.params
    return (
        isinstance(params, Quota)
        and params.per is Unit.YEAR
        and params.at_least is not None
        and MEASURES[params.measure].app == "learning"
    )


def _mine(
    home: Node, person: int, clauses: Iterable[Clause], year: int, wanted: Callable[[Clause], bool]
) -> list[StoredFinding]:
    """The person's findings of the year under the clauses wanted, whatever their verdict."""
    keys = {one.key: one.family for one in clauses if wanted(one)}
    mine = f"person-{person}"
    rows = [
        row
        for family in sorted(set(keys.values()))
        for row in compliance.of_clause(home.pk, family, year)
        if row.subject == mine and row.clause in keys
    ]
    return sorted(rows, key=lambda row: (row.start, row.clause))


def _number(value: object) -> Decimal:
    """A number of a finding: a whole one, or a fraction such as 13/2."""
    top, _, bottom = str(value).partition("/")
    return Decimal(top) / Decimal(bottom or 1)
