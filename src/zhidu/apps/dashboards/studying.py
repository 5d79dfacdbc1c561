"""How much study people still need this year, told to the pages of the app of study: it knows no findings itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from zhidu.apps.compliance import queries as compliance
from zhidu.apps.dashboards.my_year import BINDING, Study, highest, member_clauses, study, yearly_study
from zhidu.apps.learning.ports import Need, register_needs
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.kinds.params import Quota

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding


def register() -> None:
    """Answer for the app below."""
    register_needs(of_person, of_everybody)


def of_person(person: int, day: date) -> list[Need]:
    """The quotas of the year that bind one person."""
    who = members.person(person)
    if who.organization is None:
        return []
    home = orgs.organization_of(who.organization)
    return [_need(one) for one in study(home, person, member_clauses(home), day)]


def of_everybody(organization: int, day: date) -> dict[int, list[Need]]:
    """The same of everybody in an organisation; the queries do not depend on how many they are."""
    home = orgs.node(organization)
    clauses = {one.key: one for one in member_clauses(home) if yearly_study(one)}
    families = {one.family for one in clauses.values()}
    found: dict[int, list[StoredFinding]] = defaultdict(list)
    for rows in compliance.of_families(home.pk, families, day.year).values() if families else ():
        for row in rows:
            if row.clause in clauses and row.subject.startswith("person-") and row.verdict in BINDING:
                found[int(row.subject.removeprefix("person-"))].append(row)
    return {person: [_need(one) for one in highest(rows, clauses)] for person, rows in found.items()}


def _need(one: Study) -> Need:
    row, params = one.finding, one.clause.params
    size = params.convert if isinstance(params, Quota) else Fraction(1)
    return Need(
        one.measure,
        one.name,
        one.done,
        one.need,
        one.unit,
        row.due,
        row.verdict,
        row.get_absolute_url(),
        Decimal(size.numerator) / size.denominator,
    )
